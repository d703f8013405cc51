"""A timetable on its way to the public: what changes for whom, one message each, booklet, stage sheets, door signs.

Reads releases and the timetable.
"""
