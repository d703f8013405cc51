"""The best assignment with its proof, by linear programming (HiGHS inside SciPy).

Lexicographic: previous pairs kept, then the file served worst, then the total, then the spread of the loads. Assigning is
a transport problem, whose linear relaxation has whole-numbered corners; only floors for the worst file and the rule of one juror
per organisation break that. So each step solves a relaxation over few columns, prices all others with its dual values and
takes in those that could gain (column generation), until none can: then its value bounds every assignment. Where it is not
whole, the same is solved in whole numbers over the columns whose reduced cost lets them take part at all.

Maximising the worst file directly stalls in a MILP. Its bound is found first, by asking the relaxation for each floor in a
bisection, and the total is then maximised with every file at or above it.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from .problem import CONFLICT, Outcome, Pair, Problem, measure

EPS = 1e-6
ROUNDS = 200
LONGEST = 120.0
"""Seconds for one step in whole numbers; what is not proven by then is said to be not proven."""
Tell = Callable[[str], None]
Numbers = NDArray[np.float64]


class ImpossibleError(Exception):
    """No assignment keeps all rules; the relaxation proves it."""


@dataclass
class _Relaxed:
    """A solved relaxation: value (to be maximised), x of its columns, reduced costs of all pairs (gain per pair)."""

    value: float
    x: Numbers
    gains: Numbers
    short: float


@dataclass
class _Whole:
    """Pairs, and the value that no other choice of pairs exceeds."""

    pairs: list[Pair]
    bound: float


class Solver:
    """One problem with the columns and rows it has met so far; they help the next step."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.fit = np.array(problem.values, dtype=float).reshape(problem.jurors, problem.files)
        self.allowed = self.fit != CONFLICT
        self.base = np.zeros(problem.files)
        self.need = np.array(problem.needs(), dtype=float)
        held = np.zeros(problem.jurors)
        for juror, file in problem.fixed:
            self.base[file] += max(self.fit[juror, file], 0)
            self.allowed[juror, file] = False
            held[juror] += 1
        self.least = np.maximum(np.array(problem.least) - held, 0)
        self.most = np.array(problem.most) - held
        self.fit = np.maximum(self.fit, 0)
        self.groups = _members(problem)
        self._forbid_groups_of_fixed()
        self.previous = np.zeros_like(self.allowed)
        for juror, file in problem.previous:
            self.previous[juror, file] = self.allowed[juror, file]
        self.bonus = float(self.fit.max(initial=0) * self.need.sum() + 1) if self.previous.any() else 0.0
        self.gain = self.fit + self.bonus * self.previous
        self.penalty = 4.0 * (self.gain.max(initial=0) + 1) * (min(self.fit.shape) + 1)
        self.columns = self._first_columns()
        self.group_rows: list[tuple[int, int]] = []

    def relaxed(self, floor: float) -> _Relaxed:
        """The best relaxation over all pairs with every file at `floor` or better."""
        low: list[int] = []
        for _round in range(ROUNDS):
            found = self._solve(floor, low)
            j, s = np.nonzero(self.columns)
            wanting = self.allowed & ~self.columns & (found.gains > EPS)
            if wanting.any():
                self.columns |= _best_of_each_file(np.where(wanting, found.gains, -np.inf), 12) & wanting
                continue
            served = self.base + np.bincount(s, found.x * self.fit[j, s], minlength=len(self.need))
            lower = [file for file in np.nonzero(served < floor - EPS)[0].tolist() if file not in set(low)]
            rows = self._crowded(found.x, j, s)
            if not lower and not rows:
                return found
            low += lower
            self.group_rows += rows
        raise ImpossibleError

    def whole(self, floor: float, bound: _Relaxed) -> _Whole | None:
        """The best whole-numbered assignment with every file at `floor`, or None when there is none.

        A pair whose reduced cost exceeds the gap cannot be part of anything better, so leaving it out proves as much.
        """
        j, s = np.nonzero(self.columns)
        if np.all(np.abs(bound.x - np.round(bound.x)) < EPS):
            return _Whole(_pairs(j, s, bound.x), bound.value)
        gap = 0.0
        while True:
            near = self.allowed & (bound.gains >= -gap - EPS)
            j, s = np.nonzero(near)
            everything = near.sum() == self.allowed.sum()
            x, best = self._milp(j, s, floor)
            if x is not None:
                value = float(self.gain[j, s] @ x)
                if bound.value - value <= gap + EPS or everything:
                    return _Whole(_pairs(j, s, x), min(best, bound.value))
                gap = bound.value - value
            elif everything:
                return None
            else:
                gap = max(2 * gap, float(self.fit.max(initial=1)) / 8)

    def even(self, pairs: list[Pair], floor: float, bound: _Relaxed) -> tuple[list[Pair], int]:
        """Among assignments as good as this one, one with the smallest spread of loads, and that spread's bound."""
        everybody = self.most + self._held() > 0
        total = self.need.sum() + self._held().sum()
        least_spread = 0 if everybody.sum() and total % everybody.sum() == 0 else 1
        _worst, value, spread = measure(self.problem, pairs + self.problem.fixed)
        if spread <= least_spread:
            return pairs, least_spread
        gained = float(sum(self.gain[juror, file] for juror, file in pairs))
        near = self.allowed & (bound.gains >= gained - bound.value - EPS)
        j, s = np.nonzero(near)
        x, best = self._milp(j, s, floor, spread_of=everybody, gained=gained)
        if x is None:
            return pairs, least_spread
        return _pairs(j, s, x), max(int(np.ceil(-best - EPS)), least_spread)

    def kept(self, pairs: list[Pair]) -> int:
        """How many previous pairs stand."""
        return sum(bool(self.previous[pair]) for pair in pairs)

    def highest_floor(self) -> int:
        """No file can be served better than by its own best jurors alone."""
        order = np.sort(np.where(self.allowed, self.fit, -np.inf), axis=0)[::-1]
        best = [self.base[file] + order[: int(n), file].sum() for file, n in enumerate(self.need)]
        finite = [value for value in best if np.isfinite(value)]
        return int(min(finite, default=0))

    def _held(self) -> Numbers:
        held = np.zeros(len(self.most))
        for juror, _file in self.problem.fixed:
            held[juror] += 1
        return held

    def _solve(self, floor: float, low: list[int]) -> _Relaxed:
        """One linear program over the present columns; short files cost so much that they stay short only if they must."""
        j, s = np.nonzero(self.columns)
        jurors, files = self.fit.shape
        columns = np.arange(len(j))
        parts = [(j, columns, np.ones(len(j))), (j + jurors, columns, -np.ones(len(j)))]
        limits = [self.most, -self.least]
        row = 2 * jurors
        place = np.full(files, -1)
        place[low] = np.arange(len(low))
        chosen = np.nonzero(place[s] >= 0)[0]
        parts.append((place[s[chosen]] + row, chosen, -self.fit[j[chosen], s[chosen]]))
        limits.append(self.base[low] - floor)
        row += len(low)
        for number, (group, file) in enumerate(self.group_rows):
            inside = np.nonzero((self.groups[j] == group) & (s == file))[0]
            parts.append((np.full(len(inside), row + number), inside, np.ones(len(inside))))
        limits.append(np.ones(len(self.group_rows)))
        row += len(self.group_rows)
        extra = files + jurors + len(low)
        parts.append((np.arange(jurors) + jurors, len(j) + files + np.arange(jurors), -np.ones(jurors)))
        parts.append(
            (
                2 * jurors + np.arange(len(low)),
                len(j) + files + jurors + np.arange(len(low)),
                -np.ones(len(low)),
            )
        )
        upper = _matrix(parts, (row, len(j) + extra))
        equal = _matrix(
            [(s, columns, np.ones(len(j))), (np.arange(files), len(j) + np.arange(files), np.ones(files))],
            (files, len(j) + extra),
        )
        cost = np.concatenate([-self.gain[j, s], np.full(extra, self.penalty)])
        top = np.concatenate([np.ones(len(j)), np.full(extra, np.inf)])
        answer = linprog(
            cost, A_ub=upper, b_ub=np.concatenate(limits), A_eq=equal, b_eq=self.need,
            bounds=np.column_stack([np.zeros(len(cost)), top]), method="highs-ds",
        )  # fmt: skip
        if answer.x is None:
            raise ImpossibleError
        dual, file_dual = answer.ineqlin.marginals, answer.eqlin.marginals
        reduced = -self.gain - file_dual[None, :] - (dual[:jurors] - dual[jurors : 2 * jurors])[:, None]
        reduced[:, low] += self.fit[:, low] * dual[2 * jurors : 2 * jurors + len(low)][None, :]
        for number, (group, file) in enumerate(self.group_rows):
            reduced[self.groups == group, file] -= dual[2 * jurors + len(low) + number]
        return _Relaxed(-answer.fun, answer.x[: len(j)], -reduced, float(answer.x[len(j) :].sum()))

    def _milp(
        self, j: NDArray, s: NDArray, floor: float, *, spread_of: NDArray | None = None, gained: float = 0.0
    ) -> tuple[Numbers | None, float]:
        """Whole numbers over these pairs for the largest value, or with `spread_of` the smallest spread; and the bound."""
        jurors, files = self.fit.shape
        columns, size = np.arange(len(j)), len(j) + (2 if spread_of is not None else 0)
        one = np.ones(len(j))
        rules = [
            LinearConstraint(_matrix([(j, columns, one)], (jurors, size)), self.least, self.most),
            LinearConstraint(_matrix([(s, columns, one)], (files, size)), self.need, self.need),
            LinearConstraint(
                _matrix([(s, columns, self.fit[j, s])], (files, size)), floor - self.base, np.inf
            ),
        ]
        keys = {
            key: n
            for n, key in enumerate(
                sorted({(g, f) for g, f in zip(self.groups[j], s, strict=True) if g >= 0})
            )
        }
        if keys:
            inside = np.nonzero(self.groups[j] >= 0)[0]
            rows = np.array([keys[self.groups[j[n]], s[n]] for n in inside])
            rules.append(
                LinearConstraint(_matrix([(rows, inside, np.ones(len(inside)))], (len(keys), size)), 0, 1)
            )
        cost, top = -self.gain[j, s], one
        if spread_of is not None:
            who = np.nonzero(spread_of)[0]
            load = _matrix([(j, columns, one)], (jurors, size)).tocsr()[who]
            held = self._held()[who]
            for column, low, high in ((len(j), -np.inf, -held), (len(j) + 1, -held, np.inf)):
                side = _matrix(
                    [(np.arange(len(who)), np.full(len(who), column), -np.ones(len(who)))], (len(who), size)
                )
                rules.append(LinearConstraint(load + side, low, high))
            rules.append(LinearConstraint(np.append(self.gain[j, s], [0, 0])[None, :], gained - EPS, np.inf))
            cost, top = np.append(np.zeros(len(j)), [1, -1]), np.append(one, [np.inf, np.inf])
        answer = milp(
            cost, integrality=np.ones(size), bounds=Bounds(np.zeros(size), top), constraints=rules,
            options={"mip_rel_gap": 0.0, "time_limit": LONGEST},
        )  # fmt: skip
        if answer.x is None:
            return None, np.inf
        return np.round(answer.x[: len(j)]), -float(answer.mip_dual_bound if answer.status else answer.fun)

    def _crowded(self, x: Numbers, j: NDArray, s: NDArray) -> list[tuple[int, int]]:
        """Files with more than one juror of an organisation, not yet among the rows."""
        if not (self.groups >= 0).any():
            return []
        there = self.groups[j] >= 0
        keys, where = np.unique(np.column_stack([self.groups[j], s])[there], axis=0, return_inverse=True)
        sums = np.bincount(where.ravel(), x[there])
        known = set(self.group_rows)
        found = [(int(g), int(f)) for (g, f), total in zip(keys, sums, strict=True) if total > 1 + EPS]
        return [key for key in found if key not in known]

    def _forbid_groups_of_fixed(self) -> None:
        for juror, file in self.problem.fixed:
            if self.groups[juror] >= 0:
                self.allowed[self.groups == self.groups[juror], file] = False

    def _first_columns(self) -> NDArray[np.bool_]:
        """For each file the pairs that look best after jurors whom many want were made dearer."""
        jurors, files = self.fit.shape
        price = np.zeros(jurors)
        worth = np.where(self.allowed, self.gain, -np.inf)
        take = min(int(self.need.max(initial=0)), jurors)
        step = max(self.fit.max(initial=1), 1) / max(self.need.sum() / max(jurors, 1), 1)
        for turn in range(120 if take else 0):
            best = np.argpartition(-(worth - price[:, None]), min(take, jurors - 1), axis=0)[:take]
            load = np.bincount(best.ravel(), minlength=jurors)
            price = np.maximum(price + step / (1 + turn / 6) * (load - self.most), 0)
        return _best_of_each_file(worth - price[:, None], 10 + take) & self.allowed | self.previous


