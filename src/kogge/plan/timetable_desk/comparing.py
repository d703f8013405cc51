"""The draft beside the released version: both grids of one day, and every session that differs, in words."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from kogge.core.periods import moment
from kogge.core.translated import translated
from kogge.network.directory.models import Room
from kogge.plan.events.models import Session
from kogge.plan.timetable import draft, queries, words
from kogge.plan.timetable.models import Timetable

from .sheet import UNIT, Column, Day, day_in_words, ruled

KINDS: dict[str, Promise] = {
    "moved": pgettext_lazy("session", "moved"),
    "new": pgettext_lazy("session", "new"),
    "gone": pgettext_lazy("session", "gone"),
    "changed": pgettext_lazy("session", "changed"),
}
PLURALS: dict[str, Promise] = {
    "moved": pgettext_lazy("sessions", "Moved"),
    "new": pgettext_lazy("sessions", "New"),
    "gone": pgettext_lazy("sessions", "Gone"),
    "changed": pgettext_lazy("sessions", "Changed"),
}


@dataclass(frozen=True)
class Stand:
    """A session where one of the two versions has it."""

    title: str
    people: str
    colour: int | None
    starts_at: datetime
    ends_at: datetime
    room: Room | None

    @property
    def day(self) -> str:
        return timezone.localtime(self.starts_at).date().isoformat()

    @property
    def words(self) -> str:
        """Day, time and room."""
        when = date_format(timezone.localtime(self.starts_at), "D H:i")
        return f"{when}, {self.room or _('Without a room')}"

    @property
    def spot(self) -> tuple[datetime, datetime, object]:
        """What must be equal for it to stand at the same place."""
        return self.starts_at, self.ends_at, self.room and (self.room.pk or self.room.name)


@dataclass(frozen=True)
class Pair:
    """A session in both versions; None where that one does not have it. `others`: what else is different."""

    key: int
    was: Stand | None
    now: Stand | None
    others: list[str]
    form: str

    @property
    def kind(self) -> str:
        if self.was is None or self.now is None:
            return "gone" if self.was else "new"
        if self.was.spot != self.now.spot:
            return "moved"
        return "changed" if self.others else ""

    @property
    def title(self) -> str:
        return (self.now or self.was).title  # type: ignore[union-attr]  # one of them is there


@dataclass(frozen=True)
class Card:
    """A session in one of the two grids. `address` leads to its other place, else to its form."""

    key: str
    stand: Stand
    time: str
    row: int
    lines: int
    kind: str
    says: str
    address: str

    @property
    def word(self) -> Promise:
        return KINDS[self.kind]


@dataclass
class Comparison:
    """What the page shows: the pairs that differ by kind, and the two grids of one day."""

    is_released: bool
    pairs: dict[str, list[Pair]]
    days: list[str]
    day: str
    boards: list[Day] = field(default_factory=list)

    @property
    def kinds(self) -> list[tuple[str, Promise, list[Pair]]]:
        """What differs, by kind, with the words for it."""
        return [(kind, PLURALS[kind], self.pairs[kind]) for kind in KINDS if self.pairs[kind]]


def make(table: Timetable, *, day: str, only: bool, editable: Collection[int] | None) -> Comparison:
    """Both versions in a constant number of queries. With `only`, what is the same in both is left out."""
    sessions = list(queries.sessions(table.event))
    rooms = {room.pk: room for room, _turnaround in queries.rooms(table)}
    rooms |= {one.room_id: one.room for one in sessions if one.room_id and one.room}
    pairs = _pairs(table, sessions, rooms, editable)
    by_kind = {kind: [one for one in pairs if one.kind == kind] for kind in KINDS}
    days = sorted({side.day for one in pairs for side in (one.was, one.now) if side})
    first = next((side.day for kind in KINDS for one in by_kind[kind] if (side := one.now or one.was)), "")
    chosen = next((one for one in (day, first, *days) if one in days), "")
    found = Comparison(any(one.was for one in pairs), by_kind, days, chosen)
    if chosen and found.is_released:
        found.boards = _boards(found, [one for one in pairs if one.kind or not only], list(rooms.values()))
    return found


def _pairs(
    table: Timetable, sessions: list[Session], rooms: dict[int, Room], editable: Collection[int] | None
) -> list[Pair]:
    places, details = queries.released(table.event)
    drafted = {one.pk: one for one in sessions}
    found = []
    for key in [*drafted, *(key for key in places if key not in drafted)]:
        session, form = drafted.get(key), ""
        if session and (editable is None or session.event_id in editable):
            form = reverse("timetable:session", args=[table.event.slug, key])
        was = _released(*places[key], details[key], rooms) if key in places else None
        now = _drafted(session) if session and session.starts_at else None
        if was or now:
            found.append(Pair(key, was, now, details[key]["changed"] if key in details else [], form))
    return found


def _drafted(session: Session) -> Stand:
    people = ", ".join(dict.fromkeys(row.person.name for row in session.contributions.all()))
    colour = session.track.colour if session.track else None
    starts_at = session.starts_at or timezone.now()
    return Stand(
        str(translated(session, "title")),
        people,
        colour,
        starts_at,
        session.ends_at or starts_at,
        session.room,
    )


def _released(starts_at: datetime, room: int | None, record: dict[str, Any], rooms: dict[int, Room]) -> Stand:
    """A room that the timetable does not have any more is known from the record alone."""
    said, track = record["room"], record["track"]
    stood = rooms.get(room or 0)
    if said and stood is None:
        stood = Room(pk=room, name=said["name"], kind=said["kind"], capacity=said["capacity"])
    people = ", ".join(one["name"] for one in record["people"])
    ends_at = moment(record["ends_at"]) or starts_at
    return Stand(
        str(translated(record, "title")),
        people,
        track["colour"] if track else None,
        starts_at,
        ends_at,
        stood,
    )


def _boards(found: Comparison, pairs: list[Pair], rooms: list[Room]) -> list[Day]:
    """Released and draft, with the same hours and the same rooms in one order: those where either has something."""
    stands = [side for one in pairs for side in (one.was, one.now) if side and side.day == found.day]
    if not stands:
        return []
    first, last = min(one.starts_at for one in stands), max(one.ends_at for one in stands)
    used = {_column(one.room): one.room for one in stands}
    order = [key for key in map(_column, rooms) if key in used]
    order += sorted((key for key in used if key not in order), key=str)
    boards = []
    for name in ("was", "now"):
        board = ruled(found.day, first, last)
        columns = {key: Column(used[key]) for key in order}
        for pair in pairs:
            stand: Stand | None = getattr(pair, name)
            if stand and stand.day == found.day:
                columns[_column(stand.room)].cards.append(_card(pair, stand, name, board.top))  # type: ignore[arg-type]
        board.columns = list(columns.values())
        for column in board.columns:
            column.cards.sort(key=lambda card: card.row)
        boards.append(board)
    return boards


def _column(room: Room | None) -> object:
    return (room.pk or room.name) if room else 0


def _card(pair: Pair, stand: Stand, name: str, top: int) -> Card:
    start = draft.number(stand.starts_at)
    other, side = (pair.now, "now") if name == "was" else (pair.was, "was")
    jump = f"#{side}-{pair.key}" if other and other.day == stand.day else ""
    if other and not jump:
        jump = f"?day={other.day}#{side}-{pair.key}"
    return Card(
        key=f"{name}-{pair.key}",
        stand=stand,
        time=f"{words.hour(stand.starts_at)}–{words.hour(stand.ends_at)}",
        row=max(0, min(287, (start - top) // UNIT)),
        lines=max(1, min(288, -(-(draft.number(stand.ends_at) - start) // UNIT))),
        kind=pair.kind,
        says=_says(pair, name, other),
        address=jump if pair.kind and jump else pair.form,
    )


def _says(pair: Pair, name: str, other: Stand | None) -> str:
    """What is different, in words: no card says it by its colour alone."""
    if pair.kind == "moved" and other:
        text = _("now %(place)s") if name == "was" else _("released: %(place)s")
        return text % {"place": other.words}
    return _("different: %(what)s") % {"what": ", ".join(pair.others)} if pair.kind == "changed" else ""


def tabs(found: Comparison, *, only: bool) -> list[dict[str, Any]]:
    """The days of both versions as links."""
    return [
        {
            "name": day_in_words(date.fromisoformat(one)),
            "address": f"?day={one}{'&only=1' if only else ''}",
            "current": one == found.day,
        }
        for one in found.days
    ]
