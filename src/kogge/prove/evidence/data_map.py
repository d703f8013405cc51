"""What evidence knows of people: names on frozen lists and files, encrypted, until the funder's date."""

from django.utils.translation import gettext_lazy as _

from kogge.core import legal_bases
from kogge.core.data_map import Terms, personal

_EVIDENCE = Terms(
    about=_("People on attendance lists, photos and other evidence"),
    purpose=_("To prove to the funder what was done with its money"),
    basis=legal_bases.LEGAL_DUTY,
    retention=_("Until the funder's proof period ends"),
    erasure=_("Stays encrypted until that date, not searchable; photos are looked at by a person"),
)
_STAFF = Terms(
    about=_("Staff who freeze lists, add evidence, ask and decide"),
    purpose=_("To answer who did it, and that two people decided"),
    basis=legal_bases.LEGAL_DUTY,
    retention=_("Until the funder's proof period ends"),
    erasure=_("Only the account's number is kept"),
)

PERSONAL = (
    *personal("evidence.AttendanceList", "pdf table", _EVIDENCE),
    *personal("evidence.AttendanceList", "frozen_by reason", _STAFF),
    *personal("evidence.EvidenceFile", "title alt rights address file name to_review", _EVIDENCE),
    *personal("evidence.EvidenceFile", "added_by removed_because", _STAFF),
    *personal("evidence.OperationRequest", "requested_by decided_by reason answer", _STAFF),
    *personal("evidence.Archive", "file", _EVIDENCE),
    *personal("evidence.Archive", "asked_by", _STAFF),
)
NOT_PERSONAL = {
    "evidence.AttendanceList": "id code event session area version operation language frozen_at people heads minutes "
    "pdf_sha256 table_sha256 differs to_compare",
    "evidence.EvidenceFile": "id code event operation attendance_list kind on mime size sha256 added_at removed_at",
    "evidence.OperationRequest": "id event before after state requested_at decided_at",
    "evidence.Archive": "id code event operation scope language state done total problem size sha256 mark "
    "asked_at beat_at done_at",
}
