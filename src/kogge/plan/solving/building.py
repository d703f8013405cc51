"""Makes what the solver reads from the records, and says what its numbers mean.

What cannot be moved but holds rooms or people (other events, locked sessions off the grid, stands) becomes breaks of
rooms and times in which people cannot. Slots are as fine as the places that exist need.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import gcd
from typing import Any

from django.utils.translation import gettext as _

from kogge.core.refusals import Refused
from kogge.network.directory.models import Room
from kogge.plan.events.models import PersonBooking, RoomBooking, Session
from kogge.plan.speakers.queries import availability
from kogge.plan.timetable import forecast, queries
from kogge.plan.timetable.draft import number
from kogge.plan.timetable.models import Sequence, Timetable
from kogge.plan.timetable.wishes import wishes

MOST_SLOTS, FINEST = 2_000, 5
Span = tuple[int, int]


@dataclass
class Task:
    """An instance for the solver with the meaning of its numbers."""

    instance: dict[str, Any]
    layout: dict[str, Any]
    current: dict[int, tuple[int, int]] = field(default_factory=dict)


class _Grid:
    """Days and slots: from minutes since 1970 to the solver's slots and back."""

    def __init__(self, table: Timetable, sessions: Iterable[Session]) -> None:
        self.days = [(number(first), number(last)) for first, last in queries.spans(table)]
        if not self.days:
            raise Refused(
                _("The timetable has no days yet. Please say in its settings when each day begins and ends.")
            )
        self.minutes = table.slot_minutes
        for one in sessions:
            if one.starts_at and (day := self.day_of(number(one.starts_at))) is not None:
                offset = number(one.starts_at) - self.days[day][0]
                if (finer := gcd(self.minutes, offset)) >= FINEST:
                    self.minutes = finer
        self.per_day = max((last - first) // self.minutes for first, last in self.days)
        if self.per_day < 1 or self.per_day * len(self.days) > MOST_SLOTS:
            raise Refused(
                _("The days of the timetable have no time or too many slots. Please check its settings.")
            )

    def day_of(self, minute: int) -> int | None:
        return next((day for day, (first, last) in enumerate(self.days) if first <= minute < last), None)

    def slot(self, minute: int) -> int | None:
        """The slot that begins at this minute, if one does."""
        day = self.day_of(minute)
        if day is None or (minute - self.days[day][0]) % self.minutes:
            return None
        return day * self.per_day + (minute - self.days[day][0]) // self.minutes

    def minute(self, slot: int) -> int:
        day, rest = divmod(slot, self.per_day)
        return self.days[day][0] + rest * self.minutes

    def length(self, minutes: int) -> int:
        return max(1, -(-minutes // self.minutes))

    def starts(self, length: int, step: int) -> list[int]:
        """All slots at which something so long may begin within its day, every `step` minutes of the clock."""
        return [
            slot
            for day, (_first, last) in enumerate(self.days)
            for slot in range(day * self.per_day, (day + 1) * self.per_day)
            if self.minute(slot) % step == 0 and self.minute(slot) + length * self.minutes <= last
        ]

    def covered(self, span: Span) -> Iterable[tuple[int, int]]:
        """First slot and number of slots of each day that a span touches."""
        for day, (first, last) in enumerate(self.days):
            begin, end = max(span[0], first), min(span[1], last)
            if begin < end:
                one = (begin - first) // self.minutes
                yield day * self.per_day + one, -(-(end - first) // self.minutes) - one


def build(table: Timetable, options: dict[str, Any], *, keep_near: bool) -> Task:
    """The task of an event. With `keep_near` every place that exists counts as published: a repair moves as few."""
    sessions = list(queries.sessions(table.event))
    own = [one for one in sessions if one.event_id == table.event_id]
    if not own:
        raise Refused(_("The event has no sessions yet."))
    rooms = queries.rooms(table)
    if not rooms:
        raise Refused(
            _("The event has no rooms yet. Please choose a place with rooms, or name rooms in the settings.")
        )
    return _Builder(table, options, own, rooms, keep_near=keep_near).task(
        [one for one in sessions if one not in own]
    )


class _Builder:
    """Collects the parts of one task."""

    def __init__(
        self,
        table: Timetable,
        options: dict[str, Any],
        own: list[Session],
        rooms: list[tuple[Room, int]],
        *,
        keep_near: bool,
    ) -> None:
        self.table, self.options, self.keep_near = table, options, keep_near
        self.grid = _Grid(table, own)
        self.rooms = [room for room, _minutes in rooms]
        self.turnarounds = [self.grid.length(minutes) if minutes else 0 for _room, minutes in rooms]
        self.room_at = {room.pk: place for place, room in enumerate(self.rooms)}
        self.places = {one.pk: self._place(one) for one in own}
        self.fixed = {one.pk for one in own if self._is_fixed(one)}
        self.aside = [
            one for one in own if queries.plan_of(one).locked and one.starts_at and one.pk not in self.fixed
        ]
        self.sessions = [one for one in own if one not in self.aside]
        self.at = {one.pk: place for place, one in enumerate(self.sessions)}
        self.present = {
            person: [(number(first), number(last)) for first, last in spans]
            for person, spans in availability(table.event).items()
        }
        self.forecasts = forecast.of(table.event, self.sessions)

    def task(self, others: list[Session]) -> Task:
        """Everything together."""
        away, held = self._held([*others, *self.aside])
        published = {} if self.keep_near else queries.released_places(self.table.event)
        wanted = [[self.at[key] for key in one if key in self.at] for one in wishes(self.table.event)]
        instance = {
            "days": len(self.grid.days), "slots_per_day": self.grid.per_day,
            "rooms": [
                {"capacity": room.capacity or 0, "turnaround": slots}
                for room, slots in zip(self.rooms, self.turnarounds, strict=True)
            ],
            "sessions": [self._session(one, away, published) for one in self.sessions],
            "wishes": [one for one in wanted if one],
            "breaks": [*self._pauses(), *held], "weights": self.options.get("weights", {}),
            "stability": self.options.get("stability", 0),
        }  # fmt: skip
        self._orders(instance["sessions"])
        layout = {
            "sessions": [one.pk for one in self.sessions], "rooms": [room.pk for room in self.rooms],
            "days": [first for first, _last in self.grid.days], "per_day": self.grid.per_day,
            "minutes": self.grid.minutes,
        }  # fmt: skip
        current = {self.at[key]: place for key, place in self.places.items() if place and key in self.at}
        return Task(instance, layout, current)

    def _place(self, one: Session) -> tuple[int, int] | None:
        """Where a session stands now, if the grid knows such a place."""
        slot = self.grid.slot(number(one.starts_at)) if one.starts_at else None
        room = self.room_at.get(one.room_id or 0)
        return None if slot is None or room is None else (slot, room)

    def _is_fixed(self, one: Session) -> bool:
        keep = queries.plan_of(one).locked or self.options.get("only_unplaced")
        return bool(keep and self.places[one.pk])

    def _session(
        self, one: Session, away: dict[int, list[Span]], published: dict[int, tuple[Any, Any]]
    ) -> dict[str, Any]:
        plan, place = queries.plan_of(one), self.places[one.pk]
        minutes = queries.minutes_of(one)
        length = self.grid.length(minutes)
        people = sorted({row.person_id for row in one.contributions.all()})
        expected = plan.expected or self.forecasts[one.pk].expected
        free = [
            slot
            for slot in self.grid.starts(length, self.options.get("step", 15))
            if all(self._can(person, slot, length, away) for person in people)
        ]
        if place and place[0] not in free and all(self._can(p, place[0], length, away) for p in people):
            last = self.grid.days[place[0] // self.grid.per_day][1]
            if self.grid.minute(place[0]) + minutes <= last:
                free = sorted([*free, place[0]])
        row: dict[str, Any] = {
            "length": length, "persons": people, "starts": free, "expected": expected,
            "rooms": [at for at, room in enumerate(self.rooms) if self._suits(room, expected, plan.features)],
            "track": one.track_id or -1, "big": plan.is_big, "keynote": plan.is_keynote,
        }  # fmt: skip
        if one.pk in self.fixed and place:
            row["fixed"] = {"start": place[0], "room": place[1]}
        if self.keep_near and place:
            row["published"] = {"start": place[0], "room": place[1]}
        elif one.pk in published:
            start, room = published[one.pk]
            slot = self.grid.slot(number(start)) if start else None
            if slot is not None and room in self.room_at:
                row["published"] = {"start": slot, "room": self.room_at[room]}
        return row

    def _can(self, person: int, slot: int, length: int, away: dict[int, list[Span]]) -> bool:
        begin = self.grid.minute(slot)
        end = begin + length * self.grid.minutes
        spans = self.present.get(person)
        if spans is not None and not any(first <= begin and end <= last for first, last in spans):
            return False
        return all(end <= first or last <= begin for first, last in away.get(person, ()))

    @staticmethod
    def _suits(room: Room, expected: int, features: list[str]) -> bool:
        return (room.capacity is None or room.capacity >= expected) and set(features) <= set(room.features)

    def _pauses(self) -> list[dict[str, Any]]:
        rows = self.table.pauses.all() if self.table.pk else []
        return [
            {"start": start, "length": length, "room": self.room_at.get(row.room_id) if row.room_id else None}
            for row in rows
            if not row.room_id or row.room_id in self.room_at
            for start, length in self.grid.covered((number(row.starts_at), number(row.ends_at)))
        ]

    def _held(self, fixed: list[Session]) -> tuple[dict[int, list[Span]], list[dict[str, Any]]]:
        """When people are elsewhere, and when rooms are taken: by what does not move, and by other events."""
        away: dict[int, list[Span]] = defaultdict(list)
        taken: list[tuple[int, Span]] = []
        for one in fixed:
            if one.starts_at and one.ends_at:
                span = number(one.starts_at), number(one.ends_at)
                for row in one.contributions.all():
                    away[row.person_id].append(span)
                taken.append((one.room_id or 0, span))
        first, last = queries.spans(self.table)[0][0], queries.spans(self.table)[-1][1]
        people = {row.person_id for one in self.sessions for row in one.contributions.all()}
        root = self.table.event.parent_id or self.table.event_id
        near = {"starts_at__lt": last, "ends_at__gt": first}
        for held in PersonBooking.objects.filter(person__in=people, **near).exclude(root=root):
            away[held.person_id].append((number(held.starts_at), number(held.ends_at)))
        for booked in RoomBooking.objects.filter(room__in=self.rooms, **near).exclude(root=root):
            taken.append((booked.room_id, (number(booked.starts_at), number(booked.ends_at))))
        breaks = [
            {"start": start, "length": length, "room": self.room_at[room]}
            for room, span in taken
            if room in self.room_at
            for start, length in self.grid.covered(span)
        ]
        return away, breaks

    def _orders(self, rows: list[dict[str, Any]]) -> None:
        """Order and spacing. A session with several predecessors waits for all, with the longest gap of them."""
        for order in Sequence.objects.filter(first__in=self.at, then__in=self.at):
            row = rows[self.at[order.then_id]]
            row.setdefault("after", []).append(self.at[order.first_id])
            gap = self.grid.length(order.gap_minutes) if order.gap_minutes else 0
            row["gap"] = max(row.get("gap", 0), gap)
            row["same_room"] = row.get("same_room", False) or order.same_room
