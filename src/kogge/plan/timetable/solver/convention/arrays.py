"""An instance as arrays that compiled code walks over, and the state of one search."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Any, NamedTuple

import numpy as np

from .instance import Instance, allowed_rooms, allowed_starts

FREE, BLOCKED = -1, -2


class Problem(NamedTuple):
    """What never changes during a search. Lists of lists are stored as one array and where each begins (`_at`)."""

    slots: int
    per_day: int
    longest: int
    length: Any  # slots of each session
    turn: Any  # of each room: slots between two sessions
    day_end: Any  # of each slot: where its day ends
    may_start: Any
    may_room: Any
    start_at: Any
    starts: Any
    room_at: Any
    rooms: Any
    person_at: Any
    persons: Any
    visitor_at: Any
    visitors: Any  # of each session: who wishes for it
    wish_at: Any
    wishes: Any  # of each visitor
    before_at: Any
    before: Any  # of each session: rows of `rule` it takes part in
    rule: Any  # first, then, gap, same room
    movable: Any
    clash: Any  # pairs: how many visitors wish for both
    apart: Any  # pairs: what it costs to run both at the same time, beside wishes
    track: Any
    published: Any  # start and room, or -1
    weight: Any  # as board.py names them
    block: Any  # rooms x slots: 0 or BLOCKED


class State(NamedTuple):
    """Where everything stands, and what is counted along."""

    start: Any
    room: Any
    cell: Any  # rooms x slots: the session, FREE or BLOCKED
    crowd: Any  # slots x sessions: wishes it shares with what runs then
    busy: Any  # persons x slots: the session or FREE
    mask: Any  # of each session: its slots as bits
    lost: Any  # of each visitor: wishes that cannot be attended
    on_track: Any  # tracks x days x rooms: sessions
    begun: Any  # tracks x slots: how many sessions begin, and the sum of their numbers
    load: Any  # rooms x days: slots
    mark: Any
    seen: Any
    moves: Any  # session, start, room before and after
    tries: Any  # how often a session was pushed out
    best_start: Any
    best_room: Any
    tell: Any  # cost, best cost, stamp, turns taken
    random: Any


def _flat(lists: Iterable[Sequence[int]]) -> tuple[Any, Any]:
    """Lists one behind the other, and where each begins."""
    kept = [list(one) for one in lists]
    at = np.zeros(len(kept) + 1, np.int32)
    at[1:] = np.cumsum([len(one) for one in kept]) if kept else 0
    return at, np.array([value for one in kept for value in one], np.int32)


def build(instance: Instance, starts: Sequence[Sequence[int]] | None = None) -> Problem:
    """The arrays of an instance. `starts` replaces the allowed starts (keynotes chosen beforehand)."""
    sessions, slots, count = instance.sessions, instance.slots, len(instance.sessions)
    allowed = starts or [allowed_starts(instance, number) for number in range(count)]
    rooms = [allowed_rooms(instance, number) for number in range(count)]
    may_start, may_room = np.zeros((count, slots), np.uint8), np.zeros((count, len(instance.rooms)), np.uint8)
    for number in range(count):
        may_start[number, list(allowed[number])] = 1
        may_room[number, rooms[number]] = 1
    people = {person: place for place, person in enumerate(sorted({p for s in sessions for p in s.persons}))}
    wanted: list[list[int]] = [[] for _ in sessions]
    for visitor, wishes in enumerate(instance.wishes):
        for wish in wishes:
            wanted[wish].append(visitor)
    rules = [
        (first, number, one.gap, int(one.same_room))
        for number, one in enumerate(sessions)
        for first in one.after
    ]
    touched: list[list[int]] = [[] for _ in sessions]
    for row, (first, then, _gap, _same) in enumerate(rules):
        touched[first].append(row)
        touched[then].append(row)
    block = np.zeros((len(instance.rooms), slots), np.int32)
    for pause in instance.breaks:
        if pause.room is not None:
            block[pause.room, pause.start : pause.start + pause.length] = BLOCKED
    length = np.array([one.length for one in sessions], np.int32)
    return Problem(
        slots, instance.per_day, int(length.max(initial=1)), length,
        np.array([room.turnaround for room in instance.rooms], np.int32),
        np.array([(slot // instance.per_day + 1) * instance.per_day for slot in range(slots)], np.int32),
        may_start, may_room, *_flat(allowed), *_flat(rooms),
        *_flat([people[person] for person in one.persons] for one in sessions),
        *_flat(wanted), *_flat(instance.wishes), *_flat(touched),
        np.array(rules, np.int32).reshape(-1, 4),
        np.array([n for n, one in enumerate(sessions) if not one.fixed and allowed[n] and rooms[n]], np.int32),
        _clash(instance), *_apart(instance), _weights(instance), block,
    )  # fmt: skip


def _clash(instance: Instance) -> Any:
    clash = np.zeros((len(instance.sessions), len(instance.sessions)), np.float32)
    if not instance.wishes:
        return clash
    pairs = Counter(pair for wishes in instance.wishes for pair in combinations(sorted(wishes[:60]), 2))
    if pairs:
        one, other = np.array(list(pairs)).T
        clash[one, other] = clash[other, one] = np.array(list(pairs.values())) * instance.weights["wishes"]
    return clash


def _apart(instance: Instance) -> tuple[Any, Any, Any]:
    """What pairs cost at the same time, each session's track, and where it is published."""
    sessions, weights = instance.sessions, instance.weights
    apart = np.zeros((len(sessions), len(sessions)), np.float32)
    track = np.array([one.track for one in sessions], np.int32)
    theme = np.array(
        [one.theme if one.theme >= 0 else -2 - one.track if one.track >= 0 else -1 for one in sessions]
    )
    big = np.array([one.big for one in sessions])
    if weights["track_parallel"]:
        apart += weights["track_parallel"] * ((track[:, None] == track) & (track >= 0))
    if weights["big_parallel"]:
        apart += weights["big_parallel"] * ((theme[:, None] == theme) & (theme != -1) & big[:, None] & big)
    np.fill_diagonal(apart, 0)
    published = [(p.start, p.room) if (p := one.published) else (-1, -1) for one in sessions]
    return apart, track, np.array(published, np.int32).reshape(-1, 2)


