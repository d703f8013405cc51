"""Timetables of tracks over sessions and rooms with penalties (CoSPLib)."""
