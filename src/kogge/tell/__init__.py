"""TELL: what is written from the records."""
