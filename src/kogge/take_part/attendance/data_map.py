"""What attendance knows of people: that they were there, from when to when, and how that is known."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import Terms, personal

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
    *personal("attendance.Attendance", "serial registration seat", _ATTENDANCE),
    *personal("attendance.Correction", "serial registration seat reason", _ATTENDANCE),
    *personal("attendance.Correction", "actor", _STAFF),
    *personal("attendance.HeadCount", "actor", _STAFF),
    *personal("attendance.OnlineStay", "serial registration seat name email", _ONLINE),
)
NOT_PERSONAL = {
    "attendance.Attendance": "id door session area first_in last_out inside minutes heads proof attended",
    "attendance.Correction": "id door session area attended minutes made_at",
    "attendance.HeadCount": "id door session counted_at method low value high note made_at",
    "attendance.OnlineStay": "id door session area joined_at left_at tool digest dismissed",
}
