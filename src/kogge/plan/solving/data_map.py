"""What solving knows of people: who asked for a run, and whose times kept a session from its place."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import Terms, personal

_STAFF = Terms(
    about=_("Staff who have a timetable computed"),
    purpose=_("To say who asked for it"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("Thirty days"),
    erasure=_("Deleted with the run"),
)
_SPEAKERS = Terms(
    about=_("People on stage"),
    purpose=_("To say whose times keep a session from its place"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("Thirty days"),
    erasure=_("Holds keys without names; deleted with the run"),
)

PERSONAL = (
    *personal("solving.Run", "asked_by", _STAFF),
    *personal("solving.Run", "reasons", _SPEAKERS),
)
NOT_PERSONAL = {
    "solving.Run": "id code timetable kind state asked_at begun_at beat_at ended_at seconds seed options stop_asked "
    "revision layout series value bound solution facts problem",
}
