"""Backup, restore, and the list outside the database that makes a restored backup forget the same people again.

Reads everything as bytes; erases by the actions of keeping.
"""
