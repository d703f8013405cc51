"""Compiled moves: two windows of equal length change places with everything that stands in them.

One move covers relocating a session, swapping two, swapping a long one with several short ones, and shifting a row
of sessions within a room. A move is tried, priced, and kept or taken back; hard rules are never broken.
"""

import math

import numpy as np
from numba import njit

from ..clashing.crowding import follow, more_clash
from ..clashing.visitors import missed
from ..gathering.searching import beside_its_track
from .arrays import FREE, Problem, State
from .bare import bare_problem, bare_state, inlined
from .board import (
    BREAKS,
    HAS_APART,
    HAS_SOFT,
    UNPLACED,
    WISHES,
    below,
    beside,
    draw,
    fits,
    hold_end,
    in_order,
    lay,
    lift,
)

MOST, WIDEST = 24, 12
COST, BEST, STAMP, TURN = range(4)


@inlined
def _widen(problem: Problem, state: State, room: int, first: int, last: int) -> tuple[int, int]:
    """How far a window must grow to the left and to the right so that it cuts no session. (-1, -1): blocked."""
    left = right = 0
    head = state.cell[room, first]
    if head == -2 or state.cell[room, last - 1] == -2:
        return -1, -1
    if head >= 0:
        left = first - state.start[head]
    tail = state.cell[room, last - 1]
    if tail >= 0:
        right = max(0, hold_end(problem, tail, state.start[tail], room) - last)
    return left, right


@inlined
def _collect(
    problem: Problem, state: State, window: tuple[int, int, int], to: tuple[int, int], count: int
) -> int:
    """Add the sessions of a window (room, first, last) to the move (by how many slots, to which room)."""
    shift, room = to
    slot = window[1]
    while slot < window[2]:
        session = state.cell[window[0], slot]
        if session < 0:
            slot += 1
            continue
        if count == MOST:
            return -1
        start = state.start[session]
        if problem.may_start[session, start] == 0 or start + shift < 0 or start + shift >= problem.slots:
            return -1
        if problem.may_start[session, start + shift] == 0 or problem.may_room[session, room] == 0:
            return -1
        state.moves[count, 0], state.moves[count, 1], state.moves[count, 2] = session, start, window[0]
        state.moves[count, 3], state.moves[count, 4] = start + shift, room
        count += 1
        slot = hold_end(problem, session, start, window[0])
    return count


@inlined
def _swap(problem: Problem, state: State, session: int, target: int, room: int) -> int:
    """A move that brings a session to a slot and a room and what stands there to its own place. 0: not possible."""
    home, start = state.room[session], state.start[session]
    ends = hold_end(problem, session, start, home), hold_end(problem, session, start, room)
    first, last, shift = start, max(ends), target - start
    for _round in range(6):
        inside = min(first, first + shift) >= 0 and max(last, last + shift) <= problem.slots
        if not inside or last - first > WIDEST or (home == room and abs(shift) < last - first):
            return 0
        left, right = _widen(problem, state, room, first + shift, last + shift)
        near_left, near_right = _widen(problem, state, home, first, last)
        if left < 0 or near_left < 0:
            return 0
        left, right = max(left, near_left), max(right, near_right)
        if left == 0 and right == 0:
            count = _collect(problem, state, (home, first, last), (shift, room), 0)
            if count > 0:
                count = _collect(problem, state, (room, first + shift, last + shift), (-shift, home), count)
            return max(count, 0)
        first, last = first - left, last + right
    return 0


@inlined
def _slide(problem: Problem, state: State, session: int, target: int) -> int:
    """A move within a room: a session jumps over its neighbours, which close up. 0: not possible."""
    room, start = state.room[session], state.start[session]
    end = hold_end(problem, session, start, room)
    size = end - start
    if target > start:
        last = target + size
        if last > problem.slots:
            return 0
        _left, right = _widen(problem, state, room, end, last) if last > end else (0, 0)
        last += max(right, 0)
        if last > problem.slots or last - start > WIDEST + size:
            return 0
        count = _collect(problem, state, (room, start, end), (last - end, room), 0)
        return max(_collect(problem, state, (room, end, last), (-size, room), count), 0) if count > 0 else 0
    left, _right = _widen(problem, state, room, target, start)
    first = target - max(left, 0)
    if start - first > WIDEST + size:
        return 0
    count = _collect(problem, state, (room, start, end), (first - start, room), 0)
    return max(_collect(problem, state, (room, first, start), (size, room), count), 0) if count > 0 else 0


