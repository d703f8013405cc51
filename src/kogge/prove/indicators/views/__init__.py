"""The team's pages: the hub of all proofs, reports, targets and estimates."""
