"""What outcomes know of people: what applicants were told and replied."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import Terms, personal

_TOLD = Terms(
    about=_("People who answered a call"),
    purpose=_("To tell everybody the result once, and to prove it"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("As long as the call’s records are kept to prove how it was decided"),
    erasure=_("Deleted with the submission"),
)
_REPLIES = Terms(
    about=_("People who answered a call and were accepted"),
    purpose=_("To know whether they come, and to name them publicly only if they agreed"),
    basis=legal_bases.CONSENT,
    retention=_("As long as the result is public"),
    erasure=_("Deleted with the submission"),
)
_STAFF = Terms(
    about=_("Staff who set results"),
    purpose=_("To answer who set results or sent letters for many at once"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("As long as the call’s records are kept to prove how it was decided"),
    erasure=_("Only the account's number is kept"),
)

PERSONAL = (
    *personal("outcomes.Notice", "submission applicant kind prizes", _TOLD),
    *personal("outcomes.Reply", "submission comes may_be_named", _REPLIES),
    *personal("outcomes.Run", "actor", _STAFF),
)
NOT_PERSONAL = {
    "outcomes.Notice": "id stage number at",
    "outcomes.Reply": "id at",
    "outcomes.Run": "id call what stage todo done total problems state at",
}
