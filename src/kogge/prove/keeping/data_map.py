"""What keeping knows of people: what is sealed after an erasure, and that somebody asked to be erased."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import ALL, Terms, personal

_SEALED = Terms(
    about=_("Erased people who took part in a funded operation"),
    purpose=_("To prove to the funder who took part, after the person was erased everywhere else"),
    basis=legal_bases.LEGAL_DUTY,
    retention=_(
        "Until the operation's term of proof ends: five years from the end of the year of the last payment"
    ),
    erasure=_("Encrypted and not searched; deleted by the retention run when the term ends"),
)
_ASKED = Terms(
    about=_("People who asked to be erased"),
    purpose=_("To carry out the request, and to erase them again should a backup be restored"),
    basis=legal_bases.LEGAL_DUTY,
    retention=_("As long as backups may hold the person: a random number and a date, no name"),
    erasure=_("Leads to nobody once the person's record is gone"),
)

PERSONAL = (
    *personal("keeping.SealedRecord", "code content", _SEALED),
    *personal("keeping.Erasure", "subject person", _ASKED),
)
NOT_PERSONAL = {
    "keeping.ProofTerm": ALL,
    "keeping.SealedRecord": "id operation app number made_at",
    "keeping.Erasure": "id how asked_at done_at stays",
    "keeping.RetentionRun": ALL,
    "keeping.Installation": ALL,
}
