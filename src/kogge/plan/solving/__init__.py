"""Runs of the solver on an event: its best timetable so far, its bound, and why something found no place.

Reads the timetable and calls its solver in a process of its own.
"""
