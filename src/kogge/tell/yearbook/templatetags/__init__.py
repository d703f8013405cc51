"""Template tags of the yearbook."""
