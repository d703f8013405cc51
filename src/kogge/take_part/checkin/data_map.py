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
_ATTENDANCE = Terms(
    about=_("People who took part"),
    purpose=_("To prove attendance and its minutes, and how they are known"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("As the registration, longer only where a certificate or a funder's list rests on it"),
    erasure=_("The link to the registration is cut; counts stay"),
)
_ONLINE = Terms(
    about=_("People in a video room"),
    purpose=_("To match times in the video room to registrations"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("Name and address until matched or set aside, 30 days at most; times as the registration"),
    erasure=_("Emptied by the nightly clean-up"),
)
_STAFF = Terms(
    about=_("Staff who correct or count"),
    purpose=_("To answer who decided or counted"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("As long as the figure it belongs to"),
    erasure=_("Only the account's number is kept"),
)

PERSONAL = (
    *personal("checkin.Scan", "serial registration seat actor", _SCANS),
    *personal("checkin.Attendance", "serial registration seat", _ATTENDANCE),
    *personal("checkin.Correction", "serial registration seat reason", _ATTENDANCE),
    *personal("checkin.Correction", "actor", _STAFF),
    *personal("checkin.HeadCount", "actor", _STAFF),
    *personal("checkin.OnlineStay", "serial registration seat name email", _ONLINE),
)
NOT_PERSONAL = {
    "checkin.Door": ALL,
    "checkin.Gate": ALL,
    "checkin.Device": ALL,
    "checkin.Tally": ALL,
    "checkin.Scan": (
        "id uid door revision device gate area kind heads sequence device_at offset_ms at received_at source "
        "answer shown override hand_out undoes"
    ),
    "checkin.Attendance": "id door session area first_in last_out inside minutes heads proof attended",
    "checkin.Correction": "id door session area attended minutes made_at",
    "checkin.HeadCount": "id door session counted_at method low value high note made_at",
    "checkin.OnlineStay": "id door session area joined_at left_at tool digest dismissed",
}
