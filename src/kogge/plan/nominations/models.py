"""The records of nominations."""
