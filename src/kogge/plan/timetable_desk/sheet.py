"""The grid as its page shows it: days, rooms as columns, sessions as cards, and the same as data for the script."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kogge.network.directory.models import Room
from kogge.plan.events.models import Session
from kogge.plan.timetable import draft, queries, words
from kogge.plan.timetable.models import FEATURES, Pause, Timetable

UNIT = 5
"""Minutes of one line of the grid. The style sheet positions.css has a class for each line of a day."""
MOST_AT_ONCE = 1_000
"""More sessions than this are drawn one day at a time, so that the page stays quick."""
APART = ("stand", "showroom")


@dataclass
class Card:
    """A session where it stands. `row` and `lines` count in units of five minutes from the top of its day."""

    session: Session
    address: str
    time: str
    people: str
    row: int
    lines: int
    locked: bool
    foreign: bool


@dataclass
class Column:
    """A room of one day and what stands in it."""

    room: Room | None
    cards: list[Card] = field(default_factory=list)
    pauses: list[tuple[Pause, int, int]] = field(default_factory=list)

    @property
    def name(self) -> str:
        return str(self.room) if self.room else _("Without a room")


@dataclass
class Day:
    """One day of the grid, from its first full hour on. `apart` are stands and showrooms with their own programmes."""

    key: str
    name: str
    top: int
    lines: int
    clock: int
    columns: list[Column]
    hours: list[tuple[str, int]]

    @property
    def stages(self) -> list[Column]:
        return [one for one in self.columns if not one.room or one.room.kind not in APART]

    @property
    def apart(self) -> list[Column]:
        return [one for one in self.columns if one.room and one.room.kind in APART]


@dataclass
class Sheet:
    """The whole page: its days, what stands nowhere yet, and the data of the script."""

    days: list[Day]
    unplaced: list[Card]
    data: dict[str, Any]
    is_large: bool


@dataclass(frozen=True)
class _Frame:
    """What all days share."""

    table: Timetable
    rooms: list[tuple[Room, int]]
    pauses: list[Pause]
    locked_out: frozenset[int]


def make(table: Timetable, *, editable: Collection[int] | None, day: str = "") -> Sheet:
    """Lay the sheet. `editable` holds the keys of events whose sessions may be moved (None: all)."""
    sessions = list(queries.sessions(table.event))
    rooms = queries.rooms(table)
    pauses = list(table.pauses.select_related("room")) if table.pk else []
    is_large = len(sessions) > MOST_AT_ONCE
    spans = dict(zip((row["date"] for row in table.days), queries.spans(table), strict=True))
    for session in sessions:  # what stands on a day the layout does not know is shown all the same
        if session.starts_at:
            key = timezone.localtime(session.starts_at).date().isoformat()
            spans.setdefault(key, (session.starts_at, session.ends_at or session.starts_at))
    shown = [key for key in sorted(spans) if not is_large or key == (day if day in spans else min(spans))]
    by_day: dict[str, list[Session]] = defaultdict(list)
    for session in sessions:
        by_day[timezone.localtime(session.starts_at).date().isoformat() if session.starts_at else ""].append(
            session
        )
    locked_out = frozenset() if editable is None else {one.event_id for one in sessions} - set(editable)
    frame = _Frame(table, rooms, pauses, frozenset(locked_out))
    days = [_day(frame, key, spans[key], by_day[key]) for key in shown]
    unplaced = [_card(table, one, 0, locked_out) for one in by_day[""][:MOST_AT_ONCE]]
    known = [one for key in ["", *shown] for one in by_day[key]]
    return Sheet(days, unplaced, _data(table, known, rooms), is_large)


def day_in_words(day: date) -> str:
    """Weekday, day and month, in the order of the language."""
    return date_format(day, "l, j. F" if get_language() == "de" else "l, j F")


def ruled(key: str, first: datetime, last: datetime) -> Day:
    """A day with its lines and hours, and no rooms yet."""
    top = draft.number(timezone.localtime(first).replace(minute=0))
    lines = min(288, -(-(draft.number(last) - top) // UNIT))
    hours = [(words.hour(draft.moment(top + row * UNIT)), row) for row in range(0, lines, 60 // UNIT)]
    clock = timezone.localtime(draft.moment(top)).hour * 60
    return Day(key, day_in_words(_local(first)), top, lines, clock, [], hours)


def _day(frame: _Frame, key: str, span: tuple[datetime, datetime], sessions: list[Session]) -> Day:
    first = min([span[0], *(one.starts_at for one in sessions if one.starts_at)])
    last = max([span[1], *(one.ends_at for one in sessions if one.ends_at)])
    day = ruled(key, first, last)
    top, lines = day.top, day.lines
    columns = {room.pk: Column(room) for room, _turnaround in frame.rooms}
    for session in sessions:
        column = columns.setdefault(session.room_id or 0, Column(session.room))
        column.cards.append(_card(frame.table, session, top, frame.locked_out))
    for pause in frame.pauses:
        begins, ends = draft.number(pause.starts_at), draft.number(pause.ends_at)
        if begins < top + lines * UNIT and ends > top:
            row = max(0, (begins - top) // UNIT)
            place = (pause, row, min(lines, -(-(ends - top) // UNIT)) - row)
            for column in columns.values():
                if pause.room is None or pause.room == column.room:
                    column.pauses.append(place)
    day.columns = list(columns.values())
    return day


def _card(table: Timetable, session: Session, top: int, locked_out: Collection[int]) -> Card:
    start = draft.number(session.starts_at) if session.starts_at else top
    minutes = queries.minutes_of(session)
    time = _("%(count)d minutes") % {"count": minutes}
    if session.starts_at and session.ends_at:
        time = f"{words.hour(session.starts_at)}–{words.hour(session.ends_at)}"
    return Card(
        session=session,
        address=reverse("timetable:session", args=[table.event.slug, session.pk]),
        time=time,
        people=", ".join(dict.fromkeys(row.person.name for row in session.contributions.all())),
        row=min(287, (start - top) // UNIT),
        lines=max(1, min(288, -(-minutes // UNIT))),
        locked=queries.plan_of(session).locked,
        foreign=session.event_id in locked_out,
    )


def _data(table: Timetable, sessions: list[Session], rooms: list[tuple[Room, int]]) -> dict[str, Any]:
    """The draft, the names in it and the sentences, as the script needs them."""
    now = draft.make(table, sessions, rooms)
    people = {row.person_id: row.person.name for one in sessions for row in one.contributions.all()}
    items = {
        key: {**asdict(item), "people": sorted(item.people), "features": sorted(item.features)}
        for key, item in now.items.items()
    }
    halls = {key: {**asdict(hall), "features": sorted(hall.features)} for key, hall in now.halls.items()}
    return {
        "revision": table.revision,
        "released": _released(table),
        "slot": table.slot_minutes,
        "unit": UNIT,
        "items": items,
        "halls": halls,
        "days": now.days,
        "breaks": [asdict(one) for one in now.breaks],
        "orders": [asdict(one) for one in now.orders],
        "present": now.present,
        "people": people,
        "features": {key: str(label) for key, label in FEATURES.items()},
        "sentences": {key: str(text) for key, text in words.SENTENCES.items()},
        "texts": {key: str(text) for key, text in words.TEXTS.items()},
    }


def _released(table: Timetable) -> dict[int, list[int | None]]:
    places = queries.released_places(table.event)
    return {key: [draft.number(start), room] for key, (start, room) in places.items()}


def moved(table: Timetable, seen: int) -> dict[str, Any]:
    """What changed since the state a page has seen: the revision, and each moved session with who moved it."""
    plans = queries.changed_since(table.event, seen) if table.pk and table.revision != seen else []
    return {
        "revision": table.revision,
        "moved": [
            {
                "key": plan.session_id,
                "room": plan.session.room_id if plan.session.starts_at else None,
                "start": draft.number(plan.session.starts_at) if plan.session.starts_at else None,
                "minutes": queries.minutes_of(plan.session),
                "line": words.move(plan) if len(plans) <= 5 else "",
            }
            for plan in plans
        ],
    }


def _local(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def current(whole: Sheet, day: str) -> str:
    """The day that is shown first: the one asked for, else today, else the first of the event."""
    shown = [one.key for one in whole.days]
    return next((one for one in (day, timezone.localdate().isoformat(), *shown) if one in shown), "")


def tabs(table: Timetable, whole: Sheet, day: str) -> list[dict[str, Any]]:
    """The days as links, each to the page that shows it first."""
    first = current(whole, day)
    address = reverse("timetable:grid", args=[table.event.slug])
    return [
        {
            "date": one,
            "name": day_in_words(date.fromisoformat(one)),
            "address": f"{address}?day={one}",
            "current": one == first,
        }
        for one in sorted({*(one.key for one in whole.days), *(row["date"] for row in table.days)})
    ]
