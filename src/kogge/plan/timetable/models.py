"""The records of timetable."""
