"""Teams for everybody, behind the personal link, and at the desk."""
