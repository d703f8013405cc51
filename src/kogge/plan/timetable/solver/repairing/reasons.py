"""Why something found no place: what stands in its way, and the cheapest ways out. Facts here, words elsewhere."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ..convention.instance import Instance, allowed_rooms, allowed_starts

NO_START, NO_ROOM, PERSON_OVERBOOKED, TOO_FEW_ROOMS, PERSON_TAKEN, ROOMS_TAKEN, ORDER, MIXED = (
    "no start", "no room", "person overbooked", "too few rooms", "person taken", "rooms taken", "order", "mixed",
)  # fmt: skip


@dataclass(frozen=True)
class Reason:
    """One fact about a session (or about all, with session -1).

    `blockers` are the sessions in the way in most of its possible places; `move` the fewest whose moving would make
    room, which then frees `start` and `room`.
    """

    session: int
    kind: str
    person: int | None = None
    rooms: tuple[int, ...] = ()
    blockers: tuple[int, ...] = ()
    move: tuple[int, ...] = ()
    start: int = -1
    room: int = -1
    needed: int = 0
    there: int = 0


class _Board:
    """Who holds what, slot by slot."""

    def __init__(self, instance: Instance, start: Sequence[int], room: Sequence[int | None]) -> None:
        self.instance, self.start = instance, start
        self.rooms: dict[tuple[int, int], int] = {}
        self.people: dict[tuple[int, int], int] = {}
        self.keynotes: dict[int, int] = {}
        self.all: dict[int, set[int]] = {}
        for number, one in enumerate(instance.sessions):
            where = room[number]
            if where is None:
                continue
            for slot in range(start[number], self.end(number, start[number], where)):
                self.rooms[where, slot] = number
            for slot in range(start[number], start[number] + one.length):
                self.people.update({(person, slot): number for person in one.persons})
                self.all.setdefault(slot, set()).add(number)
                if one.keynote:
                    self.keynotes[slot] = number
        for pause in instance.breaks:
            if pause.room is not None:
                for slot in range(pause.start, pause.start + pause.length):
                    self.rooms[pause.room, slot] = -1

    def end(self, number: int, start: int, room: int) -> int:
        held = start + self.instance.sessions[number].length + self.instance.rooms[room].turnaround
        return min(held, (start // self.instance.per_day + 1) * self.instance.per_day)

    def in_room(self, number: int, start: int, room: int) -> set[int]:
        slots = range(start, self.end(number, start, room))
        return {self.rooms[room, slot] for slot in slots if (room, slot) in self.rooms}

    def of_people(self, number: int, start: int) -> dict[int, set[int]]:
        """Who of its people is held then, and by what."""
        one, held = self.instance.sessions[number], {}
        slots = range(start, start + one.length)
        for person in one.persons:
            if taken := {self.people[person, s] for s in slots if (person, s) in self.people}:
                held[person] = taken
        return held

    def of_order(self, number: int, start: int) -> set[int]:
        """What would be broken: predecessors that end too late, successors that begin too early; keynotes."""
        sessions, one = self.instance.sessions, self.instance.sessions[number]
        wrong = {
            first for first in one.after
            if self.start[first] >= 0 and self.start[first] + sessions[first].length + one.gap > start
        }  # fmt: skip
        for other, theirs in enumerate(sessions):
            if number in theirs.after and 0 <= self.start[other] < start + one.length + theirs.gap:
                wrong.add(other)
        slots = range(start, start + one.length)
        wrong |= {self.keynotes[slot] for slot in slots if slot in self.keynotes}
        return wrong | {other for slot in slots if one.keynote for other in self.all.get(slot, ())}


def explain(
    instance: Instance, start: Sequence[int], room: Sequence[int | None], *, general: Sequence[Reason] = ()
) -> tuple[Reason, ...]:
    """A reason for each session without a place, after what holds for all (`general`)."""
    missing = [number for number, where in enumerate(room) if where is None]
    if not missing:
        return ()
    board = _Board(instance, start, room)
    found = [_reason(instance, board, number) for number in missing]
    return (*general, *_overbooked(instance, missing), *found)


def _overbooked(instance: Instance, missing: Sequence[int]) -> list[Reason]:
    """People of unplaced sessions who are needed for more slots than all their sessions' starts leave."""
    found = []
    for person in sorted({person for number in missing for person in instance.sessions[number].persons}):
        theirs = [n for n, one in enumerate(instance.sessions) if person in one.persons]
        slots = {
            slot
            for n in theirs
            for start in allowed_starts(instance, n)
            for slot in range(start, start + instance.sessions[n].length)
        }
        needed = sum(instance.sessions[n].length for n in theirs)
        if needed > len(slots) > 0:
            found.append(
                Reason(-1, PERSON_OVERBOOKED, person, blockers=tuple(theirs), needed=needed, there=len(slots))
            )
    return found


def _reason(instance: Instance, board: _Board, number: int) -> Reason:
    one = instance.sessions[number]
    starts, rooms = allowed_starts(instance, number), allowed_rooms(instance, number)
    if not starts:
        return Reason(number, NO_START, rooms=tuple(rooms))
    if not rooms:
        return Reason(
            number, NO_ROOM, there=max((r.capacity for r in instance.rooms), default=0), needed=one.expected
        )
    kinds: Counter[str] = Counter()
    persons: Counter[int] = Counter()
    blockers: Counter[int] = Counter()
    best: tuple[int, tuple[int, ...], int, int] | None = None
    for start in starts:
        people, order = board.of_people(number, start), board.of_order(number, start)
        held = set().union(*people.values()) if people else set()
        kinds[PERSON_TAKEN if people else ORDER if order else ROOMS_TAKEN] += 1
        persons.update(people.keys())
        blockers.update(held | order)
        for room in rooms:
            inside = board.in_room(number, start, room)
            if not people and not order:
                blockers.update(inside - {-1})
            way = held | order | inside
            if -1 not in way and not any(instance.sessions[other].fixed for other in way):
                best = min(best or (99, (), 0, 0), (len(way), tuple(sorted(way)), start, room))
    kind = kinds.most_common(1)[0][0] if len(kinds) == 1 else MIXED
    person = persons.most_common(1)[0][0] if persons else None
    shown = tuple(other for other, _count in blockers.most_common(4))
    _size, move, slot, where = best or (0, (), -1, -1)
    return Reason(
        number, kind, person, tuple(rooms), shown, move, slot, where, kinds[PERSON_TAKEN], len(starts)
    )
