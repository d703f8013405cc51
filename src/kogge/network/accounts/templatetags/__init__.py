"""Template tags about staff."""
