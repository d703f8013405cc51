"""Organisations, people, places, areas, topics, communities and programmes, true at a date.

Reads accounts; decides what of a person is public (only a released profile).
"""
