"""What a timetable is made from, and its strict reading: whatever cannot be true is said with its place.

The form of the file is that of the generated conventions (docs/solver.md); everything beyond it may be left out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .reading import Faults, Lies, Reader, Unreadable

__all__ = ["WEIGHTS", "Break", "Instance", "Place", "Room", "Session", "Unreadable", "read"]

MOST = {"sessions": 10_000, "rooms": 500, "slots": 2_000, "visitors": 100_000}
WEIGHTS = {
    "wishes": 1.0,  # one wish that its visitor cannot attend
    "track_rooms": 0.0,  # each further room of a track on one day
    "track_breaks": 0.0,  # each session of a track that does not follow the one before it in the same room
    "track_parallel": 0.0,  # two sessions of one track at the same time
    "big_parallel": 0.0,  # two big talks of one theme at the same time
    "even_rooms": 0.0,  # rooms that are used unevenly: sum of squares of their hours, per slot
    "compact": 0.0,  # each slot somebody on stage waits between two appearances of a day
    "changes": 0.0,  # each further room somebody on stage has to go to on one day
}
_SESSION_KEYS = {
    "kind", "length", "track", "persons", "starts", "rooms", "expected", "name", "fixed", "published",
    "after", "gap", "same_room", "big", "theme", "keynote",
}  # fmt: skip
_INSTANCE_KEYS = {
    "seed", "days", "slots_per_day", "rooms", "sessions", "wishes", "breaks", "weights", "stability",
    "turnaround", "person_names",
}  # fmt: skip


@dataclass(frozen=True)
class Place:
    """A slot and a room."""

    start: int
    room: int


@dataclass(frozen=True)
class Room:
    """A room with its seats, and the slots it needs between two sessions."""

    capacity: int
    name: str
    turnaround: int = 0


@dataclass(frozen=True)
class Break:
    """Slots in which nothing takes place: in one room, or everywhere."""

    start: int
    length: int
    room: int | None


@dataclass(frozen=True)
class Session:
    """One session with everything that limits where it may stand."""

    name: str
    length: int
    track: int
    persons: tuple[int, ...]
    starts: tuple[int, ...]
    rooms: tuple[int, ...]
    expected: int = 0
    fixed: Place | None = None
    published: Place | None = None
    after: tuple[int, ...] = ()
    gap: int = 0
    same_room: bool = False
    big: bool = False
    theme: int = -1
    keynote: bool = False


@dataclass(frozen=True)
class Instance:
    """Everything the solver is given."""

    days: int
    per_day: int
    rooms: tuple[Room, ...]
    sessions: tuple[Session, ...]
    wishes: tuple[tuple[int, ...], ...]
    breaks: tuple[Break, ...] = ()
    weights: dict[str, float] = field(default_factory=lambda: dict(WEIGHTS))
    stability: float = 0.0
    person_names: dict[int, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def slots(self) -> int:
        """All slots of all days."""
        return self.days * self.per_day

    @property
    def wished(self) -> int:
        """How many wishes there are."""
        return sum(map(len, self.wishes))

    def person(self, person: int) -> str:
        """What somebody is called in a sentence."""
        return self.person_names.get(person, f"person {person}")


def allowed_starts(instance: Instance, number: int) -> list[int]:
    """Where a session may begin: its own starts, without breaks for everybody; a fixed one where it is fixed."""
    one = instance.sessions[number]
    if one.fixed:
        return [one.fixed.start]
    closed = [(pause.start, pause.start + pause.length) for pause in instance.breaks if pause.room is None]
    return [
        start
        for start in one.starts
        if all(start >= end or start + one.length <= begin for begin, end in closed)
    ]


def allowed_rooms(instance: Instance, number: int) -> list[int]:
    """Rooms a session may use; a fixed one only its own."""
    one = instance.sessions[number]
    return [one.fixed.room] if one.fixed else list(one.rooms)


def read(data: object) -> Instance:
    """The instance a file holds. Unreadable with a sentence for everything in it that cannot be true."""
    faults = Faults()
    try:
        instance = _read(Reader(data, "the file", faults))
    except Lies:
        raise Unreadable(faults.found) from None
    faults.found.extend(_contradictions(instance))
    if faults.found:
        raise Unreadable(faults.found)
    return instance


def _read(top: Reader) -> Instance:
    top.known(_INSTANCE_KEYS)
    days, per_day = top.whole("days", 1, 100), top.whole("slots_per_day", 1, MOST["slots"])
    slots = days * per_day
    if slots > MOST["slots"]:
        top.fault(f"{days} days of {per_day} slots are more than {MOST['slots']:,} slots")
    usual = top.whole("turnaround", 0, per_day, 0)
    rooms = tuple(
        Room(one.whole("capacity", 0, 10**7, 0), one.text("name") or f"room {number}",
             one.whole("turnaround", 0, per_day, usual))
        for number, one in top.objects("rooms", MOST["rooms"])
    )  # fmt: skip
    listed = list(top.objects("sessions", MOST["sessions"]))
    sessions = tuple(_session(one, number, slots, len(rooms), len(listed)) for number, one in listed)
    weights = top.part("weights")
    weights.known(set(WEIGHTS))
    chosen = {name: weights.number(name, default) for name, default in WEIGHTS.items()}
    breaks = tuple(
        Break(one.whole("start", 0, slots - 1), one.whole("length", 1, slots),
              one.whole("room", 0, len(rooms) - 1) if one.has("room") else None)
        for _number, one in top.objects("breaks", 10_000, needed=False)
    )  # fmt: skip
    wishes = _wishes(top, len(sessions))
    names = top.part("person_names")
    instance = Instance(
        days, per_day, rooms, sessions, wishes, breaks, chosen, top.number("stability", 0.0),
        names.names(), (),
    )  # fmt: skip
    top.settle()
    return Instance(**{**instance.__dict__, "notes": tuple(top.faults.notes)})


def _session(one: Reader, number: int, slots: int, rooms: int, sessions: int) -> Session:
    one.known(_SESSION_KEYS)
    return Session(
        name=one.text("name") or f"session {number}",
        length=one.whole("length", 1, slots),
        track=one.whole("track", -1, 10**6, -1),
        persons=one.wholes("persons", 10**9, needed=False),
        starts=one.wholes("starts", slots - 1),
        rooms=one.wholes("rooms", rooms - 1),
        expected=one.whole("expected", 0, 10**7, 0),
        fixed=_place(one, "fixed", slots, rooms),
        published=_place(one, "published", slots, rooms),
        after=one.wholes("after", sessions - 1, needed=False),
        gap=one.whole("gap", 0, slots, 0),
        same_room=one.yes("same_room"),
        big=one.yes("big"),
        theme=one.whole("theme", -1, 10**6, -1),
        keynote=one.yes("keynote"),
    )


def _place(one: Reader, key: str, slots: int, rooms: int) -> Place | None:
    if not one.has(key):
        return None
    place = one.part(key)
    return Place(place.whole("start", 0, slots - 1), place.whole("room", 0, rooms - 1))


def _wishes(top: Reader, sessions: int) -> tuple[tuple[int, ...], ...]:
    """Wishes for sessions that are not there (any more) are left out, and it is said how many."""
    kept, lost = [], 0
    for wanted in top.lists("wishes", MOST["visitors"]):
        there = tuple(dict.fromkeys(one for one in wanted if 0 <= one < sessions))
        lost += len(set(wanted)) - len(there)
        kept.append(there)
    if lost:
        top.faults.notes.append(f"{lost} wishes are for sessions that are not there; they were left out.")
    return tuple(kept)


def _contradictions(instance: Instance) -> Iterator[str]:
    """Sentences about values that are possible alone but not together."""
    for number, one in enumerate(instance.sessions):
        where = f"sessions[{number}] ({one.name})"
        for start in (*one.starts, *([one.fixed.start] if one.fixed else [])):
            if start % instance.per_day + one.length > instance.per_day:
                yield (
                    f"{where}: it may start at slot {start}, but its {one.length} slots then end after the day does."
                )
                break
        if number in one.after:
            yield f"{where}: it cannot come after itself."
    if circle := _circle([one.after for one in instance.sessions]):
        names = ", ".join(instance.sessions[one].name for one in circle)
        yield f"after: these sessions wait for each other in a circle: {names}."
    yield from _fixed_twice(instance)


def _circle(after: list[tuple[int, ...]]) -> list[int]:
    """Sessions of a circle of `after`, if there is one: what never becomes free of predecessors."""
    left = {number: set(first) for number, first in enumerate(after) if first}
    while done := [number for number, first in left.items() if not first & left.keys()]:
        for number in done:
            del left[number]
    return sorted(left)[:10]


def _fixed_twice(instance: Instance) -> Iterator[str]:
    held: dict[tuple[str, int, int], int] = {}
    for number, one in enumerate(instance.sessions):
        if one.fixed is None:
            continue
        for slot in range(one.fixed.start, one.fixed.start + one.length):
            keys: list[tuple[str, int, int]] = [("room", one.fixed.room, slot)]
            keys += [("person", person, slot) for person in one.persons]
            for key in keys:
                other = held.setdefault(key, number)
                if other != number:
                    what = instance.rooms[key[1]].name if key[0] == "room" else instance.person(key[1])
                    yield (
                        f"sessions[{number}] ({one.name}): it is fixed at slot {one.fixed.start}, but then "
                        f"{what} is already held by {instance.sessions[other].name}, which is fixed too."
                    )
                    return


def as_solution(start: list[int], room: list[int | None]) -> dict[str, Any]:
    """A timetable in the form its independent checker reads. What has no place has no room and the slot -1."""
    return {"start": start, "room": [-1 if one is None else one for one in room]}
