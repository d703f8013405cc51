"""Calls at the desk: set up in ten minutes, and what came in sorted. Keeps nothing of its own."""
