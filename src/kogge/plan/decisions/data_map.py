"""What decisions know of people: what was decided on their submission, what they were told and replied, who decided."""

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
_REPLIES = Terms(
    about=_("People who answered a call and were accepted"),
    purpose=_("To know whether they come, and to name them publicly only if they agreed"),
    basis=legal_bases.CONSENT,
    retention=_("As long as the result is public"),
    erasure=_("Deleted with the submission"),
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
    *personal("decisions.Notice", "submission applicant kind prizes", _APPLICANTS),
    *personal("decisions.Pitch", "submission", _APPLICANTS),
    *personal("decisions.Version", "content", _APPLICANTS),
    *personal("decisions.Reply", "submission comes may_be_named", _REPLIES),
    *personal("decisions.Ballot", "juror vote", _JURY),
    *personal("decisions.Decision", "frozen_by reopening_asked_by reopened_by", _JURY),
    *personal("decisions.Version", "frozen_by", _JURY),
    *personal("decisions.Run", "actor", _JURY),
)
NOT_PERSONAL = {
    "decisions.Placement": "id decision ranked low high raw_mean normalised count",
    "decisions.Notice": "id stage number at",
    "decisions.Pitch": "id day position",
    "decisions.Version": "id decision number reason digest frozen_at",
    "decisions.Reply": "id at",
    "decisions.Ballot": "id decision",
    "decisions.Decision": "id call phase among track title_de title_en winners reserves position decided_on meeting "
    "state version vacant frozen_at reopening_reason reopened_at published_at",
    "decisions.Run": "id call what stage todo done total problems state at",
    "decisions.LetterText": ALL,
    "decisions.PitchDay": ALL,
}
