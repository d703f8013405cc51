"""What is measured: one file per claim, each prints a ratio against a named reference."""
