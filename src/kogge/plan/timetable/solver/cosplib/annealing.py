"""Simulated annealing over whole timetables: builds the arrays, cools, restarts, and hands the best back."""

import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from kogge.plan.timetable.solver.cosplib.compiled import Array, Data, State, total
from kogge.plan.timetable.solver.cosplib.model import Instance, Pairs, Solution
from kogge.plan.timetable.solver.cosplib.moves import anneal, copy, one_move

CHUNK = 4000  # moves between two looks at the clock: about a hundredth of a second
COLD = 0.2  # penalties are whole numbers: below this nothing worse is accepted any more
LEAST_HEAT = 20.0
PROBES = 1500
OF_TRACKS = (
    "num_rooms_per_track_weight", "parallel_tracks_weight", "consecutive_tracks_weight", "submissions_order_weight",
)  # fmt: skip


def arrange(instance: Instance) -> Array:
    """The submissions by track: the search numbers them so."""
    return np.argsort(np.array(instance.track_of), kind="stable")


def prepare(instance: Instance) -> Data:
    """The instance as arrays, every penalty times its weight."""
    by_track, w = arrange(instance), instance.weight
    duration = np.array(instance.duration)[by_track]
    track_of = np.array(instance.track_of)[by_track]
    order = np.array(instance.order)[by_track]
    similar, cells = _similar(instance), _cells(instance)
    sessions = _table(instance.submission_session) * w("submissions_sessions_penalty_weight")
    sessions += _table(instance.timezone) * w("submissions_timezones_penalty_weight")
    rooms = _table(instance.submission_room) * w("submissions_rooms_penalty_weight")
    first, other, by_session, by_slot = _clashes(instance, by_track)
    ordered = np.zeros(len(instance.tracks), np.bool_)
    if w("submissions_order_weight"):
        ordered[track_of[order > 0]] = True
    places = np.arange(len(instance.slots) * len(instance.rooms) + 1)
    largest = max([int(cells.max()), int(sessions.max()), int(rooms.max()), *map(w, instance.weights)])
    return Data(
        slots=np.array(instance.slots), rooms=len(instance.rooms),
        session_of=places // len(instance.rooms), room_of=places % len(instance.rooms),
        duration=duration, order=order, track_of=track_of,
        first=np.searchsorted(track_of, np.arange(len(instance.tracks) + 1)),
        cell_cost=cells, session_cost=sessions[by_track] * duration[:, None],
        room_cost=rooms[by_track] * duration[:, None], similar=similar, is_similar=similar.any(axis=1),
        clash_first=first, clash_with=other, clash_session=by_session, clash_slot=by_slot, ordered=ordered,
        weights=np.array([*map(w, OF_TRACKS), 4 * largest + 4]),
    )  # fmt: skip


def _table(rows: tuple[tuple[int, ...], ...]) -> Array:
    return np.array(rows, np.int64)


def _cells(instance: Instance) -> Array:
    """What a track costs in a cell: its session, its room, and the two together."""
    w = instance.weight
    by_session = _table(instance.track_session)[:, :, None] * w("tracks_sessions_penalty_weight")
    by_room = _table(instance.track_room)[:, None, :] * w("tracks_rooms_penalty_weight")
    both = _table(instance.session_room)[None, :, :] * w("sessions_rooms_penalty_weight")
    return np.ascontiguousarray((by_session + by_room + both).reshape(len(instance.tracks), -1))


def _similar(instance: Instance) -> Array:
    similar = _table(instance.similar) * instance.weight("similar_tracks_penalty_weight")
    for a, b in instance.chairs:
        similar[a, b] += instance.weight("chairs_conflicts_weight")
        similar[b, a] += instance.weight("chairs_conflicts_weight")
    return similar


def _clashes(instance: Instance, by_track: Array) -> tuple[Array, Array, Array, Array]:
    """Per submission the others that share a person, and what standing beside each other costs."""
    at = np.empty_like(by_track)
    at[by_track] = np.arange(len(by_track))
    found: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
    _note(found, at, instance.presenters, instance.weight, "presenters")
    _note(found, at, instance.attendees, instance.weight, "attendees")
    rows = sorted((a, b, *costs) for (a, b), costs in found.items() if any(costs))
    table = np.array(rows, np.int64).reshape(-1, 4)
    first = np.searchsorted(table[:, 0], np.arange(len(by_track) + 1))
    return first, table[:, 1].copy(), table[:, 2].copy(), table[:, 3].copy()


