"""What people do with juries: rules, jurors, conflicts, sheets, and who reads what."""
