"""Letters from staff to those who registered or came, bounces, and mails that could not be sent."""
