"""The records of questionnaires."""