def _weights(instance: Instance) -> Any:
    given = instance.weights
    soft = [given[name] for name in ("track_rooms", "even_rooms", "compact", "changes")]
    torn = given["track_breaks"]
    moved = instance.stability if any(one.published for one in instance.sessions) else 0.0
    apart = given["track_parallel"] + given["big_parallel"]
    unplaced = 1000.0 + 10 * (sum(given.values()) + moved) + given["wishes"] * instance.wished / 4
    return np.array(
        [given["wishes"], *soft, moved, unplaced, apart > 0, any(soft) or moved + torn > 0, torn], np.float64
    )


def fresh(problem: Problem, seed: int) -> State:
    """An empty timetable."""
    count, rooms = len(problem.length), len(problem.block)
    days = problem.slots // problem.per_day
    persons = int(problem.persons.max(initial=-1)) + 1
    tracks = int(problem.track.max(initial=-1)) + 1
    visitors = len(problem.wish_at) - 1
    state = np.random.default_rng(seed).integers(1, 2**63, 1, dtype=np.uint64)
    cell = np.where(problem.block == BLOCKED, BLOCKED, FREE).astype(np.int32)
    return State(
        np.full(count, -1, np.int32), np.full(count, -1, np.int32), cell,
        np.zeros((problem.slots, count), np.float32),
        np.full((persons, problem.slots), FREE, np.int32),
        np.zeros((count, (problem.slots + 63) // 64), np.uint64),
        np.diff(problem.wish_at).astype(np.int32), np.zeros((max(tracks, 1), days, rooms), np.int32),
        np.zeros((max(tracks, 1), problem.slots, 2), np.int32), np.zeros((rooms, days), np.int32),
        np.zeros(count, np.int64), np.zeros(visitors, np.int64),
        np.zeros((64, 5), np.int32), np.zeros(count, np.int64),
        np.full(count, -1, np.int32), np.full(count, -1, np.int32), np.zeros(4, np.float64), state,
    )  # fmt: skip
