"""What a kept day knows of people: which sessions somebody wants to see, and where notices go."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import Terms, personal

_DAY = Terms(
    about=_("Visitors who keep their day at an event under a link"),
    purpose=_("To show the chosen sessions on another device, in a calendar and next to booked seats"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("30 days after the event"),
    erasure=_("Deleted by the daily clean-up, or at once by the visitor on the page itself"),
)
_NOTICES = Terms(
    about=_("Visitors who want to be told of changes"),
    purpose=_("To write when a chosen session moves or is cancelled"),
    basis=legal_bases.CONSENT,
    retention=_("30 days after the event, or until it is taken back"),
    erasure=_("Deleted by the daily clean-up, or at once by the visitor on the page itself"),
)

PERSONAL = (
    *personal("my_day.Plan", "registration", _DAY),
    *personal("my_day.Plan", "email email_key email_confirmed_at", _NOTICES),
    *personal("my_day.Favourite", "plan session", _DAY),
)
NOT_PERSONAL = {
    "my_day.Plan": "id uid event language told_release created_at",
    "my_day.Favourite": "id seen told",
}
