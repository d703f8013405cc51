"""The records of decisions."""