def solve(problem: Problem, tell: Tell = lambda step: None) -> Outcome:
    """The best assignment and its bounds. Raises ImpossibleError where no assignment keeps the rules."""
    begun = time.perf_counter()
    tell("rules")
    solver = Solver(problem)
    free = solver.relaxed(-np.inf)
    first = None if free.short > EPS else solver.whole(-np.inf, free)
    if first is None:
        raise ImpossibleError
    kept = solver.kept(first.pairs)
    tell("worst")
    floor, relaxed = _best_floor(solver, free, kept, measure(problem, first.pairs + problem.fixed)[0])
    tell("total")
    while (best := solver.whole(floor, relaxed)) is None or solver.kept(best.pairs) < kept:
        floor -= 1  # the relaxation reaches this floor, whole numbers do not: proven by trying
        relaxed = solver.relaxed(floor)
    tell("loads")
    pairs, spread_bound = solver.even(best.pairs, floor, relaxed)
    worst, total, spread = measure(problem, pairs + problem.fixed)
    total_bound = round(best.bound - kept * solver.bonus) + int(solver.base.sum())
    return Outcome(
        sorted(pairs + problem.fixed), worst, max(floor, worst), total, max(total_bound, total), spread, spread_bound,
        kept, kept, round(time.perf_counter() - begun, 3),
    )  # fmt: skip


