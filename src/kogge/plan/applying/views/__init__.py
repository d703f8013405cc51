"""Pages for everybody, and the own page of those who answer."""
