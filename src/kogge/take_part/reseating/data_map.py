"""What this app knows of people."""

from kogge.core.data_map import PersonalField

PERSONAL: tuple[PersonalField, ...] = ()
NOT_PERSONAL: dict[str, str] = {}
