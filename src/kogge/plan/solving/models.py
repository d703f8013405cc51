"""The records of solving."""
