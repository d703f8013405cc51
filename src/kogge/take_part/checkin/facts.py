"""From stored scans to the facts that `merge` folds."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from django.utils import timezone

from kogge.take_part.registration.models import Registration

from .merge import ADMITTING, Fact
from .models import Scan

_NIGHT = timedelta(hours=4)


class Row(NamedTuple):
    """The columns a fold needs, read without building records."""

    uid: Any
    device_id: int | None
    sequence: int
    area: int
    serial: str
    kind: str
    at: datetime
    received_at: datetime
    heads: int
    undoes: Any
    source: str
    answer: str
    shown: str


def as_fact(row: Row | Scan) -> Fact:
    """One stored scan as a fact."""
    verdict = row.shown or row.answer
    return Fact(
        row.uid.hex, row.device_id or 0, row.sequence, row.area, row.serial, row.kind,
        milliseconds(row.at), milliseconds(row.received_at),
        verdict in ADMITTING or row.kind == "out", row.heads, row.undoes.hex if row.undoes else "", row.source,
    )  # fmt: skip


def rows_of(door_id: int) -> list[Row]:
    """The scans of a door."""
    rows = Scan.objects.filter(door_id=door_id).order_by().values_list(*Row._fields)
    return [Row._make(row) for row in rows]


def sizes_of(serials: Iterable[str]) -> dict[str, int]:
    """The groups among them that count by heads."""
    groups = Registration.objects.filter(kind=Registration.Kind.HEADCOUNT, serial__in={*serials})
    return dict(groups.values_list("serial", "heads"))


def local_day(number: int) -> int:
    """Which day a time belongs to; the night until four o'clock belongs to the evening before."""
    return (timezone.localtime(moment(number)) - _NIGHT).toordinal()


def milliseconds(at: datetime) -> int:
    """Whole milliseconds since 1970."""
    return round(at.timestamp() * 1000)


def moment(number: int) -> datetime:
    """The time of such a number."""
    return datetime.fromtimestamp(number / 1000, UTC)
