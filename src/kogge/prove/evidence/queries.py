"""What others read of evidence."""

from django.db.models import QuerySet

from kogge.plan.events.models import Event
from kogge.prove.lists import vault
from kogge.prove.lists.models import AttendanceList
from kogge.prove.lists.queries import lists, newest, table

from .models import Archive, EvidenceFile

__all__ = ["content", "files", "lists", "newest", "stored_files", "table"]


def files(event: Event) -> QuerySet[EvidenceFile]:
    """Evidence of an event that was not removed."""
    return EvidenceFile.objects.filter(event=event, removed_at=None).select_related("attendance_list")


def stored_files() -> dict[str, str]:
    """Every file that some record refers to, with the record's code."""
    known: dict[str, str] = {}
    for code, pdf, rows in AttendanceList.objects.values_list("code", "pdf", "table"):
        known |= {pdf: code, rows: code}
    for model in (EvidenceFile, Archive):
        known |= dict(model.objects.exclude(file="").values_list("file", "code"))
    return known


def content(thing: AttendanceList | EvidenceFile) -> bytes:
    """The PDF of a list, or the file of a piece of evidence. Raises BrokenSealError."""
    name = thing.pdf if isinstance(thing, AttendanceList) else thing.file
    return vault.whole(name, about=thing.code)
