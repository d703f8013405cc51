"""Bringing one's data along: events from tables, calendars and conference schedules.

A file becomes rows (`reading`), rows become events by the same actions that the desk uses (`importing`).
A second run changes nothing: each row is known by its source and key.
"""
