"""What nominations know of people."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import Terms, personal

_NOMINEE = Terms(
    about=_("People who are proposed for an office"),
    purpose=_("To ask them, to decide, to appoint them and to say who holds the office"),
    basis=legal_bases.CONSENT,
    retention=_(
        "Two years after they declined or were not chosen; offices held as long as the network is documented"
    ),
    erasure=_("Deleted with the person's record, with everybody who proposed them"),
)
_PROPOSER = Terms(
    about=_("People who propose somebody"),
    purpose=_("To tell the proposed person who proposed them and why"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("As long as the nomination"),
    erasure=_("Deleted with the nomination, or with the answer to the call"),
)

PERSONAL = (
    *personal(
        "nominations.Nomination",
        "uid name email email_key locale office state state_since consented_at public_since reason person term event "
        "made_at",
        _NOMINEE,
    ),
    *personal("nominations.Proposer", "nomination submission name is_self reason made_at", _PROPOSER),
)
NOT_PERSONAL = {"nominations.Nomination": "id organization decision", "nominations.Proposer": "id"}
