"""Why something has no place in a convention, in facts and words, and repairs with the fewest moves."""
