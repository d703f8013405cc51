"""Network talks, consultations, coaching notes and voluntary work, logged in half a minute, offline too.

Reads the directory; counts by one definition.
"""
