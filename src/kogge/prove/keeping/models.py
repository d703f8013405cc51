"""The records of keeping."""
