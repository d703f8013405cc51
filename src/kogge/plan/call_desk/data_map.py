"""What this app knows of people: nothing of its own."""

from kogge.core.data_map import PersonalField

PERSONAL: tuple[PersonalField, ...] = ()
NOT_PERSONAL: dict[str, str] = {}
