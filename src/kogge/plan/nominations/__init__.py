"""People who are proposed for an office: consent, shortlist, appointment at an event, term, public list.

Reads submissions and decisions; writes office terms of the directory.
"""
