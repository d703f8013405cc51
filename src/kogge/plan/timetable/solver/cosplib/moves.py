"""The changes the search tries, compiled: submissions to other cells, cells and blocks of cells to other places."""
# mypy: disallow-untyped-defs=False, disallow-incomplete-defs=False

from math import exp

from kogge.plan.timetable.solver.cosplib.compiled import (
    carry,
    close_if_empty,
    cost_of_track,
    draw,
    jit,
    open_cell,
    start_of,
    swap_cells,
    unfold,
)


@jit
def keep(data, state, track):
    """Remember a track as it stands."""
    first, number = data.first[track], state.length[track]
    for place in range(first, data.first[track + 1]):
        state.kept[place - first] = state.sequence[place]
    for k in range(number):
        state.kept_cells[k], state.kept_counts[k] = state.cells[track, k], state.counts[track, k]
    state.kept_length[0] = number


@jit
def put_back(data, state, track):
    """Make a track what it was when it was kept."""
    for k in range(state.length[track]):
        if state.cells[track, k] < state.track_at.size:
            state.track_at[state.cells[track, k]] = -1
    first, number = data.first[track], state.kept_length[0]
    for place in range(first, data.first[track + 1]):
        state.sequence[place] = state.kept[place - first]
    for k in range(number):
        state.cells[track, k], state.counts[track, k] = state.kept_cells[k], state.kept_counts[k]
    state.length[track] = number
    for k in range(number):
        if state.cells[track, k] < state.track_at.size:
            state.track_at[state.cells[track, k]] = track
    unfold(data, state, track)


@jit
def accepted(state, change, heat):
    return change <= 0 or draw(state, 1 << 30) < exp(-change / heat) * (1 << 30)


@jit
def any_cell(data, state, track):
    """A cell the track may use: often one that it has, else an empty one. -1 when the draw was an occupied one."""
    cell = draw(state, state.track_at.size)
    if draw(state, 3) and state.length[track] > 1:
        cell = state.cells[track, draw(state, state.length[track])]
    if cell >= state.track_at.size or (state.track_at[cell] >= 0 and state.track_at[cell] != track):
        cell = -1
    return cell


@jit
def pour(data, state, track, k, goal):
    """Some submissions of the track's cell `k` to another cell; ordered tracks only change how many stand where."""
    target, number = goal
    start = start_of(data, state, track, k) + draw(state, state.counts[track, k] - number + 1)
    state.counts[track, k] -= number
    close_if_empty(state, track, k)
    place = open_cell(data, state, track, target)
    stop = start_of(data, state, track, place) + draw(state, state.counts[track, place] + 1)
    state.counts[track, place] += number
    if not data.ordered[track] or not draw(state, 2):
        carry(state.sequence, start, stop, number)


@jit
def change_track(data, state, heat, kind):
    """One or more submissions to another cell of their track or an empty one, or two of a track change places."""
    track = data.track_of[draw(state, data.duration.size)]
    first, size = data.first[track], data.first[track + 1] - data.first[track]
    k, target = draw(state, state.length[track]), any_cell(data, state, track)
    a, b = first + draw(state, size), first + draw(state, size)
    change = 0
    if (kind == 0 and a != b) or (kind > 0 and target >= 0 and target != state.cells[track, k]):
        before = cost_of_track(data, state, track)
        keep(data, state, track)
        if kind == 0:
            state.sequence[a], state.sequence[b] = state.sequence[b], state.sequence[a]
        else:
            number = 1 if kind == 1 else 1 + draw(state, state.counts[track, k])
            pour(data, state, track, k, (target, number))
        fits = unfold(data, state, track)
        if fits:
            change = cost_of_track(data, state, track) - before
        if not fits or not accepted(state, change, heat):
            put_back(data, state, track)
            change = 0
    return change


@jit
def cost_of_touched(data, state):
    cost, last = 0, state.touched.size - 1
    for place in range(state.touched[last]):
        cost += cost_of_track(data, state, state.touched[place])
        state.marked[state.touched[place]] = True
    for place in range(state.touched[last]):
        state.marked[state.touched[place]] = False
    return cost


@jit
def touch(state, cell):
    track, last = state.track_at[cell], state.touched.size - 1
    if track >= 0 and not state.marked[track]:
        state.marked[track] = True
        state.touched[state.touched[last]] = track
        state.touched[last] += 1


@jit
def plan_swap(state, one, other):
    """Note that two cells are to be exchanged."""
    last = state.swapped.shape[0] - 1
    number = state.swapped[last, 0]
    if one != other and number < last and state.track_at[one] != state.track_at[other]:
        state.swapped[number, 0], state.swapped[number, 1] = one, other
        state.swapped[last, 0] = number + 1


