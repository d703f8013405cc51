"""The records of speakers."""
