"""The records of conversations."""
