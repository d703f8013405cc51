"""Words from the organiser."""
