"""The auditor's view: every number to its record, list and scan; a sample by seed; who looked at what.

Reads all of this stage and writes nothing but accesses, samples, notes and looks. Its addresses stand in `audit.urls`.
"""
