"""The records of audit."""
