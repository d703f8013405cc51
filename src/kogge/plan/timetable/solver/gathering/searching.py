"""Breaks of tracks while the search moves sessions: what one session more or less changes, and where one would follow.

`counting.py` says what a break is. Only the track's sessions next to the changed one can follow or stop following, and
in its room the two that it comes between. So each step looks at a stretch of one day, not at the whole timetable.
"""

from numba import njit

from ..convention.arrays import Problem, State


@njit(cache=True, nogil=True)
def _follows(problem: Problem, state: State, one: int, then: int) -> bool:
    """Whether nothing stands between two sessions, and both in one room."""
    room = state.room[one]
    if state.room[then] != room:
        return False
    for slot in range(state.start[one] + problem.length[one], state.start[then]):
        other = state.cell[room, slot]
        if other >= 0 and other != one:  # its own cells go on while the room is made ready
            return False
    return True


@njit(cache=True, nogil=True)
def near(problem: Problem, state: State, track: int, start: int) -> int:
    """Breaks of a track from its sessions that begin last before a slot to those that begin first after it."""
    first = start // problem.per_day * problem.per_day
    last, begin, end = first + problem.per_day - 1, start - 1, start + 1
    while begin >= first and state.begun[track, begin, 0] == 0:
        begin -= 1
    while end <= last and state.begun[track, end, 0] == 0:
        end += 1
    sessions, follow, before = 0, 0, -1
    for slot in range(max(begin, first), min(end, last) + 1):
        count = state.begun[track, slot, 0]
        if count == 0:
            continue
        sessions += count
        alone = state.begun[track, slot, 1] if count == 1 else -1
        if before >= 0 and alone >= 0 and _follows(problem, state, before, alone):
            follow += 1
        before = alone
    return max(sessions - 1, 0) - follow


@njit(cache=True, nogil=True)
def parted(problem: Problem, state: State, track: int, start: int, room: int) -> int:
    """Whether something of this track (not laid yet) would come between two that follow each other: 1 or 0."""
    first = start // problem.per_day * problem.per_day
    one, then, slot = -1, -1, start - 1
    while slot >= first and one < 0:
        one = state.cell[room, slot]
        slot -= 1
    slot = start
    while slot < first + problem.per_day and then < 0:
        then = state.cell[room, slot]
        slot += 1
    if one < 0 or then < 0:
        return 0
    other = problem.track[one]
    if other < 0 or other == track or problem.track[then] != other:
        return 0
    if state.begun[other, state.start[one], 0] != 1 or state.begun[other, state.start[then], 0] != 1:
        return 0
    for slot in range(state.start[one] + 1, state.start[then]):
        if state.begun[other, slot, 0] > 0:
            return 0
    return 1


@njit(cache=True, nogil=True)
def note(problem: Problem, state: State, session: int, start: int, step: int) -> None:
    """Write down that a session begins here (1), or no longer does (-1)."""
    track = problem.track[session]
    if track >= 0:
        state.begun[track, start, 0] += step
        state.begun[track, start, 1] += step * session  # the sum: of one session alone, that session


@njit(cache=True, nogil=True)
def beside_its_track(problem: Problem, state: State, session: int, chance: float) -> tuple[int, int]:
    """A slot and a room right before or after a random session of its track; -1 where there is none."""
    track, slots = problem.track[session], problem.slots
    if track < 0:
        return -1, -1
    chance *= 2 * slots
    at, after = int(chance) % slots, int(chance) < slots
    for _step in range(slots):
        if state.begun[track, at, 0] == 1 and state.begun[track, at, 1] != session:
            other = state.begun[track, at, 1]
            room = state.room[other]
            turn = problem.turn[room]
            if after:
                target = state.start[other] + problem.length[other] + turn
            else:
                target = state.start[other] - problem.length[session] - turn
            return (target, room) if 0 <= target < slots else (-1, -1)
        at = at + 1 if at + 1 < slots else 0
    return -1, -1
