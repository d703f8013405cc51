"""What conversations know of people: whom staff spoke with, what volunteers did, who logged it."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import ALL, Terms, personal

_CONTACT = Terms(
    about=_("People spoken with"),
    purpose=_("To follow up a conversation, and to count each contact once a day"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("Two years after the conversation; the facts that are counted stay without the name"),
    erasure=_("Emptied at once; notes are encrypted and open to the author and the centre only"),
)
_VOLUNTEER = Terms(
    about=_("Volunteers"),
    purpose=_("To count and to thank for voluntary work"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("As long as the activity is counted in a report"),
    erasure=_("The activity stays as a number and leads to a record without a name"),
)
_STAFF = Terms(
    about=_("Staff who logged a conversation"),
    purpose=_("To answer who logged it, and to open the note to its author"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("As long as the conversation it belongs to"),
    erasure=_("Only the account's number is kept"),
)

PERSONAL = (
    *personal("conversations.Entry", "contact next_step note", _CONTACT),
    *personal("conversations.Entry", "volunteer", _VOLUNTEER),
    *personal("conversations.Entry", "actor", _STAFF),
)
NOT_PERSONAL = {
    "conversations.Entry": "id uid kind on minutes aim centre operation topic organization next_on is_repeat "
    "is_forgotten made_at reach is_reported confirmed_at",
    "conversations.Receipt": ALL,
}
