"""The records of event_requests."""
