"""What evidence knows of people: names and faces on files, encrypted, until the funder's date."""

from kogge.core.data_map import personal
from kogge.prove.lists.data_map import LISTED, STAFF

PERSONAL = (
    *personal("evidence.EvidenceFile", "title alt rights address file name to_review", LISTED),
    *personal("evidence.EvidenceFile", "added_by removed_because", STAFF),
    *personal("evidence.Archive", "file", LISTED),
    *personal("evidence.Archive", "asked_by", STAFF),
)
NOT_PERSONAL = {
    "evidence.EvidenceFile": "id code event operation attendance_list kind on mime size sha256 added_at removed_at",
    "evidence.Archive": "id code event operation scope language state done total problem size sha256 mark "
    "asked_at beat_at done_at",
}
