"""Pages of auditors: what is read, what is drawn, and what the office sees of both."""
