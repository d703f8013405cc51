"""Pages of keeping: the office's plan, terms, erasures and duplicates; a person's own erasure by link."""
