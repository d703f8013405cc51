"""What auditors know of people: themselves, and what they noted about a record."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import ALL, Terms, personal

_AUDITORS = Terms(
    about=_("Auditors who look without an account"),
    purpose=_("To let them read for the agreed period, and to know who looked at what"),
    basis=legal_bases.LEGAL_DUTY,
    retention=_("As long as the proof of the operation"),
    erasure=_("With the proof of the operation"),
)
_NOTES = Terms(
    about=_("People whose record an auditor drew"),
    purpose=_("To show what was looked at and what was asked"),
    basis=legal_bases.LEGAL_DUTY,
    retention=_("As long as the proof of the operation"),
    erasure=_("With the proof of the operation; the code leads to no name after an erasure"),
)
PERSONAL = (
    *personal("auditors.Access", "name email body", _AUDITORS),
    *personal("auditors.SampleItem", "code note", _NOTES),
)
NOT_PERSONAL = {
    "auditors.Access": "id operation organization valid_from valid_until language granted_at revoked_at",
    "auditors.Sample": ALL,
    "auditors.SampleItem": "id sample position outcome noted_at noted_by",
}
