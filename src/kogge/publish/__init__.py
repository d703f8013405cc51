"""PUBLISH: what the public sees."""
