"""What duplicates know of people: nothing of their own."""

from kogge.core.data_map import PersonalField

PERSONAL: tuple[PersonalField, ...] = ()
NOT_PERSONAL: dict[str, str] = {}
