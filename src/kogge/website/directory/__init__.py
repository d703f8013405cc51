"""Public pages of organisations, people, places, areas, topics, communities and programmes.

Reads the directory, released events and the yearbook; decides nothing.
"""