def _best_floor(solver: Solver, free: _Relaxed, kept: int, low: int) -> tuple[int, _Relaxed]:
    """The highest floor for the worst file that the relaxation allows while all that can be kept is kept."""
    high = max(solver.highest_floor(), low)
    relaxed, probe = solver.relaxed(low), high
    while low < high:
        found = solver.relaxed(probe)
        if found.short > EPS or found.value < kept * solver.bonus - EPS:
            high = probe - 1
        else:
            low, relaxed = probe, found
        probe = (low + high + 1) // 2
    return low, relaxed


def _pairs(j: NDArray, s: NDArray, x: Numbers) -> list[Pair]:
    return list(zip(j[x > 0.5].tolist(), s[x > 0.5].tolist(), strict=True))


def _members(problem: Problem) -> NDArray:
    """The number of each juror's organisation, -1 where a juror is the only one of it or has none."""
    names = problem.groups or [""] * problem.jurors
    shared = {name: n for n, name in enumerate(sorted({x for x in names if x and names.count(x) > 1}))}
    return np.array([shared.get(name, -1) for name in names], dtype=int)


def _best_of_each_file(worth: Numbers, most: int) -> NDArray[np.bool_]:
    """The `most` best pairs of each file."""
    jurors, _files = worth.shape
    chosen = np.zeros(worth.shape, dtype=bool)
    if jurors:
        best = np.argpartition(-worth, min(most, jurors) - 1, axis=0)[:most]
        np.put_along_axis(chosen, best, True, axis=0)
    return chosen & np.isfinite(worth)


def _matrix(parts: Iterable[tuple[NDArray, NDArray, Numbers]], shape: tuple[int, int]) -> sparse.csr_matrix:
    rows, columns, values = (np.concatenate(side) for side in zip(*parts, strict=True))
    return sparse.csr_matrix((values, (rows, columns)), shape=shape)
