"""Events as plain data: the open interface `/api/events` and a table for spreadsheets."""

import base64
import binascii
import csv
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from kogge.publish.programme.models import PublicEvent

from . import clean
from .entries import Entry

DEFAULT_SIZE, MOST_SIZE = 50, 200
LAST = date(9999, 12, 31)
# Not in the catalogue: the import knows exactly these words.
HEADINGS = {
    "de": ("UID", "Titel", "Status", "Beginn", "Ende", "Ort", "Raum", "Durchführung", "Link", "Kosten",
           "Veranstaltende", "Themen", "Zusammenfassung", "Sprache", "Adresse"),
    "en": ("UID", "Title", "State", "Begins", "Ends", "Place", "Room", "Mode", "Link", "Cost", "Organisers",
           "Topics", "Summary", "Language", "Address"),
}  # fmt: skip


@dataclass(frozen=True)
class Page:
    """One page of a list and where the next begins (empty at the end)."""

    rows: Sequence[PublicEvent]
    next_cursor: str


def paged(events: QuerySet[PublicEvent], cursor: str, size: int) -> Page:
    """Rows after `cursor` in the order of dates, right also while events are added. ValueError: no cursor."""
    ordered = events.annotate(turn=Coalesce("sort_on", Value(LAST))).order_by("turn", "pk")
    if cursor:
        turn, pk = _read(cursor)
        ordered = ordered.filter(Q(turn__gt=turn) | Q(turn=turn, pk__gt=pk))
    rows = list(ordered[: size + 1])
    more = len(rows) > size
    rows = rows[:size]
    return Page(rows, _write(rows[-1].sort_on or LAST, rows[-1].pk) if more else "")


def as_data(entry: Entry) -> dict[str, Any]:
    """One event in the shape that docs/feeds.md documents."""
    return {
        "uid": entry.uid,
        "slug": entry.slug,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary or None,
        "description": entry.description or None,
        "language": entry.language,
        "status": entry.state,
        "status_reason": entry.state_reason or None,
        "version": entry.sequence,
        "changed_at": entry.changed_at.isoformat(),
        "starts_on": _iso(entry.date.first),
        "ends_on": _iso(entry.last_day),
        "precision": entry.date.precision.value,
        "starts_at": _iso(entry.starts_at),
        "ends_at": _iso(entry.ends_at),
        "when": entry.when,
        "mode": entry.mode,
        "place": entry.place or None,
        "room": entry.room or None,
        "latitude": entry.coordinates[0] if entry.coordinates else None,
        "longitude": entry.coordinates[1] if entry.coordinates else None,
        "online_url": entry.online_url or None,
        "cost": entry.cost,
        "cost_note": entry.cost_note or None,
        "organizers": list(entry.organizers),
        "people": list(entry.people),
        "topics": list(entry.topics),
        "accessibility": entry.access or None,
        "funding_statement": entry.funding or None,
        "part_of": entry.parent or None,
    }


def dump(content: dict[str, Any]) -> bytes:
    return json.dumps(content, ensure_ascii=False).encode()


def table(entries: Iterable[Entry]) -> bytes:
    """CSV as offices open it: UTF-8 with mark, semicolons, no formula. The import reads it back."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADINGS.get((get_language() or "de")[:2], HEADINGS["de"]))
    for entry in entries:
        writer.writerow([clean.cell(value) for value in _cells(entry)])
    return ("\ufeff" + out.getvalue()).encode()


def _cells(entry: Entry) -> list[object]:
    return [
        entry.uid, entry.title, entry.state, *_written(entry), entry.place, entry.room, entry.mode,
        entry.online_url, entry.cost_note or entry.cost, ", ".join(entry.organizers), ", ".join(entry.topics),
        entry.summary, entry.language, entry.url,
    ]  # fmt: skip


def _written(entry: Entry) -> tuple[str, str]:
    """Begin and end as exact as they are known; times carry their offset, so that no hour is lost."""
    zone = ZoneInfo(settings.TIME_ZONE)
    if entry.starts_at and entry.ends_at:
        moments = (entry.starts_at, entry.ends_at)
        first, last = (moment.astimezone(zone).isoformat(timespec="minutes") for moment in moments)
        return first, last
    if entry.date.first is None:
        return "", ""
    letters = {"day": 10, "month": 7, "year": 4}[entry.date.precision.value]
    last_day = entry.last_day if letters == 10 else None
    return entry.date.first.isoformat()[:letters], _iso(last_day) or ""


def _iso(value: date | datetime | None) -> str | None:
    return None if value is None else value.isoformat()


def _write(turn: date, pk: int) -> str:
    return base64.urlsafe_b64encode(f"{turn.isoformat()}.{pk}".encode()).decode().rstrip("=")


def _read(cursor: str) -> tuple[date, int]:
    try:
        turn, _dot, pk = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().partition(".")
        number = int(pk)
        if not 0 <= number < 2**63:
            raise ValueError("out of range")
        return date.fromisoformat(turn), number
    except (ValueError, binascii.Error, UnicodeDecodeError) as error:
        raise ValueError("This is no cursor of this list.") from error
