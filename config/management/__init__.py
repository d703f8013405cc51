"""Commands that need every app."""
