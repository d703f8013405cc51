"""What frozen lists know of people: names, encrypted, until the funder's date."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import Terms, personal

LISTED = Terms(
    about=_("People on attendance lists, photos and other evidence"),
    purpose=_("To prove to the funder what was done with its money"),
    basis=legal_bases.LEGAL_DUTY,
    retention=_("Until the funder's proof period ends"),
    erasure=_("Stays encrypted until that date, not searchable; photos are looked at by a person"),
)
STAFF = Terms(
    about=_("Staff who freeze lists, add evidence, ask and decide"),
    purpose=_("To answer who did it, and that two people decided"),
    basis=legal_bases.LEGAL_DUTY,
    retention=_("Until the funder's proof period ends"),
    erasure=_("Only the account's number is kept"),
)

PERSONAL = (
    *personal("lists.AttendanceList", "pdf table", LISTED),
    *personal("lists.AttendanceList", "frozen_by reason", STAFF),
    *personal("lists.OperationRequest", "requested_by decided_by reason answer", STAFF),
)
NOT_PERSONAL = {
    "lists.AttendanceList": "id code event session area version operation language frozen_at people heads minutes "
    "pdf_sha256 table_sha256 differs to_compare",
    "lists.OperationRequest": "id event before after state requested_at decided_at",
}
