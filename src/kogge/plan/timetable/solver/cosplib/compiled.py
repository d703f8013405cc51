"""The inner loop of the search, compiled: a timetable as arrays, what it costs, how it is changed and changed back.

A track owns a sequence of its submissions and the cells (session x room) it stands in, in reading order; each cell
takes the next `count` submissions of the sequence. The cell after the last holds what has no place yet.
"""
# mypy: disallow-untyped-defs=False, disallow-incomplete-defs=False

from typing import Any, NamedTuple

import numpy as np
from numba import njit

Array = Any  # numpy's array types say nothing that helps here, and numba reads none of them
jit = njit(cache=True, nogil=True, boundscheck=False, error_model="numpy")


class Data(NamedTuple):
    """What never changes while searching. Costs are weighted already."""

    slots: Array
    rooms: int
    session_of: Array  # cell
    room_of: Array  # cell
    duration: Array
    order: Array
    track_of: Array
    first: Array  # where a track's part of the sequence begins
    cell_cost: Array  # track x cell
    session_cost: Array  # submission x session
    room_cost: Array  # submission x room
    similar: Array  # track x track, in one session
    is_similar: Array
    clash_first: Array
    clash_with: Array
    clash_session: Array
    clash_slot: Array
    ordered: Array  # does the order of this track's submissions matter
    weights: Array  # rooms per track, parallel, consecutive, order, without a place


class State(NamedTuple):
    """A timetable. Everything below `track_at` follows from what is above it."""

    sequence: Array
    cells: Array  # track x position
    counts: Array
    length: Array  # cells of a track
    track_at: Array  # cell
    session: Array
    room: Array
    slot: Array
    marked: Array  # tracks whose pairs are counted already
    random: Array
    kept: Array  # sequence of the track that is being changed
    kept_cells: Array
    kept_counts: Array
    kept_length: Array
    touched: Array  # tracks that a swap changes, their number at the end
    swapped: Array  # pairs of cells that a swap exchanges, their number at the end