@jit
def exchange(data, state, number):
    """Exchange the noted pairs. The second time they are taken backwards, which makes all as it was."""
    for place in range(abs(number)):
        pair = place if number > 0 else -number - 1 - place
        swap_cells(data, state, state.swapped[pair, 0], state.swapped[pair, 1])
    fits = True
    for place in range(state.touched[state.touched.size - 1]):
        fits = unfold(data, state, state.touched[place]) and fits
    return fits


@jit
def make_swaps(data, state, heat):
    """Exchange all pairs noted, and take it back when the result is not accepted."""
    number, end = state.swapped[state.swapped.shape[0] - 1, 0], state.touched.size - 1
    state.touched[end] = 0
    for place in range(2 * number):
        touch(state, state.swapped[place // 2, place % 2])
    for place in range(state.touched[end]):
        state.marked[state.touched[place]] = False
    change, undo = -cost_of_touched(data, state), False
    for attempt in range(2):
        if attempt == 0 or undo:
            fits = exchange(data, state, -number if undo else number)
        if attempt == 0:
            if fits:
                change += cost_of_touched(data, state)
            undo = not fits or not accepted(state, change, heat)
    return 0 if undo else change


@jit
def two_cells(data, state, track):
    """A cell of the track against any cell, often of the same session or the same room."""
    one = state.cells[track, draw(state, state.length[track])]
    if one < state.track_at.size:
        session, room = data.session_of[one], data.room_of[one]
        kind = draw(state, 4)
        if kind != 0:
            session = draw(state, data.slots.size)
        if kind != 1:
            room = draw(state, data.rooms)
        plan_swap(state, one, session * data.rooms + room)


@jit
def two_blocks(data, state):
    """Some sessions in a row of one room against as many of another room or another time."""
    length = min(2 + draw(state, 4), data.slots.size)
    one, other = draw(state, data.slots.size - length + 1), draw(state, data.slots.size - length + 1)
    room, second = draw(state, data.rooms), draw(state, data.rooms)
    if draw(state, 2):
        other = one
    if room != second or abs(one - other) >= length:
        for step in range(length):
            plan_swap(state, (one + step) * data.rooms + room, (other + step) * data.rooms + second)


@jit
def two_lines(data, state):
    """All of a room against all of another, or all of a session against all of another."""
    by_room, one, other = draw(state, 2), draw(state, data.rooms), draw(state, data.rooms)
    if by_room:
        for session in range(data.slots.size):
            plan_swap(state, session * data.rooms + one, session * data.rooms + other)
    else:
        one, other = draw(state, data.slots.size), draw(state, data.slots.size)
        for room in range(data.rooms):
            plan_swap(state, one * data.rooms + room, other * data.rooms + room)


@jit
def gather(data, state, track):
    """Cells of a track move to one room, who stands there moves to theirs."""
    one, second = state.cells[track, draw(state, state.length[track])], draw(state, data.rooms)
    for k in range(state.length[track]):
        cell = state.cells[track, k]
        if cell < state.track_at.size and (data.room_of[cell] == data.room_of[one] or draw(state, 2)):
            plan_swap(state, cell, cell - data.room_of[cell] + second)


@jit
def one_move(data, state, heat):
    kind = draw(state, 1000)
    if kind < 650:
        return change_track(data, state, heat, 0 if kind < 250 else (1 if kind < 600 else 2))
    state.swapped[state.swapped.shape[0] - 1, 0] = 0
    track = data.track_of[draw(state, data.duration.size)]
    if kind < 900:
        two_cells(data, state, track)
    elif kind < 950:
        two_blocks(data, state)
    elif kind < 996:
        gather(data, state, track)
    else:
        two_lines(data, state)
    return make_swaps(data, state, heat)


@jit
def anneal(data, state, best, costs, pace):
    """So many moves at one heat. Returns the cost now and the least cost; `best` becomes that timetable."""
    (cost, least), (heat, moves) = costs, pace
    for _ in range(moves):
        cost += one_move(data, state, heat)
        if cost < least:
            least = cost
            copy(state, best)
    return cost, least


@jit
def copy(state, other):
    other.sequence[:], other.cells[:], other.counts[:] = state.sequence, state.cells, state.counts
    other.length[:], other.track_at[:] = state.length, state.track_at
    other.session[:], other.room[:], other.slot[:] = state.session, state.room, state.slot
