"""One request each."""
