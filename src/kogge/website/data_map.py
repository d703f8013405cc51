"""What visitors tell us in the feedback form."""

PERSONAL = ()
NOT_PERSONAL: dict[str, str] = {}
