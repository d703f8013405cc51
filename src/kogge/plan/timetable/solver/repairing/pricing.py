"""What places cost in a repair beyond the moves: clashing wishes, or, where tracks shall stay together, all weights.

The second way counts with the search's own steps, so a repair and a new timetable value the same things alike. Each
place is priced against what stays; at the end the moved sessions, and only they, are searched once more together.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np
from numba import njit

from ..clashing.visitors import missed
from ..convention import arrays, filling, moving
from ..convention.arrays import Problem, State
from ..convention.bare import bare_problem, bare_state
from ..convention.board import WISHES, beside, fits, in_order, lay, lift
from ..convention.instance import WEIGHTS, Instance, Place, Room, Session

CAP = 100
"""Wishes that a place may cost at most, so that no sum of prices outweighs a move."""
FINE = 100
"""Steps in which weights are counted where tracks shall stay together: a break may cost a twentieth of a wish."""
HEATS, TURNS = np.geomspace(3.0, 0.02, 12), 2_000

Places = Sequence[Place | None]
Price = Callable[[int, Place], int]


def losses(
    instance: Instance, current: Places, free: Collection[int], wanted: Mapping[int, list[int]]
) -> Price:
    """How many visitors of a session want something that stays at the same time."""
    standing: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for visitor, wishes in enumerate(instance.wishes):
        for wish in wishes:
            place = current[wish]
            if wish not in free and place is not None:
                standing[visitor].append((place.start, place.start + instance.sessions[wish].length))

    def loss(number: int, place: Place) -> int:
        end = place.start + instance.sessions[number].length
        clashes = (any(s < end and place.start < e for s, e in standing[v]) for v in wanted[number])
        return min(sum(clashes), CAP)

    return loss


class Weighted:
    """All that the planner weighs, counted by the search's arrays."""

    def __init__(self, instance: Instance, starts: Sequence[Sequence[int]]) -> None:
        self.instance, self.problem = instance, arrays.build(instance, starts)

    def prices(self, current: Places, free: Collection[int]) -> Price:
        """What each place of the free sessions costs more than its cheapest, while everything else stays."""
        state, _left = self._state([None if n in free else place for n, place in enumerate(current)])
        found: dict[tuple[int, Place], int] = {}
        for number in free:
            places, costs = self._costs(state, number)
            least = costs.min(initial=np.inf)
            for place, cost in zip(places, costs, strict=True):
                if np.isfinite(cost):
                    found[number, place] = min(round(FINE * float(cost - least)), FINE * CAP)
        return lambda number, place: found.get((number, place), FINE * CAP)

    def settled(self, places: Places, moved: Sequence[int], seed: int, until: float) -> list[Place | None]:
        """The moved sessions where they cost least together. No single one of them could stand better elsewhere."""
        state, left = self._state(places)
        if left > list(places).count(None):  # it keeps a fixed session where the search would allow none
            return list(places)
        problem = self._only(places, moved)
        moving.settle(problem, state, True)
        for heat in HEATS if len(moved) > 1 else ():
            if time.monotonic() < until:
                moving.anneal(problem, state, TURNS * len(moved), float(heat), True)
        filling.load(problem, state, state.best_start.copy(), state.best_room.copy())
        while any(self._improve(state, number) for number in moved):
            pass
        return [
            Place(start, room) if start >= 0 else None
            for start, room in zip(state.start.tolist(), state.room.tolist(), strict=True)
        ]

    def _state(self, places: Places) -> tuple[State, int]:
        """The arrays with these places, and how many sessions do not stand in them."""
        state = arrays.fresh(self.problem, 1)
        start = np.array([place.start if place else -1 for place in places], np.int32)
        room = np.array([place.room if place else -1 for place in places], np.int32)
        return state, filling.load(self.problem, state, start, room)

    def _only(self, places: Places, moved: Sequence[int]) -> Problem:
        """The problem in which everything but the moved sessions may only stand where it does."""
        may_start, may_room = self.problem.may_start.copy(), self.problem.may_room.copy()
        for number, place in enumerate(places):
            if number not in moved:
                may_start[number], may_room[number] = 0, 0
                if place is not None:
                    may_start[number, place.start] = may_room[number, place.room] = 1
        return self.problem._replace(
            movable=np.array(moved, np.int32), may_start=may_start, may_room=may_room
        )

    def _costs(self, state: State, number: int) -> tuple[list[Place], np.ndarray]:
        """All places of a lifted session and what each costs; infinite where it may not stand."""
        problem = self.problem
        starts = problem.starts[problem.start_at[number] : problem.start_at[number + 1]].tolist()
        rooms = problem.rooms[problem.room_at[number] : problem.room_at[number + 1]].tolist()
        costs = np.full((len(starts), len(rooms)), np.inf)
        _price(problem, state, number, costs)
        return [Place(start, room) for start in starts for room in rooms], costs.ravel()

    def _improve(self, state: State, number: int) -> bool:
        """Lay a moved session where it costs least; whether that is elsewhere."""
        here = Place(int(state.start[number]), int(state.room[number]))
        lift(self.problem, state, number)
        places, costs = self._costs(state, number)
        best = int(costs.argmin())
        better = bool(costs[best] < costs[places.index(here)] - 1e-6)
        chosen = places[best] if better else here
        lay(self.problem, state, number, chosen.start, chosen.room)
        return better


@njit(cache=True, nogil=True)
def _price(whole: Problem, current: State, session: int, costs: np.ndarray) -> None:
    """What a lifted session adds to the weighted value at each of its starts and rooms."""
    problem, state = bare_problem(whole), bare_state(current)
    widest = 1
    for visitor in range(len(problem.wish_at) - 1):
        widest = max(widest, problem.wish_at[visitor + 1] - problem.wish_at[visitor])
    buffers = np.empty((2, widest), np.int32)
    for row in range(costs.shape[0]):
        start, lost = problem.starts[problem.start_at[session] + row], -1
        for column in range(costs.shape[1]):
            room = problem.rooms[problem.room_at[session] + column]
            if not fits(problem, state, session, start, room):
                continue
            cost = lay(problem, state, session, start, room)
            if in_order(problem, state, session):
                if lost < 0:
                    lost = 0
                    for at in range(problem.visitor_at[session], problem.visitor_at[session + 1]):
                        lost += missed(problem, state, problem.visitors[at], buffers[0], buffers[1])
                apart = beside(problem, state, session, start)[1]
                costs[row, column] = cost + apart + problem.weight[WISHES] * lost
            lift(problem, state, session)


def warm() -> None:
    """Compile everything, or load what was compiled before."""
    sessions = tuple(Session(f"{n}", 1, 0, (n,), (0, 1, 2), (0, 1)) for n in range(3))
    weights = dict.fromkeys(WEIGHTS, 1.0)
    instance = Instance(1, 3, (Room(1, "a"), Room(1, "b")), sessions, ((0, 1), (1, 2)), weights=weights)
    weighted, places = Weighted(instance, [[0, 1, 2]] * 3), [Place(n, 0) for n in range(3)]
    weighted.prices(places, {0})
    weighted.settled(places, (0, 1), 1, time.monotonic() + 60)
