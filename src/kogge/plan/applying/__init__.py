"""What the public sees of calls, and where somebody without an account answers one. Keeps nothing of its own."""
