"""Compiled steps on one timetable: lay a session down, lift it, and what it costs where it stands.

Every step keeps the hard rules: a session is only laid where its people, its room and its start allow it.
"""

import numpy as np
from numba import njit

from ..gathering import searching
from .arrays import FREE, Problem, State
from .bare import inlined

WISHES, TRACK_ROOMS, EVEN, COMPACT, CHANGES, MOVED, UNPLACED, HAS_APART, HAS_SOFT, BREAKS = range(10)
_BITS = np.uint64(64)
_ONE = np.uint64(1)


@inlined
def draw(state: State) -> float:
    """The next random number from 0 to below 1 (xorshift64*)."""
    value = state.random[0]
    value ^= value >> np.uint64(12)
    value ^= value << np.uint64(25)
    value ^= value >> np.uint64(27)
    state.random[0] = value
    return ((value * np.uint64(2685821657736338717)) >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@inlined
def below(state: State, count: int) -> int:
    """A random whole number below `count`."""
    return int(draw(state) * count)


@inlined
def hold_end(problem: Problem, session: int, start: int, room: int) -> int:
    """Where this room is free again: after its change-over, at the latest at the end of the day."""
    return min(start + problem.length[session] + problem.turn[room], problem.day_end[start])


@inlined
def fits(problem: Problem, state: State, session: int, start: int, room: int) -> bool:
    """Whether a lifted session may be laid here. Order is looked at once a whole move is laid (`in_order`)."""
    if problem.may_start[session, start] == 0 or problem.may_room[session, room] == 0:
        return False
    for slot in range(start, hold_end(problem, session, start, room)):
        if state.cell[room, slot] != FREE:
            return False
    for at in range(problem.person_at[session], problem.person_at[session + 1]):
        person = problem.persons[at]
        for slot in range(start, start + problem.length[session]):
            if state.busy[person, slot] != FREE:
                return False
    return True


@inlined
def in_order(problem: Problem, state: State, session: int) -> bool:
    """Whether every rule of order and spacing it takes part in holds; what is not placed breaks none."""
    for at in range(problem.before_at[session], problem.before_at[session + 1]):
        first, then, gap, same = problem.rule[problem.before[at]]
        if state.start[first] < 0 or state.start[then] < 0:
            continue
        if state.start[then] < state.start[first] + problem.length[first] + gap:
            return False
        if same == 1 and state.room[first] != state.room[then]:
            return False
    return True


@njit(cache=True, nogil=True)
def _person_day(problem: Problem, state: State, person: int, day: int) -> float:
    """What somebody's day costs: slots of waiting and rooms beyond the first."""
    first, last, used, rooms, previous = -1, -1, 0, 0, -1
    for slot in range(day * problem.per_day, (day + 1) * problem.per_day):
        session = state.busy[person, slot]
        if session == FREE:
            continue
        if first < 0:
            first = slot
        last = slot
        used += 1
        if state.room[session] != previous:
            rooms += 1
            previous = state.room[session]
    if used == 0:
        return 0.0
    return problem.weight[COMPACT] * (last - first + 1 - used) + problem.weight[CHANGES] * (rooms - 1)


@njit(cache=True, nogil=True)
def _around(problem: Problem, state: State, session: int, start: int) -> float:
    """What the days of its people and its track's row of sessions cost; compared with and without it."""
    cost, day = 0.0, start // problem.per_day
    if problem.weight[BREAKS] > 0 and problem.track[session] >= 0:
        cost += problem.weight[BREAKS] * searching.near(problem, state, problem.track[session], start)
    if problem.weight[COMPACT] > 0 or problem.weight[CHANGES] > 0:
        for at in range(problem.person_at[session], problem.person_at[session + 1]):
            cost += _person_day(problem, state, problem.persons[at], day)
    return cost


@njit(cache=True, nogil=True)
def _standing(problem: Problem, state: State, session: int, start: int, room: int) -> float:
    """What its track, its room and its published place cost, counted as the step of adding it."""
    day, length, cost = start // problem.per_day, problem.length[session], 0.0
    track = problem.track[session]
    if problem.weight[TRACK_ROOMS] > 0 and track >= 0 and state.on_track[track, day, room] == 0:
        for other in range(state.on_track.shape[2]):
            if state.on_track[track, day, other] > 0:
                cost += problem.weight[TRACK_ROOMS]
                break
    load = state.load[room, day]
    cost += problem.weight[EVEN] * (2.0 * load * length + length * length) / problem.per_day
    if problem.published[session, 0] >= 0:
        if problem.published[session, 0] != start:
            cost += problem.weight[MOVED]
        elif problem.published[session, 1] != room:
            cost += 0.5 * problem.weight[MOVED]
    if problem.weight[BREAKS] > 0:
        cost += problem.weight[BREAKS] * searching.parted(problem, state, track, start, room)
    return cost


@inlined
def lay(problem: Problem, state: State, session: int, start: int, room: int) -> float:
    """Put a session here; returns what that adds to the soft cost (without pairs and wishes)."""
    soft = problem.weight[HAS_SOFT] > 0
    day, cost = start // problem.per_day, 0.0
    if soft:
        cost = _standing(problem, state, session, start, room) - _around(problem, state, session, start)
    state.start[session], state.room[session] = start, room
    for slot in range(start, hold_end(problem, session, start, room)):
        state.cell[room, slot] = session
    for at in range(problem.person_at[session], problem.person_at[session + 1]):
        for slot in range(start, start + problem.length[session]):
            state.busy[problem.persons[at], slot] = session
    for slot in range(start, start + problem.length[session]):
        state.mask[session, slot >> 6] |= _ONE << np.uint64(slot & 63)
    if soft:
        if problem.track[session] >= 0:
            state.on_track[problem.track[session], day, room] += 1
        state.load[room, day] += problem.length[session]
        searching.note(problem, state, session, start, 1)
        cost += _around(problem, state, session, start)
    return cost


@inlined
def lift(problem: Problem, state: State, session: int) -> float:
    """Take a session away; returns what that takes from the soft cost."""
    start, room, cost = state.start[session], state.room[session], 0.0
    soft, day = problem.weight[HAS_SOFT] > 0, start // problem.per_day
    if soft:
        cost = _around(problem, state, session, start)
    for slot in range(start, hold_end(problem, session, start, room)):
        state.cell[room, slot] = FREE
    for at in range(problem.person_at[session], problem.person_at[session + 1]):
        for slot in range(start, start + problem.length[session]):
            state.busy[problem.persons[at], slot] = FREE
    for word in range(state.mask.shape[1]):
        state.mask[session, word] = np.uint64(0)
    state.start[session], state.room[session] = -1, -1
    if soft:
        searching.note(problem, state, session, start, -1)
        cost -= _around(problem, state, session, start)
        if problem.track[session] >= 0:
            state.on_track[problem.track[session], day, room] -= 1
        state.load[room, day] -= problem.length[session]
        cost += _standing(problem, state, session, start, room)
    return cost


@njit(cache=True, nogil=True)
def beside(problem: Problem, state: State, session: int, start: int) -> tuple[float, float]:
    """What a session costs with everything that runs at the same time: clashing wishes, and other pairs."""
    clash, apart = 0.0, 0.0
    end, has_apart = start + problem.length[session], problem.weight[HAS_APART] > 0
    for room in range(state.cell.shape[0]):
        slot = start
        while slot < end:
            other = state.cell[room, slot]
            if other < 0:
                slot += 1
                continue
            other_end = state.start[other] + problem.length[other]
            if other != session and slot < other_end:
                clash += problem.clash[session, other]
                if has_apart:
                    apart += problem.apart[session, other]
            slot = max(slot + 1, hold_end(problem, other, state.start[other], room))
    return clash, apart
