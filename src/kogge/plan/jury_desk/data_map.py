"""What the desk of juries knows of people: nothing that juries do not keep."""

from kogge.core.data_map import PersonalField

PERSONAL: tuple[PersonalField, ...] = ()
NOT_PERSONAL: dict[str, str] = {}
