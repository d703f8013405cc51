"""What speaks against a place for a session. Pure: minutes are whole numbers since 1970, keys are numbers.

The editor's script asks the same questions of the same draft while somebody drags (static/timetable/warnings.js);
a test compares both. `hard` is what the server refuses, everything else is the curator's to decide.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

HARD = frozenset({"outside", "room", "person", "away"})
Span = tuple[int, int]


@dataclass(frozen=True)
class Item:
    """A session: how long it lasts, who is in it, what it needs, and where it stands (nowhere: start is None)."""

    key: int
    minutes: int
    people: frozenset[int] = frozenset()
    track: int | None = None
    expected: int | None = None
    features: frozenset[str] = frozenset()
    keynote: bool = False
    room: int | None = None
    start: int | None = None


@dataclass(frozen=True)
class Hall:
    """A room: its seats where they are known, its equipment, the minutes it needs between two sessions."""

    key: int
    capacity: int | None = None
    features: frozenset[str] = frozenset()
    turnaround: int = 0


@dataclass(frozen=True)
class Order:
    """`then` begins `gap` minutes after `first` has ended."""

    first: int
    then: int
    gap: int = 0
    same_room: bool = False


@dataclass(frozen=True)
class Break:
    """A pause in one room, or (room is None) in all."""

    start: int
    end: int
    room: int | None
    title: str


@dataclass(frozen=True)
class Draft:
    """Everything that a place is judged by. `present`: when people can, for those who said; `days`: opening hours."""

    items: Mapping[int, Item]
    halls: Mapping[int, Hall]
    days: tuple[Span, ...] = ()
    breaks: tuple[Break, ...] = ()
    orders: tuple[Order, ...] = ()
    present: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Warning:
    """One thing that speaks against it. `facts` names sessions by `other`, people by `person`."""

    kind: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def hard(self) -> bool:
        return self.kind in HARD


def of(draft: Draft, key: int, room: int | None, start: int) -> list[Warning]:
    """What speaks against this session standing in this room from this minute on; the hard ones first."""
    item = draft.items[key]
    end = start + item.minutes
    found = [
        *_by_day(draft, item, start, end),
        *_by_others(draft, item, room, start, end),
        *_by_room(draft, item, room, start, end),
        *_by_order(draft, item, room, start, end),
    ]
    return sorted(found, key=lambda one: not one.hard)


def everywhere(draft: Draft) -> dict[int, list[Warning]]:
    """The warnings of each session that stands somewhere and has any."""
    placed = [one for one in draft.items.values() if one.start is not None]
    found = {one.key: of(draft, one.key, one.room, one.start or 0) for one in placed}
    return {key: rows for key, rows in found.items() if rows}


def _by_day(draft: Draft, item: Item, start: int, end: int) -> Iterator[Warning]:
    if draft.days and not _within(draft.days, start, end):
        yield Warning("outside")
    for person in sorted(item.people):
        if person in draft.present and not _within(draft.present[person], start, end):
            yield Warning("away", {"person": person})


def _by_others(draft: Draft, item: Item, room: int | None, start: int, end: int) -> Iterator[Warning]:
    hall = draft.halls.get(room or 0)
    for other in draft.items.values():
        if other.key == item.key or other.start is None:
            continue
        until = other.start + other.minutes
        if start < until and other.start < end:
            if room is not None and other.room == room:
                yield Warning("room", {"other": other.key})
            for person in sorted(item.people & other.people):
                yield Warning("person", {"person": person, "other": other.key})
            if item.keynote or other.keynote:
                yield Warning("keynote", {"other": other.key})
            elif item.track is not None and other.track == item.track and other.room != room:
                yield Warning("track", {"other": other.key})
        elif hall and other.room == room:
            pause = start - until if until <= start else other.start - end
            if pause < hall.turnaround:
                facts = {"other": other.key, "pause": pause, "needed": hall.turnaround}
                yield Warning("turnaround", facts)


def _by_room(draft: Draft, item: Item, room: int | None, start: int, end: int) -> Iterator[Warning]:
    for pause in draft.breaks:
        if pause.room in {None, room} and start < pause.end and pause.start < end:
            yield Warning("pause", {"pause": pause.title})
    hall = draft.halls.get(room or 0)
    if hall is None:
        return
    if hall.capacity is not None and item.expected is not None and item.expected > hall.capacity:
        yield Warning("small", {"expected": item.expected, "seats": hall.capacity})
    for feature in sorted(item.features - hall.features):
        yield Warning("feature", {"feature": feature})


def _by_order(draft: Draft, item: Item, room: int | None, start: int, end: int) -> Iterator[Warning]:
    for order in draft.orders:
        if item.key not in {order.first, order.then}:
            continue
        is_first = item.key == order.first
        other = draft.items.get(order.then if is_first else order.first)
        if other is None or other.start is None:
            continue
        ends, begins = (end, other.start) if is_first else (other.start + other.minutes, start)
        if begins < ends + order.gap:
            yield Warning("before" if is_first else "after", {"other": other.key, "gap": order.gap})
        if order.same_room and other.room != room:
            yield Warning("same_room", {"other": other.key})


def _within(spans: Iterable[Span], start: int, end: int) -> bool:
    return any(begins <= start and end <= ends for begins, ends in spans)
