"""The records of certificates."""
