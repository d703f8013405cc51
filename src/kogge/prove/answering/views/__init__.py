"""Pages of questionnaires: for the person behind a link, and for the desk."""
