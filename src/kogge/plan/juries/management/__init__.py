"""Commands of juries."""
