"""The auditor's view: every number to its record, list and scan; a sample by seed; what was changed behind our back.

Reads all of this stage and writes nothing but who looked at what.
"""
