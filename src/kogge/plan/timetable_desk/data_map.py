"""The desk's pages keep nothing of their own."""

from kogge.core.data_map import PersonalField

PERSONAL: tuple[PersonalField, ...] = ()
NOT_PERSONAL: dict[str, str] = {}
