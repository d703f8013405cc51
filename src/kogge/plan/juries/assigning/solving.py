"""The best assignment with its proof, by linear programming (HiGHS inside SciPy).

Lexicographic: previous pairs kept, then the file served worst, then the total, then the spread of the loads. Assigning
is a transport problem, whose linear relaxation has whole-numbered corners; only floors for the worst file and the rule
of one juror per organisation break that. So each step solves a relaxation over few columns, prices all others with its
dual values and takes in those that could gain (column generation), until none can: then its value bounds every
assignment. Where it is not whole, the same is solved in whole numbers over the columns whose reduced cost lets them
take part at all.

Maximising the worst file directly stalls in a MILP. Its bound is found first, by asking the relaxation for each floor
in a bisection, and the total is then maximised with every file at or above it.
"""

import time
from collections.abc import Callable

import numpy as np

from .model import EPS, ImpossibleError, Model, Relaxed
from .problem import Outcome, Problem, measure
from .relaxing import Relaxation
from .rounding import even, whole

__all__ = ["ImpossibleError", "solve"]
Tell = Callable[[str], None]


def solve(problem: Problem, tell: Tell = lambda step: None) -> Outcome:
    """The best assignment and its bounds. Raises ImpossibleError where no assignment keeps the rules."""
    begun = time.perf_counter()
    tell("rules")
    model = Model(problem)
    relaxation = Relaxation(model)
    free = relaxation.best(-np.inf)
    first = None if free.short > EPS else whole(model, -np.inf, free)
    if first is None:
        raise ImpossibleError
    kept = model.kept(first.pairs)
    tell("worst")
    floor, relaxed = _best_floor(relaxation, free, kept, measure(problem, first.pairs + problem.fixed)[0])
    tell("total")
    while (best := whole(model, floor, relaxed)) is None or model.kept(best.pairs) < kept:
        floor -= 1  # the relaxation reaches this floor, whole numbers do not: proven by trying
        relaxed = relaxation.best(floor)
    tell("loads")
    pairs, spread_bound = even(model, best.pairs, floor, relaxed)
    worst, total, spread = measure(problem, pairs + problem.fixed)
    total_bound = round(best.bound - kept * model.bonus) + int(model.base.sum())
    return Outcome(
        sorted(pairs + problem.fixed), worst, max(floor, worst), total, max(total_bound, total), spread, spread_bound,
        kept, kept, round(time.perf_counter() - begun, 3),
    )  # fmt: skip


def _best_floor(relaxation: Relaxation, free: Relaxed, kept: int, low: int) -> tuple[int, Relaxed]:
    """The highest floor for the worst file that the relaxation allows while all that can be kept is kept."""
    high = max(relaxation.model.highest_floor(), low)
    relaxed, probe = relaxation.best(low), high
    while low < high:
        found = relaxation.best(probe)
        if found.short > EPS or found.value < kept * relaxation.model.bonus - EPS:
            high = probe - 1
        else:
            low, relaxed = probe, found
        probe = (low + high + 1) // 2
    return low, relaxed
