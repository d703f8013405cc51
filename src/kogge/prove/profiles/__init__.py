"""A funder's rules as data: questions, thresholds, periods, indicators as formulas, publicity, retention.

Reads and validates profile files; knows nothing of people.
"""
