"""The calendar, and the pages of events, sessions and series completed with what later stages know.

Reads the read model of `publish.programme` and figures and statements of `tell.yearbook`; decides nothing.
"""
