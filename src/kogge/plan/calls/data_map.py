"""What calls know of people."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import ALL, Terms, personal

_WHO = Terms(
    about=_("People who answer a call, answer along with others, or are proposed"),
    purpose=_("To judge what was handed in, to write about it, and to announce what was accepted"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_(
        "Drafts 90 days after the call closed; what was handed in two years, what was accepted six years after it, "
        "so that who was chosen before is found"
    ),
    erasure=_("Emptied by the clean-up, or at once on request; what was accepted lives on as programme"),
)
_CHECKED = Terms(
    about=_("People who answer a call with rules of eligibility"),
    purpose=_("To let a person decide what a rule found, with a reason"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("As long as the submission"),
    erasure=_("Deleted with the submission"),
)

PERSONAL = (
    *personal(
        "calls.Submission",
        "title abstract organization_name organization postcode answers origin previous facts",
        _WHO,
    ),
    *personal("calls.Applicant", "submission person name email email_key organization_name", _WHO),
    *personal("calls.AnswerFile", "submission file name", _WHO),
    *personal("calls.Hit", "submission found reason decided_by", _CHECKED),
)
NOT_PERSONAL = {
    "calls.Call": ALL,
    "calls.Submission": (
        "id uid code call state outcome format minutes language track topics locale created_at changed_at "
        "submitted_at confirmed_at late_until discarded_at session idempotency_key version"
    ),
    "calls.Applicant": "id uid role position confirmed_at declined_at",
    "calls.AnswerFile": "id question kind size",
    "calls.Hit": "id rule state decided_at",
}
