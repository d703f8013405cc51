"""What visitors tell us in the feedback form."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import Terms, personal

_FEEDBACK = Terms(
    about=_("Visitors who send feedback"),
    purpose=_("To answer the message and to remove barriers"),
    basis=legal_bases.LEGAL_DUTY,
    retention=_("Three years after the answer, as proof that it was answered in time"),
    erasure=_("Name, mail address and message are deleted; number, kind and dates stay"),
)
_ANSWERED = Terms(
    about=_("Staff who answered"),
    purpose=_("To show who answered for a text"),
    basis=legal_bases.LEGAL_DUTY,
    retention=_("Three years after the answer, as proof that it was answered in time"),
    erasure=_("Holds only the number of an account"),
)

PERSONAL = (
    *personal("website.Feedback", "message address name email language answer", _FEEDBACK),
    *personal("website.Feedback", "answered_by", _ANSWERED),
)
NOT_PERSONAL = {"website.Feedback": "id reference form_key kind received_at answer_by state answered_at"}
