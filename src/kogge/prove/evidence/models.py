"""The records of evidence."""
