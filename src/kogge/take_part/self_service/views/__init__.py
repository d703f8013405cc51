"""Pages behind a personal link. Whatever changes something is a POST: mail scanners look at links first."""
