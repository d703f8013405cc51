"""The programme of one day: what was chosen, what stands where, in the order of the clock. Pure, from records.

Sessions without an exact time are shown by part of the day and order, never at a time nobody stated.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from kogge.core.periods import hours, moment
from kogge.core.timetable_grid import Placed, Row, grid
from kogge.core.translated import translated

from . import words

Record = dict[str, Any]
FACETS = ("room", "track", "language", "kind")


@dataclass(frozen=True)
class Choice:
    """What somebody wants to see of a programme, with an address of its own. Day 0 is "day not stated"."""

    day: int | None = None
    view: str = "list"
    room: str = ""
    track: str = ""
    language: str = ""
    kind: str = ""

    @classmethod
    def from_query(cls, query: QueryDict) -> "Choice":
        """Read an address; what makes no sense is as if it was not there."""
        day = query.get("day", "")
        return cls(
            day=int(day) if day.isascii() and day.isdigit() and len(day) < 4 else None,
            view="grid" if query.get("view") == "grid" else "list",
            **{name: query.get(name, "")[:120] for name in FACETS},
        )

    def address(self, **changes: Any) -> str:
        """The query string of this choice with `changes`."""
        one = replace(self, **changes)
        pairs = [(f.name, getattr(one, f.name)) for f in fields(one) if getattr(one, f.name) != f.default]
        return "?" + urlencode(pairs) if pairs else "."

    @property
    def narrowed(self) -> dict[str, str]:
        """The facets that are set."""
        return {name: getattr(self, name) for name in FACETS if getattr(self, name)}

    def wants(self, record: Record) -> bool:
        return all(facet_of(record, name)[0] == value for name, value in self.narrowed.items())


@dataclass(frozen=True)
class Group:
    """Sessions that begin together, or that are known by part of the day and order only."""

    label: str
    starts_at: datetime | None
    rows: list[Record] = field(default_factory=list)


def facet_of(record: Record, name: str) -> tuple[str, str]:
    """Value and word of a session by which a programme can be narrowed."""
    if name in {"room", "track"}:
        part = record[name]
        if not part:
            return ("", "")
        return (part["slug"], part["name"] if name == "room" else str(translated(part, "name")))
    table = words.LANGUAGES if name == "language" else words.SESSION_KINDS
    return (record[name], words.of(table, record[name]))


def options(records: Iterable[Record], name: str) -> list[tuple[str, str]]:
    """All values of a facet that occur, by their words."""
    found = dict(facet_of(record, name) for record in records)
    found.pop("", None)
    return sorted(found.items(), key=lambda pair: _natural(pair[1]))


def days(records: Iterable[Record]) -> list[int]:
    """The numbers of the days that have sessions; 0 for those whose day is not stated, last."""
    return sorted({record["day"] or 0 for record in records}, key=lambda number: (number == 0, number))


def date_of_day(first: date | None, number: int) -> date | None:
    """Which date a day of the event is, if that is known."""
    return first + timedelta(days=number - 1) if first and number else None


def row(record: Record, base: str) -> Record:
    """What a list shows of a session. `base` is the address that sessions stand below."""
    track, room = record["track"], record["room"]
    return {
        "slug": record["slug"],
        "address": f"{base}{record['slug']}/",
        "title_de": record["title_de"],
        "title_en": record["title_en"],
        "state": record["state"],
        "off": record["state"] == "cancelled",
        "time": hours(record["starts_at"], record["ends_at"]) or part_of_day(record),
        "order_open": record["starts_at"] is None and _is_loose(record),
        "room": room["name"] if room else "",
        "track": translated(track, "name") if track else "",
        "colour": track["colour"] % 6 + 1 if track else 0,
        "people": ", ".join(one["name"] for one in record["people"]),
        "kind": words.of(words.SESSION_KINDS, record["kind"]),
        "language": words.of(words.LANGUAGES, record["language"])
        if record["language"] not in {"", "de"}
        else "",
    }


def groups(records: Iterable[Record], base: str) -> list[Group]:
    """The rows of a list: by starting time, then those without one in the printed order."""
    ordered = sorted(records, key=_order)
    found = []
    for start, same in groupby(ordered, key=lambda one: one["starts_at"]):
        rows = [row(record, base) for record in same]
        label = rows[0]["time"][:5] if start else _("Exact times not stated")
        found.append(Group(label, moment(start), rows))
    return found


def as_grid(records: Iterable[Record], base: str) -> tuple[list[Row], list[Record]]:
    """The rows of a room-by-time table and its rooms. What has no room or time stands in the list only."""
    placed = [one for one in records if one["room"] and one["starts_at"]]
    rooms = {one["room"]["slug"]: one["room"] for one in placed}
    shown = sorted(rooms.values(), key=_room_order)
    cells = [
        Placed(row(one, base), one["room"]["slug"], _moment(one["starts_at"]), _moment(one["ends_at"]))
        for one in sorted(placed, key=lambda one: one["state"] == "cancelled")
    ]
    return grid(cells, [room["slug"] for room in shown]), shown


def running(records: Iterable[Record], now: datetime) -> tuple[list[Record], list[Record]]:
    """What runs at `now`, and what comes next: the sessions with the next starting time in each room."""
    timed = [one for one in records if one["starts_at"] and one["state"] != "cancelled"]
    current = [one for one in timed if _moment(one["starts_at"]) <= now < _moment(one["ends_at"])]
    coming = sorted((one for one in timed if _moment(one["starts_at"]) > now), key=_order)
    first: dict[str, Record] = {}
    for one in coming:
        first.setdefault(one["room"]["slug"] if one["room"] else one["slug"], one)
    return sorted(current, key=_order), list(first.values())


def day_label(first: date | None, number: int, write: Callable[[date], str]) -> tuple[str, str]:
    """Name and date of a day."""
    if number == 0:
        return (_("Day not stated"), "")
    known = date_of_day(first, number)
    return (_("Day %(number)s") % {"number": number}, write(known) if known else "")


def part_of_day(record: Record) -> str:
    """The part of the day as printed; in other languages by the usual word, if there is one."""
    printed = record["part_of_day"]
    return str(words.PARTS_OF_DAY.get(printed, printed))


def _is_loose(record: Record) -> bool:
    """Whether not even the order within the day is stated."""
    return "order_within_day" in record["not_stated"]


def _order(record: Record) -> tuple[Any, ...]:
    """By time and then stage by stage; without a time by the printed order."""
    untimed = record["starts_at"] is None
    printed = record["position"] if untimed else 0
    return (
        untimed,
        _is_loose(record),
        record["starts_at"] or "",
        printed,
        *_room_order(record["room"]),
        record["slug"],
    )


def _room_order(room: Record | None) -> tuple[Any, ...]:
    """Stages before rooms, each by name."""
    return (room["kind"] != "stage", _natural(room["name"])) if room else (True, ("", 0))


def _moment(text: str) -> datetime:
    found = moment(text)
    if found is None:
        raise ValueError(f"{text!r} is no point in time.")
    return found


def _natural(name: str) -> tuple[Any, ...]:
    """ "Room 10" after "Room 9"."""
    digits = "".join(c if c.isdigit() else " " for c in name).split()
    head = name.rstrip("0123456789").casefold()
    return (head, int(digits[-1]) if digits and name[-1:].isdigit() else 0)
