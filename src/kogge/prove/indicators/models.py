"""The records of indicators."""
