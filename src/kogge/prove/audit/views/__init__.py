"""Where an auditor begins, and what the verification found."""
