"""What this app knows of people: nothing. A serial says nothing without the registration it belongs to."""

from kogge.core.data_map import ALL, PersonalField

PERSONAL: tuple[PersonalField, ...] = ()
NOT_PERSONAL = {"tickets.SigningKey": ALL, "tickets.RevokedSerial": ALL}
