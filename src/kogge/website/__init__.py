"""Home, calendar, map and legal pages: puts the others on one page.

Reads every stage; decides nothing.
"""
