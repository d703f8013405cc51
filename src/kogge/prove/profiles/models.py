"""The records of profiles."""
