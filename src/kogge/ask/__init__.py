"""ASK: answers with a source."""
