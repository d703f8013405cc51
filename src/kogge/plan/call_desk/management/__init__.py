"""Commands of the desk of calls."""
