"""The solver: a first timetable in hundredths of a second, then a compiled annealing on two threads until time is up.

Models, figures and limits: docs/solver.md. The same seed with the same number of turns gives the same timetable.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from ..repairing.reasons import TOO_FEW_ROOMS, Reason, explain
from . import arrays, filling, moving
from .arrays import Problem
from .board import BREAKS, MOVED
from .bounds import bound, room_groups
from .instance import WEIGHTS, Instance, Room, Session
from .keynotes import starts_around_keynotes

CHUNK, PUSHES, ROUNDS = 50_000, 400, 40
PAIRS_UNTIL = 0.1
"""The share of the time in which pairs are counted instead of visitors: coarser, but many times faster."""
FINE_FROM = 0.75
"""From which share of the time on wishes practically stay as they are, and only what costs none is improved."""
PAIR_HEAT, VISITOR_HEAT, NEAR_HEAT = (3.0, 1.2), (1.8, 0.2), (0.5, 0.1)

Places = tuple[np.ndarray, np.ndarray]


@dataclass(frozen=True)
class Progress:
    """How far a run is: its best timetable so far, what it is worth, and what no timetable exceeds."""

    seconds: float
    value: int
    bound: int
    placed: int
    start: list[int] = field(repr=False)
    room: list[int | None] = field(repr=False)


@dataclass(frozen=True)
class Outcome:
    """The best timetable found. What has no place has the room None, and a reason."""

    start: list[int]
    room: list[int | None]
    value: int
    bound: int
    placed: int
    seconds: float
    first_seconds: float
    turns: int
    reasons: tuple[Reason, ...]


class _Chain:
    """One search in a thread of its own: first by pairs of wishes, then by visitors.

    One that begins `near` the published timetable stays cool and counts visitors at once: it improves, not replaces.
    """

    def __init__(self, problem: Problem, seed: int, first: Places, *, near: bool = False) -> None:
        self.problem, self.state = problem, arrays.fresh(problem, seed)
        self.begin, self.heat = (0.0, NEAR_HEAT) if near else (PAIRS_UNTIL, VISITOR_HEAT)
        self.turns, self.exact = 0, False
        filling.load(problem, self.state, *first)
        self.best = (float(moving.settle(problem, self.state, True)), first)
        moving.settle(problem, self.state, False)

    def run(self, share: Callable[[int], float], ended: threading.Event, most: int | None) -> None:
        """Anneal chunk by chunk until the share of the budget that is used up reaches 1."""
        while (used := share(self.turns)) < 1 and not ended.is_set():
            if not self.exact and used >= self.begin:
                self.exact = True
                moving.settle(self.problem, self.state, True)
            turns = CHUNK if most is None else min(CHUNK, most // 40 + 1, most - self.turns)
            moving.anneal(self.problem, self.state, turns, self._heat(used), self.exact)
            self.turns += turns
            self._keep()

    def _heat(self, used: float) -> float:
        """How much worse a step may be. Where breaks are cheaper than its end, the last part is cooled for them."""
        if not self.exact:
            return _heat(used, 0, PAIRS_UNTIL, PAIR_HEAT)
        price, cold = self.problem.weight[BREAKS], self.heat[1]
        end = FINE_FROM if 0 < price < 5 * cold else 1
        if used > end:
            return _heat(used, end, 1, (min(price, cold), price / 5))
        return _heat(used, self.begin, end, self.heat)

    def _keep(self) -> None:
        """Try again what has no place, and remember the best timetable by the true cost."""
        waiting = np.flatnonzero(self.state.start < 0).astype(np.int32)
        placed = len(waiting) and filling.fill(self.problem, self.state, waiting) < len(waiting)
        if not self.exact or placed:
            moving.settle(self.problem, self.state, True)
        if self.state.tell[moving.BEST] < self.best[0] - 1e-6:
            places = self.state.best_start.copy(), self.state.best_room.copy()
            self.best = (float(self.state.tell[moving.BEST]), places)
        if not self.exact:
            moving.settle(self.problem, self.state, False)


def _heat(used: float, begin: float, end: float, heat: tuple[float, float]) -> float:
    hot, cold = heat
    return float(hot * (cold / hot) ** ((used - begin) / (end - begin)))


def first_timetable(problem: Problem, seed: int, seconds: float = 2.0) -> Places:
    """Hardest sessions first, each where it costs least; then what is left pushes others out for a while."""
    state = arrays.fresh(problem, seed)
    choices = np.diff(problem.start_at) * np.diff(problem.room_at)
    order = np.lexsort((-problem.length, choices / problem.length, choices != 1)).astype(np.int32)
    left = filling.fill(problem, state, order)
    best, fewest = (state.start.copy(), state.room.copy()), left
    until = time.monotonic() + seconds
    for _round in range(ROUNDS):
        if left == 0 or time.monotonic() > until:
            break
        left = filling.push(problem, state, PUSHES)
        if left < fewest:
            best, fewest = (state.best_start.copy(), state.best_room.copy()), left
    return best


def _near_published(problem: Problem, seed: int) -> Places:
    """What is published where it still may stand, and the rest where it costs least."""
    state = arrays.fresh(problem, seed)
    filling.load(problem, state, problem.published[:, 0].copy(), problem.published[:, 1].copy())
    filling.fill(problem, state, np.argsort(-problem.length).astype(np.int32))
    return state.start.copy(), state.room.copy()


def solve(
    instance: Instance,
    seconds: float,
    seed: int = 1,
    tell: Callable[[Progress], None] | None = None,
    stop: Callable[[], bool] | None = None,
    *,
    turns: int | None = None,
    threads: int = 2,
) -> Outcome:
    """The best timetable within `seconds` after compiling, or after `turns` proposals of each thread."""
    warm()
    problem = arrays.build(instance, starts_around_keynotes(instance))
    began = time.monotonic()
    first = first_timetable(problem, seed, 1e9 if turns is not None else seconds / 4)
    first_seconds = time.monotonic() - began
    limit = bound(instance, problem)

    def progress(places: Places) -> Progress:
        start, room = places[0].tolist(), [None if one < 0 else int(one) for one in places[1]]
        placed = len(room) - room.count(None)
        value = attendable(instance, start) if instance.wished else placed
        return Progress(time.monotonic() - began, value, limit, placed, start, room)

    if tell:
        tell(progress(first))

    def share(done: int) -> float:
        return done / turns if turns is not None else (time.monotonic() - began) / seconds

    chains = _chains(problem, seed, first, threads)
    if len(problem.movable):
        _run(chains, share, turns, (lambda places: tell(progress(places))) if tell else None, stop)
    last = progress(min(chains, key=lambda chain: chain.best[0]).best[1])
    reasons = explain(instance, last.start, last.room, general=_too_few_rooms(instance, problem))
    return Outcome(
        last.start, last.room, last.value, limit, last.placed, last.seconds, first_seconds,
        sum(chain.turns for chain in chains), reasons,
    )  # fmt: skip


def _chains(problem: Problem, seed: int, first: Places, threads: int) -> list[_Chain]:
    """A search for each thread; where moving what is published has a price, the last begins from there."""
    chains = [_Chain(problem, seed * 1000 + number, first) for number in range(threads)]
    if problem.weight[MOVED] > 0:
        chains[-1] = _Chain(problem, seed * 1000, _near_published(problem, seed), near=True)
    return chains


def _run(
    chains: list[_Chain],
    share: Callable[[int], float],
    turns: int | None,
    tell: Callable[[Places], None] | None,
    stop: Callable[[], bool] | None,
) -> None:
    """Run the chains side by side; tell whenever one of them found something better."""
    ended = threading.Event()
    workers = [
        threading.Thread(target=chain.run, args=(share, ended, turns), daemon=True) for chain in chains
    ]
    for worker in workers:
        worker.start()
    told = float("inf")
    try:
        while any(worker.is_alive() for worker in workers):
            workers[0].join(0.2) if workers[0].is_alive() else workers[-1].join(0.2)
            best = min(chains, key=lambda chain: chain.best[0]).best
            if tell and best[0] < told:
                told = best[0]
                tell(best[1])
            if stop and stop():
                ended.set()
    finally:
        ended.set()
        for worker in workers:
            worker.join()


def attendable(instance: Instance, start: list[int]) -> int:
    """The wishes that can be attended when each visitor picks the largest clash-free subset."""
    ends = [begin + one.length for begin, one in zip(start, instance.sessions, strict=True)]
    count = 0
    for wanted in instance.wishes:
        free = 0
        for end, begin in sorted((ends[one], start[one]) for one in wanted if start[one] >= 0):
            if begin >= free:
                count, free = count + 1, end
    return count


def _too_few_rooms(instance: Instance, problem: Problem) -> list[Reason]:
    """The smallest set of rooms whose sessions need more slots than there are."""
    short = [group for group in room_groups(instance, problem) if group[2] > group[3]]
    if not short:
        return []
    rooms, inside, needed, there = min(short, key=lambda group: (len(group[0]), sorted(group[0])))
    return [
        Reason(
            -1, TOO_FEW_ROOMS, rooms=tuple(sorted(rooms)), blockers=tuple(inside), needed=needed, there=there
        )
    ]


def warm() -> float:
    """Compile everything, or load what was compiled before; returns the seconds it took."""
    began = time.monotonic()
    sessions = tuple(
        Session(f"{n}", 1 + n % 2, 0, (n % 3,), (0, 1, 2, 3, 4), (0, 1), after=(0,) if n == 3 else ())
        for n in range(4)
    )
    weights = dict.fromkeys(WEIGHTS, 1.0)
    instance = Instance(1, 6, (Room(1, "a"), Room(1, "b")), sessions, ((0, 1, 2), (1, 3)), weights=weights)
    problem = arrays.build(instance)
    first = first_timetable(problem, 1)
    bound(instance, problem)
    chain = _Chain(problem, 1, first)
    filling.push(problem, chain.state, 1)
    for exact in (False, True):
        moving.anneal(problem, chain.state, 10, 1.0, exact)
    return time.monotonic() - began
