"""What requests and challenges know of people: what a request was answered."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import ALL, Terms, personal

_ANSWERED = Terms(
    about=_("People who ask for an event"),
    purpose=_("To answer, and to know later what was answered"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("As long as the answer to the call: two years after it closed"),
    erasure=_("Deleted with the answer to the call"),
)

PERSONAL = personal("event_requests.EventRequest", "submission reason", _ANSWERED)
NOT_PERSONAL = {
    "event_requests.EventRequest": "id organization state event arrived_at decided_at",
    "event_requests.Territory": ALL,
    "event_requests.Challenge": ALL,
}
