"""What others read of evidence."""

from collections.abc import Iterable

from django.db.models import QuerySet

from kogge.plan.events.models import Event

from . import vault
from .models import Archive, AttendanceList, EvidenceFile


def lists(event: Event) -> QuerySet[AttendanceList]:
    """All frozen lists of an event, the newest version of each first."""
    rows = AttendanceList.objects.filter(event=event).select_related("session", "operation")
    return rows.order_by("area", "-version")


def newest(event: Event, area: int) -> AttendanceList | None:
    """The last version of one list."""
    rows = AttendanceList.objects.filter(event=event, area=area).select_related("event", "session")
    return rows.order_by("-version").first()


def newest_of(events: Iterable[Event]) -> dict[int, list[AttendanceList]]:
    """The last versions of all lists, by event: one query."""
    found: dict[tuple[int, int], AttendanceList] = {}
    for row in AttendanceList.objects.filter(event__in=list(events)).order_by("version"):
        found[row.event_id, row.area] = row
    grouped: dict[int, list[AttendanceList]] = {}
    for (event, _area), row in sorted(found.items()):
        grouped.setdefault(event, []).append(row)
    return grouped


def files(event: Event) -> QuerySet[EvidenceFile]:
    """Evidence of an event that was not removed."""
    return EvidenceFile.objects.filter(event=event, removed_at=None).select_related("attendance_list")


def is_frozen(event: Event) -> bool:
    """Whether a list of this event was frozen, ever."""
    return AttendanceList.objects.filter(event=event).exists()


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


def table(frozen: AttendanceList) -> bytes:
    """A list as CSV. Raises BrokenSealError."""
    return vault.whole(frozen.table, about=frozen.code)
