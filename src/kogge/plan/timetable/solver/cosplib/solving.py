"""Solves an instance: a search that finds good timetables and a prover that says how good they are, side by side."""

import os
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count

from ortools.sat.python import cp_model

from kogge.plan.timetable.solver.cosplib.annealing import CHUNK, Search
from kogge.plan.timetable.solver.cosplib.evaluating import evaluate, faults, terms
from kogge.plan.timetable.solver.cosplib.model import Instance, Outcome, Progress, Solution, Stop, Tell
from kogge.plan.timetable.solver.cosplib.proving import Model, unfold
from kogge.plan.timetable.solver.cosplib.reading import parse

WORKERS = 8  # eight prove more than two even on two cores: they are eight different ideas
UNHURRIED = 10  # how far the prover stands back, as `nice` counts
MOVES_PER_SUBMISSION = 4500  # a first round; each later one is longer
LONGER = 1.3
LARGE = 20_000  # cells times tracks: from here on a second search helps more than the prover
PATIENT = 300  # seconds that make the prover worth its while all the same


@dataclass
class Board:
    """What both threads know: the best timetable, the bound, and whether to go on."""

    instance: Instance
    seconds: float
    tell: Tell
    stop: Stop
    value: int | None = None
    solution: Solution | None = None
    bound: int = 0
    begin: float = field(default_factory=time.monotonic)
    lock: threading.RLock = field(default_factory=threading.RLock)
    searched: bool = False
    closed: bool = False
    solver: cp_model.CpSolver | None = None

    @property
    def elapsed(self) -> float:
        return time.monotonic() - self.begin

    @property
    def over(self) -> bool:
        """Nothing is left to do: time is up, somebody said stop, or the best is proven."""
        return self.closed or self.proven or self.elapsed >= self.seconds or self.stop()

    @property
    def proven(self) -> bool:
        return self.value is not None and self.bound >= self.value

    def close(self) -> None:
        """Nobody need go on."""
        self.closed = True
        if self.solver is not None:
            self.solver.stop_search()

    def offer(self, solution: Solution | None) -> None:
        """Take a timetable when it is better than the best. It is scored here again, by its definition."""
        if solution is None or faults(self.instance, solution):
            return
        value = evaluate(self.instance, solution)
        with self.lock:
            if self.value is None or value < self.value:
                self.value, self.solution = value, solution
                self._say()

    def raise_bound(self, bound: float) -> None:
        """No timetable is below `bound`; values are whole numbers."""
        whole = int(bound - 1e-6) + 1 if bound > 0 else 0
        with self.lock:
            if whole > self.bound:
                self.bound = whole
                self._say()

    def _say(self) -> None:
        self.tell(Progress(round(self.elapsed, 2), self.value, self.bound, self.solution))


def solve(
    instance: Instance,
    seconds: float,
    seed: int = 0,
    tell: Tell = lambda progress: None,
    stop: Stop = lambda: False,
    *,
    moves: int | None = None,
) -> Outcome:
    """The best timetable of `seconds`. With `moves`, only that many moves of one search: the same for every run."""
    board = Board(instance, seconds, tell, stop)
    if moves is not None:
        search, steps = Search(instance, seed), count()
        search.cool(search.heats()[0], lambda: 1.0 if board.over else next(steps) * CHUNK / moves)
        board.offer(search.solution())
        return _outcome(board)
    cells = len(instance.tracks) * len(instance.sessions) * len(instance.rooms)
    large = cells > LARGE
    beside = _search if large and seconds < PATIENT else _prove
    others = [threading.Thread(target=beside, args=(board, seed + 1))]
    for other in others:
        other.start()
    try:
        _search(board, seed)
    finally:
        board.close()
        for other in others:
            other.join()
    return _outcome(board)


def as_json(instance: Instance, solution: Solution) -> dict[str, object]:
    """A timetable as it is written to a file: positions for programs, names for people (docs/solver.md)."""
    rows = zip(instance.submissions, solution.session, solution.room, solution.slot, strict=True)
    return {
        "instance": instance.name,
        "session": list(solution.session),
        "room": list(solution.room),
        "slot": list(solution.slot),
        "value": evaluate(instance, solution),
        "terms": terms(instance, solution),
        "programme": [
            {"submission": name, "session": instance.sessions[s], "room": instance.rooms[r], "slot": slot + 1}
            for name, s, r, slot in sorted(rows, key=lambda row: row[1:])
        ],
    }


def warm() -> None:
    """Compile the search, which takes some seconds the first time on a machine and none afterwards."""
    two = {
        "sessions": ["a", "b"],
        "rooms": ["a", "b"],
        "tracks": ["a", "b"],
        "subs": ["a", "b"],
        "slots": [1, 1],
    }
    solve(parse(two | {"sub_track": [0, 1], "dur": [1, 1], "order": [0, 0]}), 60.0, moves=CHUNK)


def _outcome(board: Board) -> Outcome:
    reason = "" if board.solution else "No timetable that holds every submission was found in the time given."
    return Outcome(board.value, board.bound, board.solution, board.proven, round(board.elapsed, 2), reason)


def _search(board: Board, seed: int) -> None:
    """Anneal from nothing, from nothing again, and from the best; then the same once more, until all is over."""
    search = Search(board.instance, seed)
    heats = search.heats()
    board.offer(search.solution())
    length = MOVES_PER_SUBMISSION * len(board.instance.submissions) / search.speed
    length = min(max(length, board.seconds / 12), 0.9 * board.seconds)
    for turn in count():
        begin = board.elapsed
        end = board.seconds if board.seconds - begin < 1.6 * length else begin + length
        if turn % 3 == 2:
            search.reheat()
        else:
            search.restart()
        _cool(board, search, heats[turn % 3] if turn % 3 < 2 else heats[0] / 4, (begin, end))
        board.searched = True
        if board.over:
            return
        length *= LONGER


def _cool(board: Board, search: Search, hot: float, between: tuple[float, float]) -> None:
    begin, end = between
    known = search.least

    def over() -> float:
        nonlocal known
        if search.least < known:
            known = search.least
            board.offer(search.solution())
        return 1.0 if board.over else (board.elapsed - begin) / max(end - begin, 0.001)

    search.cool(hot, over)
    board.offer(search.solution())


class _Listener(cp_model.CpSolverSolutionCallback):
    """Takes the prover's timetables to the board and stops the prover when all is over."""

    def __init__(self, board: Board, model: Model) -> None:
        super().__init__()
        self.board, self.model = board, model

    def on_solution_callback(self) -> None:
        self.board.offer(unfold(self.model, self.value))
        if self.board.over:
            self.stop_search()


def _prove(board: Board, seed: int) -> None:
    """CP-SAT beside the search, at lower priority: it takes what the search leaves of the cores."""
    with suppress(AttributeError, OSError):  # other systems know no priority of a thread
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), UNHURRIED)
    while not board.searched and not board.over and board.elapsed < board.seconds / 6:
        time.sleep(0.02)
    if board.over:
        return
    model = Model(board.instance)
    if board.solution is not None:
        model.hint(board.solution)
    board.solver = solver = cp_model.CpSolver()
    solver.parameters.num_workers = WORKERS
    solver.parameters.random_seed = seed % 2**31
    solver.parameters.max_time_in_seconds = max(0.1, board.seconds - board.elapsed)

    def look(bound: float) -> None:
        board.raise_bound(bound)
        if board.over:
            solver.stop_search()

    solver.best_bound_callback = look
    if board.over:
        return
    status = solver.solve(model.cp, _Listener(board, model))
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.UNKNOWN):
        board.raise_bound(solver.best_objective_bound)
