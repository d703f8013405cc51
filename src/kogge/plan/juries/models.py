"""The records of juries."""
