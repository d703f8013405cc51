"""What no timetable can exceed: proven limits on the wishes that can be attended.

Each visitor alone: the most wishes one person can attend, were every session free to take any of its starts (a dynamic
programme over subsets by earliest end). All together: sessions that share too few rooms cannot all take place, and
then at least the wishes of the least wanted are lost (a fractional knapsack).
"""

from collections import Counter

import numpy as np
from numba import njit

from .arrays import Problem
from .instance import Instance

LARGEST = 10


@njit(cache=True, nogil=True)
def _following(starts: np.ndarray, begin: int, end: int, slot: int) -> int:
    """The first allowed start at or after a slot, or -1."""
    for at in range(begin, end):
        if starts[at] >= slot:
            return starts[at]
    return -1


@njit(cache=True, nogil=True)
def _alone(problem: Problem, visitor: int, reach: np.ndarray) -> int:
    """The most wishes this visitor could attend if the timetable were made for nobody else."""
    begin, end = problem.wish_at[visitor], problem.wish_at[visitor + 1]
    count, most = end - begin, 0
    if count > LARGEST:
        for at in range(begin, end):
            session = problem.wishes[at]
            most += problem.start_at[session + 1] > problem.start_at[session]
        return most
    reach[: 1 << count] = problem.slots + 1
    reach[0] = 0
    for chosen in range(1 << count):
        if reach[chosen] > problem.slots:
            continue
        size = 0
        for place in range(count):
            if chosen >> place & 1:
                size += 1
                continue
            session = problem.wishes[begin + place]
            first = _following(
                problem.starts, problem.start_at[session], problem.start_at[session + 1], reach[chosen]
            )
            if first >= 0:
                then = chosen | (1 << place)
                reach[then] = min(reach[then], first + problem.length[session])
        most = max(most, size)
    return most


@njit(cache=True, nogil=True)
def attendable_alone(problem: Problem) -> int:
    """The sum of what each visitor could attend alone."""
    reach, total = np.empty(1 << LARGEST, np.int32), 0
    for visitor in range(len(problem.wish_at) - 1):
        total += _alone(problem, visitor, reach)
    return total


def room_groups(instance: Instance, problem: Problem) -> list[tuple[frozenset[int], list[int], int, int]]:
    """Sets of rooms with the sessions that need one of them, the slots these need, and the slots there are."""
    allowed = [
        frozenset(problem.rooms[problem.room_at[n] : problem.room_at[n + 1]].tolist())
        for n in range(len(instance.sessions))
    ]
    may_begin = np.diff(problem.start_at) > 0
    everywhere = {
        slot
        for pause in instance.breaks
        if pause.room is None
        for slot in range(pause.start, min(pause.start + pause.length, instance.slots))
    }
    found = []
    common = [rooms for rooms, _count in Counter(allowed).most_common(300)]
    for rooms in {*common, frozenset(range(len(instance.rooms)))} - {frozenset()}:
        inside = [n for n, own in enumerate(allowed) if own and own <= rooms and may_begin[n]]
        needed = sum(instance.sessions[n].length for n in inside)
        there = sum(
            problem.block[room, slot] == 0 and slot not in everywhere
            for room in rooms
            for slot in range(instance.slots)
        )
        found.append((rooms, inside, needed, int(there)))
    return found


def bound(instance: Instance, problem: Problem) -> int:
    """What no timetable exceeds: wishes attendable, or sessions placed where nobody wished."""
    wanted = np.diff(problem.visitor_at) if instance.wished else np.ones(len(instance.sessions), int)
    open_starts = np.diff(problem.start_at) * np.diff(problem.room_at) > 0
    total = int(wanted[open_starts].sum())
    lost = 0.0
    for _rooms, inside, needed, there in room_groups(instance, problem):
        if needed > there:
            dear = sorted(inside, key=lambda n: -wanted[n] / instance.sessions[n].length)
            kept, left = 0.0, float(there)
            for number in dear:
                part = min(1.0, left / instance.sessions[number].length)
                kept, left = kept + part * wanted[number], left - part * instance.sessions[number].length
            lost = max(lost, float(wanted[inside].sum()) - kept)
    together = int(total - lost + 1e-6)
    return min(together, attendable_alone(problem)) if instance.wished else together