def _note(
    found: dict[tuple[int, int], list[int]], at: Array, pairs: Pairs, weight: Callable[[str], int], who: str
) -> None:
    for a, b in pairs:
        for pair in ((int(at[a]), int(at[b])), (int(at[b]), int(at[a]))):
            found[pair][0] += weight(f"{who}_conflicts_weight")
            found[pair][1] += weight(f"{who}_conflicts_timeslot_level_weight")


def empty(data: Data, seed: int) -> State:
    """A timetable in which nothing has a place yet; ordered submissions stand in their order."""
    tracks, count = data.first.size - 1, data.duration.size
    cells = data.slots.size * data.rooms
    most = int(np.diff(data.first).max(initial=0)) + 2
    sequence = np.arange(count)
    for track in np.flatnonzero(data.ordered):
        part = slice(data.first[track], data.first[track + 1])
        sequence[part] = _in_order(sequence[part], data.order)
    whole = np.diff(data.first)
    state = State(
        sequence=sequence,
        cells=np.full((tracks, most), cells), counts=np.zeros((tracks, most), np.int64),
        length=(whole > 0).astype(np.int64), track_at=np.full(cells, -1),
        session=np.full(count, data.slots.size), room=np.zeros(count, np.int64), slot=np.zeros(count, np.int64),
        marked=np.zeros(tracks, np.bool_), random=np.array([(seed * 2 + 1) * 0x9E3779B97F4A7C15 % 2**64], np.uint64),
        kept=np.zeros(count, np.int64), kept_cells=np.zeros(most, np.int64), kept_counts=np.zeros(most, np.int64),
        kept_length=np.zeros(1, np.int64), touched=np.zeros(tracks + 1, np.int64),
        swapped=np.zeros((max(data.slots.size, data.rooms, most) + 1, 2), np.int64),
    )  # fmt: skip
    state.counts[:, 0] = whole
    return state


def _in_order(members: Array, order: Array) -> Array:
    """Every submission with an order at its place, the others in the gaps."""
    rest = [index for index in members if not order[index]]
    for index in sorted((index for index in members if order[index]), key=lambda index: order[index]):
        rest.insert(max(0, order[index] - 1), index)
    return np.array(rest)


@dataclass
class Search:
    """One annealing run after another on one thread."""

    instance: Instance
    seed: int

    def __post_init__(self) -> None:
        self.data = prepare(self.instance)
        self.state, self.best = empty(self.data, self.seed), empty(self.data, self.seed)
        self.cost = self.least = int(total(self.data, self.state))
        self.speed = 0.0

    def cool(self, hot: float, over: Callable[[], float]) -> None:
        """Anneal from `hot` to COLD while `over` (the share of the time that is gone) rises from 0 to 1."""
        share = over()
        while share < 1:
            heat = hot * (COLD / hot) ** share
            self._go(heat)
            share = over()

    def _go(self, heat: float) -> None:
        costs, pace = (self.cost, self.least), (heat, CHUNK)
        self.cost, self.least = anneal(self.data, self.state, self.best, costs, pace)

    def heats(self) -> tuple[float, float]:
        """Two starting heats: what a quarter, and what half, of the worsening changes to a fair timetable cost."""
        for turn in range(10):
            if turn == 1:
                begin = time.monotonic()  # the first ones wait for the compiler
            self._go(1.0)
        self.speed = 9 * CHUNK / max(time.monotonic() - begin, 1e-6)
        for _ in range(50):
            if self.solution() is None:
                self._go(1.0)
        changes = (one_move(self.data, self.state, 1e18) for _ in range(PROBES))
        worse = [change for change in changes if change > 0] or [LEAST_HEAT]
        self.reheat()
        lower, upper = (max(LEAST_HEAT, float(np.percentile(worse, share))) for share in (25, 50))
        return lower, upper

    def reheat(self) -> None:
        """Go on from the best timetable."""
        copy(self.best, self.state)
        self.cost = self.least

    def restart(self) -> None:
        """Go on from nothing."""
        copy(empty(self.data, self.seed), self.state)
        self.cost = int(total(self.data, self.state))

    def solution(self) -> Solution | None:
        """The best timetable in the instance's numbering; None while something has no place."""
        if (self.best.session == self.data.slots.size).any():
            return None
        at = np.argsort(arrange(self.instance))
        parts = (part[at].tolist() for part in (self.best.session, self.best.room, self.best.slot))
        return Solution(*map(tuple, parts))