@jit
def draw(state, below):
    """A random number below `below` (xorshift64*: the same on every machine)."""
    x = state.random[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    state.random[0] = x
    return np.int64((x * np.uint64(2685821657736338717) >> np.uint64(33)) % np.uint64(below))


@jit
def unfold(data, state, track):
    """Write down where the track's submissions stand. False when a cell is too small for what it should take."""
    position, last = data.first[track], data.slots.size
    for k in range(state.length[track]):
        session, room = data.session_of[state.cells[track, k]], data.room_of[state.cells[track, k]]
        slot = 0
        for _ in range(state.counts[track, k]):
            index = state.sequence[position]
            state.session[index], state.room[index], state.slot[index] = session, room, slot
            slot += data.duration[index]
            position += 1
        if session < last and slot > data.slots[session]:
            return False
    return True


@jit
def cost_of_track(data, state, track):
    """What the track costs, with its pairs with every track that is not marked."""
    last = data.slots.size
    rooms, cost, earliest, before, number, cells = np.int64(0), np.int64(0), -1, -1, 0, 0
    for k in range(state.length[track]):
        cell = state.cells[track, k]
        session = data.session_of[cell]
        if session == last:
            break
        cost += data.cell_cost[track, cell]
        rooms |= np.int64(1) << data.room_of[cell]
        cells += 1
        if session != before:
            number += 1
        if earliest < 0:
            earliest = session
        before = session
        if data.is_similar[track]:
            cost += cost_of_neighbours(data, state, track, session)
    if cells:
        cost += data.weights[0] * (ones(rooms) - 1) + data.weights[1] * (cells - number)
        if before - earliest >= number:
            cost += data.weights[2]
    cost += cost_of_submissions(data, state, track)
    if data.ordered[track]:
        cost += data.weights[3] * out_of_order(data, state, track)
    return cost


@jit
def ones(bits):
    number = 0
    while bits:
        bits &= bits - 1
        number += 1
    return number


@jit
def cost_of_neighbours(data, state, track, session):
    cost = 0
    for cell in range(session * data.rooms, (session + 1) * data.rooms):
        other = state.track_at[cell]
        if other >= 0 and other != track and not state.marked[other]:
            cost += data.similar[track, other]
    return cost


@jit
def cost_of_submissions(data, state, track):
    last, cost = data.slots.size, 0
    for index in range(data.first[track], data.first[track + 1]):
        session, room = state.session[index], state.room[index]
        if session == last:
            cost += data.weights[4] * data.duration[index]
            continue
        cost += data.session_cost[index, session] + data.room_cost[index, room]
        for place in range(data.clash_first[index], data.clash_first[index + 1]):
            other = data.clash_with[place]
            if state.session[other] != session or state.room[other] == room:
                continue
            if state.marked[data.track_of[other]] or (data.track_of[other] == track and other < index):
                continue
            cost += data.clash_session[place]
            if data.clash_slot[place]:
                cost += data.clash_slot[place] * overlap(data, state, index, other)
    return cost


@jit
def overlap(data, state, one, other):
    start = max(state.slot[one], state.slot[other])
    end = min(state.slot[one] + data.duration[one], state.slot[other] + data.duration[other])
    return max(0, end - start)


@jit
def out_of_order(data, state, track):
    """How many stand at a wrong place of their track's sequence, and how many ordered ones side by side."""
    wrong, first, last = 0, data.first[track], data.slots.size
    for place in range(first, data.first[track + 1]):
        index = state.sequence[place]
        if data.order[index] and data.order[index] != place - first + 1:
            wrong += 1
    for k in range(1, state.length[track]):
        session = data.session_of[state.cells[track, k]]
        if session < last and data.session_of[state.cells[track, k - 1]] == session:
            wrong += side_by_side(data, state, track)
            break
    return wrong


@jit
def side_by_side(data, state, track):
    wrong = 0
    for one in range(data.first[track], data.first[track + 1]):
        for other in range(one + 1, data.first[track + 1]):
            same = state.session[one] == state.session[other] and state.session[one] < data.slots.size
            if same and data.order[one] and data.order[other]:
                wrong += overlap(data, state, one, other)
    return wrong


@jit
def total(data, state):
    """The whole objective, each pair of tracks once."""
    cost = 0
    for track in range(data.first.size - 1):
        cost += cost_of_track(data, state, track)
        state.marked[track] = True
    state.marked[:] = False
    return cost


@jit
def find_cell(state, track, cell):
    """The position of a cell in the track's list, or of the first behind it."""
    k = 0
    while k < state.length[track] and state.cells[track, k] < cell:
        k += 1
    return k


@jit
def start_of(data, state, track, k):
    position = data.first[track]
    for before in range(k):
        position += state.counts[track, before]
    return position


@jit
def open_cell(data, state, track, cell):
    """The position of a cell in the track's list, made when it was not in it."""
    k = find_cell(state, track, cell)
    if k == state.length[track] or state.cells[track, k] != cell:
        for place in range(state.length[track], k, -1):
            state.cells[track, place] = state.cells[track, place - 1]
            state.counts[track, place] = state.counts[track, place - 1]
        state.cells[track, k], state.counts[track, k] = cell, 0
        state.length[track] += 1
        if cell < state.track_at.size:
            state.track_at[cell] = track
    return k


@jit
def close_if_empty(state, track, k):
    if state.counts[track, k]:
        return
    if state.cells[track, k] < state.track_at.size:
        state.track_at[state.cells[track, k]] = -1
    state.length[track] -= 1
    for place in range(k, state.length[track]):
        state.cells[track, place] = state.cells[track, place + 1]
        state.counts[track, place] = state.counts[track, place + 1]


@jit
def carry(sequence, start, stop, number):
    """Take `number` in a row out at `start` and put them in so that they begin at `stop`."""
    for moved in range(number if start != stop else 0):
        source, goal = (start, stop + number - 1) if stop > start else (start + moved, stop + moved)
        step, index = 1 if stop > start else -1, sequence[source]
        for place in range(source, goal, step):
            sequence[place] = sequence[place + step]
        sequence[goal] = index


@jit
def move_cell(data, state, track, source, target):
    """The track leaves cell `source` for `target`; submissions come along unless their order holds them."""
    k = find_cell(state, track, source)
    number, start = state.counts[track, k], start_of(data, state, track, k)
    state.counts[track, k] = 0
    close_if_empty(state, track, k)
    k = open_cell(data, state, track, target)
    stop = start_of(data, state, track, k)
    state.counts[track, k] = number
    if not data.ordered[track]:
        carry(state.sequence, start, stop, number)


@jit
def swap_cells(data, state, one, other):
    """What stands in one cell stands in the other afterwards. Doing it again undoes it."""
    a, b = state.track_at[one], state.track_at[other]
    if a == b:
        return
    if a >= 0:
        move_cell(data, state, a, one, other)
    if b >= 0:
        move_cell(data, state, b, other, one)
    state.track_at[one], state.track_at[other] = b, a
