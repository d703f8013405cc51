"""What decisions know of people: what was decided on their submission, who decided."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import ALL, Terms, personal

_APPLICANTS = Terms(
    about=_("People who answered a call"),
    purpose=_(
        "To decide by the criteria that were published, to give reasons, and to tell everybody the result"
    ),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("As long as the call’s records are kept to prove how it was decided"),
    erasure=_("Names leave with the submission; places and reasons stay without a name in the minutes"),
)
_JURY = Terms(
    about=_("Jurors and staff who decided"),
    purpose=_("To answer who decided, who abstained, and which two people reopened a decision"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("As long as the call’s records are kept to prove how it was decided"),
    erasure=_("Stays in the minutes: who decided on public money must remain provable"),
)

PERSONAL = (
    *personal("decisions.Placement", "submission kind place reason feedback", _APPLICANTS),
    *personal("decisions.Version", "content", _APPLICANTS),
    *personal("decisions.Ballot", "juror vote", _JURY),
    *personal("decisions.Decision", "frozen_by reopening_asked_by reopened_by", _JURY),
    *personal("decisions.Version", "frozen_by", _JURY),
)
NOT_PERSONAL = {
    "decisions.Placement": "id decision ranked low high raw_mean normalised count",
    "decisions.Version": "id decision number reason digest frozen_at",
    "decisions.Ballot": "id decision",
    "decisions.Decision": "id call phase among track title_de title_en winners reserves position decided_on meeting "
    "state version vacant frozen_at reopening_reason reopened_at published_at",
    "decisions.LetterText": ALL,
}
