"""What hours know of people: whose ticket it was, how long they were there, and a code for the funder."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import ALL, Terms, personal

_HOURS = Terms(
    about=_("People who took part"),
    purpose=_("To add up hours for certificates and, for funded activities, for the funder"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_(
        "Until the funder's term ends; where none asks, a year after the event, once the registration is emptied"
    ),
    erasure=_("After an erasure the link leads to a record without a name, until the date the letter names"),
)

PERSONAL = (
    *personal("hours.Holder", "serial person reason", _HOURS),
    *personal("hours.Credit", "person", _HOURS),
    *personal("hours.Participant", "person code", _HOURS),
)
NOT_PERSONAL = {
    "hours.Holder": "id how made_at",
    "hours.Credit": "id event on minutes proofs",
    "hours.Participant": "id operation made_at",
    "hours.Ledger": ALL,
}
