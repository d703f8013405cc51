"""Feeds show what is published and store nothing."""

PERSONAL = ()
NOT_PERSONAL: dict[str, str] = {}
