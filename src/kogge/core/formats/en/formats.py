"""One order of day, month and year on all English pages."""

DATE_FORMAT = "j F Y"
