"""What others read of frozen lists."""

from collections.abc import Iterable

from django.db.models import QuerySet

from kogge.plan.events.models import Event

from . import vault
from .models import AttendanceList


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


def is_frozen(event: Event) -> bool:
    """Whether a list of this event was frozen, ever."""
    return AttendanceList.objects.filter(event=event).exists()


def table(frozen: AttendanceList) -> bytes:
    """A list as CSV. Raises BrokenSealError."""
    return vault.whole(frozen.table, about=frozen.code)


def paper(frozen: AttendanceList) -> bytes:
    """A list as PDF. Raises BrokenSealError."""
    return vault.whole(frozen.pdf, about=frozen.code)
