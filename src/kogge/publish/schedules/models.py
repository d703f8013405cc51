"""The records of schedules."""