@inlined
def propose(problem: Problem, state: State) -> int:
    """A random move in `state.moves`; how many sessions it moves, or 0."""
    session = problem.movable[below(state, len(problem.movable))]
    if state.start[session] < 0:
        return 0
    begin, end = problem.start_at[session], problem.start_at[session + 1]
    target = problem.starts[begin + below(state, end - begin)]
    rival = problem.starts[begin + below(state, end - begin)]
    if state.crowd[rival, session] < state.crowd[target, session]:  # of two drawn, the one with fewer clashes
        target = rival
    if draw(state) < 0.15:
        return _slide(problem, state, session, target) if target != state.start[session] else 0
    begin, end = problem.room_at[session], problem.room_at[session + 1]
    room = problem.rooms[begin + below(state, end - begin)]
    if problem.weight[BREAKS] > 0 and draw(state) < 0.3:
        target, room = beside_its_track(problem, state, session, draw(state))
        if target < 0:
            return 0
    if room == state.room[session] and target == state.start[session]:
        return 0
    return _swap(problem, state, session, target, room)


@inlined
def people_free(problem: Problem, state: State, count: int) -> bool:
    """A quick look before anything is lifted: nobody who stays elsewhere is needed by what moves."""
    stamp = state.tell[STAMP] + 1.0
    state.tell[STAMP] = stamp
    for place in range(count):
        state.mark[state.moves[place, 0]] = int(stamp)
    for place in range(count):
        session, start = state.moves[place, 0], state.moves[place, 3]
        if start == state.moves[place, 1]:
            continue
        for at in range(problem.person_at[session], problem.person_at[session + 1]):
            for slot in range(start, start + problem.length[session]):
                other = state.busy[problem.persons[at], slot]
                if other != FREE and state.mark[other] != int(stamp):
                    return False
    return True


@inlined
def apply(problem: Problem, state: State, count: int) -> tuple[bool, float]:
    """Do the move. Whether the hard rules allow it (otherwise nothing changed), and what it costs beside wishes."""
    other, has_apart = 0.0, problem.weight[HAS_APART] > 0
    for place in range(count):
        session = state.moves[place, 0]
        if has_apart:
            other -= beside(problem, state, session, state.start[session])[1]
        other -= lift(problem, state, session)
    for place in range(count):
        session, start, room = state.moves[place, 0], state.moves[place, 3], state.moves[place, 4]
        if not fits(problem, state, session, start, room):
            _restore(problem, state, place, count)
            return False, 0.0
        other += lay(problem, state, session, start, room)
        if has_apart:
            other += beside(problem, state, session, start)[1]
    for place in range(count):
        if not in_order(problem, state, state.moves[place, 0]):
            _restore(problem, state, count, count)
            return False, 0.0
    return True, other


@njit(cache=True, nogil=True)
def _restore(problem: Problem, state: State, laid: int, count: int) -> None:
    for place in range(laid):
        lift(problem, state, state.moves[place, 0])
    for place in range(count):
        lay(problem, state, state.moves[place, 0], state.moves[place, 1], state.moves[place, 2])


@inlined
def _recount(problem: Problem, state: State, count: int, changed: np.ndarray, buffers: np.ndarray) -> int:
    """Count anew what the visitors of moved sessions miss; the changes go to `changed` (visitor, new)."""
    stamp, found = int(state.tell[STAMP]), 0
    for place in range(count):
        session = state.moves[place, 0]
        if state.moves[place, 1] == state.moves[place, 3]:
            continue
        for at in range(problem.visitor_at[session], problem.visitor_at[session + 1]):
            visitor = problem.visitors[at]
            if state.seen[visitor] == stamp:
                continue
            state.seen[visitor] = stamp
            now = missed(problem, state, visitor, buffers[0], buffers[1])
            if now != state.lost[visitor]:
                changed[found, 0], changed[found, 1] = visitor, now
                found += 1
    return found


