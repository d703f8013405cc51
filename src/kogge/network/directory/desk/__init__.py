"""The team's pages of the directory: lists, records, rows with a period, profiles, merges."""
