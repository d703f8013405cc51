"""Attendance lists: frozen as sealed PDF/A and table with a digest, compared with what has changed since.

Reads attendance; never changes it.
"""
