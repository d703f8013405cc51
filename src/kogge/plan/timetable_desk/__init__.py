"""The desk's pages of the timetable: the grid, its plain forms, settings, wishes, and stages that run late.

Reads and moves what `timetable` keeps; its warnings come from there too.
"""
