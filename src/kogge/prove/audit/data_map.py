"""What the audit knows of people: nothing of its own."""

from kogge.core.data_map import ALL, PersonalField

PERSONAL: tuple[PersonalField, ...] = ()
NOT_PERSONAL = {"audit.Verification": ALL}
