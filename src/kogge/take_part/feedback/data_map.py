"""What feedback knows of people: nothing but what they write about themselves or others."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import Terms, personal

_WRITTEN = Terms(
    about=_("People who give feedback, as far as they write about themselves or others"),
    purpose=_("To let organisers and speakers know what was good and what to change"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("One year; then only the scores stay"),
    erasure=_(
        "Emptied by the clean-up, or by staff as soon as a text names somebody; no answer leads to a person"
    ),
)
_SPENT = Terms(
    about=_("Holders of tickets"),
    purpose=_("To let each ticket answer once"),
    basis=legal_bases.PUBLIC_TASK,
    retention=_("60 days after the last answer"),
    erasure=_("Emptied by the clean-up; a one-way mark that leads to no answer"),
)

PERSONAL = (
    *personal("feedback.Response", "good change", _WRITTEN),
    *personal("feedback.Box", "spent", _SPENT),
)
NOT_PERSONAL = {
    "feedback.Response": "id box day score",
    "feedback.Box": "id event session code closed_at",
}
