"""Who judges what and how: criteria, phases, conflicts, assignment, scores, comparisons and rankings.

Reads submissions; decides nothing.
"""