@inlined
def keep_best(problem: Problem, state: State) -> None:
    if state.tell[COST] < state.tell[BEST] - 1e-6:
        state.tell[BEST] = state.tell[COST]
        state.best_start[:] = state.start
        state.best_room[:] = state.room


@inlined
def _visitors(
    problem: Problem, state: State, count: int, cost: tuple[float, float], room: tuple[np.ndarray, np.ndarray]
) -> float:
    """What a laid move costs by visitors. `cost`: all else, and the most bearable, up to which their loss is noted."""
    found, delta, wish = _recount(problem, state, count, room[0], room[1]), cost[0], problem.weight[WISHES]
    for place in range(found):
        delta += wish * (room[0][place, 1] - state.lost[room[0][place, 0]])
    if delta <= cost[1]:
        for place in range(found):
            state.lost[room[0][place, 0]] = room[0][place, 1]
    return delta


@njit(cache=True, nogil=True)
def anneal(whole: Problem, current: State, turns: int, heat: float, exact: bool) -> int:
    """So many proposals at one heat; `exact` counts visitors, else pairs. How many were kept.

    Of clashes that a move adds, visitors lose about four fifths, so what is far off is left without counting them.
    """
    problem, state = bare_problem(whole), bare_state(current)
    widest = 1
    for visitor in range(len(problem.wish_at) - 1):
        widest = max(widest, problem.wish_at[visitor + 1] - problem.wish_at[visitor])
    room = np.empty((len(problem.wish_at), 2), np.int32), np.empty((2, widest), np.int32)
    kept, wish = 0, problem.weight[WISHES]
    exact = exact and wish > 0
    alone = problem.weight[HAS_SOFT] == 0 and problem.weight[HAS_APART] == 0
    for _turn in range(turns):
        count = propose(problem, state)
        if count == 0 or not people_free(problem, state, count):
            continue
        bearable = -heat * math.log(draw(state) + 1e-12)
        clash = more_clash(problem, state, count)
        guess = 0.8 * clash - 0.7 * wish if exact else clash
        if alone and guess > bearable:
            continue
        allowed, other = apply(problem, state, count)
        if not allowed:
            continue
        delta = guess + other
        if exact and delta <= bearable:
            delta = _visitors(problem, state, count, (other, bearable), room)
        if delta > bearable:
            _restore(problem, state, count, count)
            continue
        state.tell[COST] += delta
        follow(problem, state, count)
        kept += 1
        keep_best(problem, state)
    return kept


@njit(cache=True, nogil=True)
def settle(problem: Problem, state: State, exact: bool) -> float:
    """Count the whole cost anew, by visitors or by pairs, and forget the best of a different way of counting."""
    cost = 0.0
    widest = 1
    for visitor in range(len(problem.wish_at) - 1):
        widest = max(widest, problem.wish_at[visitor + 1] - problem.wish_at[visitor])
    buffers = np.empty((2, widest), np.int32)
    placed = [session for session in range(len(problem.length)) if state.start[session] >= 0]
    for session in placed:
        pair = beside(problem, state, session, state.start[session])
        cost += (pair[1] if exact else pair[0] + pair[1]) / 2.0
    if problem.weight[8] > 0:
        before = [(session, state.start[session], state.room[session]) for session in placed]
        for session in placed:
            cost += lift(problem, state, session)
        for session, start, room in before:
            lay(problem, state, session, start, room)
    for visitor in range(len(problem.wish_at) - 1):
        state.lost[visitor] = missed(problem, state, visitor, buffers[0], buffers[1])
        if exact:
            cost += problem.weight[WISHES] * state.lost[visitor]
    cost += problem.weight[UNPLACED] * (len(problem.length) - len(placed))
    state.tell[COST] = state.tell[BEST] = cost
    state.best_start[:] = state.start
    state.best_room[:] = state.room
    return cost
