"""What the door knows of people: that a serial went through a gate at a time, and what came of it."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import ALL, Terms, personal

_SCANS = Terms(
    about=_("People who come, and staff who type paper lists"),
    purpose=_("To know who is inside, to let nobody in twice, and to prove attendance"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("As the registration; after that only number, gate and time stay, which lead to nobody"),
    erasure=_("The link to the registration is cut; what stays names nobody"),
)
PERSONAL = (*personal("checkin.Scan", "serial registration seat actor", _SCANS),)
NOT_PERSONAL = {
    "checkin.Door": ALL,
    "checkin.Gate": ALL,
    "checkin.Device": ALL,
    "checkin.Tally": ALL,
    "checkin.Scan": (
        "id uid door revision device gate area kind heads sequence device_at offset_ms at received_at source "
        "answer shown override hand_out undoes"
    ),
}
