"""The first timetable: hardest sessions first, each where it costs least; what finds no place pushes others out."""

import numpy as np
from numba import njit

from ..clashing.crowding import count_crowd, note
from .arrays import FREE, Problem, State
from .bare import bare_problem, bare_state
from .board import below, beside, fits, hold_end, in_order, lay, lift


@njit(cache=True, nogil=True)
def _cheapest(problem: Problem, state: State, session: int) -> bool:
    """Lay a session where it costs least and takes the smallest room; False when nowhere is free."""
    best, best_start, best_room = 1e300, -1, -1
    for at in range(problem.start_at[session], problem.start_at[session + 1]):
        start = problem.starts[at]
        price = -1.0
        for place in range(problem.room_at[session], problem.room_at[session + 1]):
            room = problem.rooms[place]
            if not fits(problem, state, session, start, room):
                continue
            if price < 0:
                pair = beside(problem, state, session, start)
                price = pair[0] + pair[1]
            cost = price + lay(problem, state, session, start, room) - 1e-3 * place
            good = cost < best and in_order(problem, state, session)
            lift(problem, state, session)
            if good:
                best, best_start, best_room = cost, start, room
    if best_start < 0:
        return False
    lay(problem, state, session, best_start, best_room)
    return True


@njit(cache=True, nogil=True)
def fill(whole: Problem, current: State, order: np.ndarray) -> int:
    """Lay the sessions in this order; how many found no place."""
    problem, state = bare_problem(whole), bare_state(current)
    left = 0
    for session in order:
        if state.start[session] >= 0:
            continue
        if _cheapest(problem, state, session):
            note(problem, state, session, state.start[session], 1.0)
        else:
            left += 1
    return left


@njit(cache=True, nogil=True)
def _in_the_way(
    problem: Problem, state: State, session: int, place: tuple[int, int], found: np.ndarray
) -> int:
    """Sessions that would have to go for this one to stand here; -1 when one of them may not go."""
    start, room = place
    count = 0
    for slot in range(start, hold_end(problem, session, start, room)):
        other = state.cell[room, slot]
        if other == -2:
            return -1
        count = _note(found, count, other)
    for at in range(problem.person_at[session], problem.person_at[session + 1]):
        for slot in range(start, start + problem.length[session]):
            count = _note(found, count, state.busy[problem.persons[at], slot])
    for at in range(problem.before_at[session], problem.before_at[session + 1]):
        first, then, gap, same = problem.rule[problem.before[at]]
        other = then if first == session else first
        if state.start[other] < 0:
            continue
        early = start if first == session else state.start[first]
        late = state.start[then] if first == session else start
        if late < early + problem.length[first] + gap or (same == 1 and state.room[other] != room):
            count = _note(found, count, other)
    for at in range(count):
        other = found[at]
        starts = problem.start_at[other + 1] - problem.start_at[other]
        if starts * (problem.room_at[other + 1] - problem.room_at[other]) <= 1:
            return -1
    return count


@njit(cache=True, nogil=True)
def _note(found: np.ndarray, count: int, session: int) -> int:
    if session == FREE:
        return count
    for place in range(count):
        if found[place] == session:
            return count
    if count < len(found):
        found[count] = session
        return count + 1
    return count


@njit(cache=True, nogil=True)
def _least_pushed(
    problem: Problem, state: State, session: int, chosen: np.ndarray, found: np.ndarray
) -> tuple[int, int, int]:
    """Of forty random places the one whose holders were pushed out least: start, room, how many (in `chosen`)."""
    best, start, room, out = 1e300, -1, -1, 0
    for _try in range(40):
        begin, end = problem.start_at[session], problem.start_at[session + 1]
        slot = problem.starts[begin + below(state, end - begin)]
        begin, end = problem.room_at[session], problem.room_at[session + 1]
        where = problem.rooms[begin + below(state, end - begin)]
        blocking = _in_the_way(problem, state, session, (slot, where), found)
        price = 0.0
        for place in range(blocking):
            price += 1.0 + state.tries[found[place]]
        if blocking >= 0 and price < best:
            best, start, room, out = price, slot, where, blocking
            chosen[:blocking] = found[:blocking]
    return start, room, out


@njit(cache=True, nogil=True)
def push(whole: Problem, current: State, turns: int) -> int:
    """Let what has no place push out what was pushed least often so far; the fullest timetable is kept.

    Returns how many sessions have no place in it.
    """
    problem, state = bare_problem(whole), bare_state(current)
    waiting = np.empty(len(problem.length), np.int32)
    count = 0
    for session in problem.movable:
        if state.start[session] < 0:
            waiting[count] = session
            count += 1
    most = count + 1
    found, chosen = np.empty(64, np.int32), np.empty(64, np.int32)
    for _turn in range(turns):
        if count < most:
            most = count
            state.best_start[:] = state.start
            state.best_room[:] = state.room
        if count == 0:
            break
        pick = below(state, count)
        session = waiting[pick]
        start, room, out = -1, -1, 0
        if not _cheapest(problem, state, session):
            start, room, out = _least_pushed(problem, state, session, chosen, found)
            if start < 0:
                state.tries[session] += 1
                continue
        waiting[pick] = waiting[count - 1]
        count -= 1
        for place in range(out):
            lift(problem, state, chosen[place])
            state.tries[chosen[place]] += 1
            waiting[count] = chosen[place]
            count += 1
        if start >= 0:
            lay(problem, state, session, start, room)
    return most


@njit(cache=True, nogil=True)
def load(problem: Problem, state: State, start: np.ndarray, room: np.ndarray) -> int:
    """Clear the timetable and lay what is given and allowed; how many could not be laid."""
    for session in range(len(problem.length)):
        if state.start[session] >= 0:
            lift(problem, state, session)
    left = 0
    for session in range(len(problem.length)):
        if start[session] >= 0 and fits(problem, state, session, start[session], room[session]):
            lay(problem, state, session, start[session], room[session])
            if not in_order(problem, state, session):
                lift(problem, state, session)
                left += 1
        else:
            left += 1
    count_crowd(problem, state)
    return left
