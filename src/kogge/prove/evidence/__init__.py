"""What stands behind a number on paper: frozen lists, evidence files with their gaps, the archive.

Reads attendance, certificates and reports.
"""
