"""A problem as arrays, and what both kinds of programs are built from."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from .problem import CONFLICT, Pair, Problem

EPS = 1e-6
Numbers = NDArray[np.float64]
Chosen = NDArray[np.bool_]


class ImpossibleError(Exception):
    """No assignment keeps all rules; the relaxation proves it."""


@dataclass
class Relaxed:
    """A solved relaxation: its value (to be maximised), what it took of its columns, and what each pair would gain."""

    value: float
    x: Numbers
    columns: Chosen
    gains: Numbers
    short: float


class Model:
    """What is given: fit of every pair, what each file needs, what each juror may take beside fixed pairs."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.fit = np.array(problem.values, dtype=float).reshape(problem.jurors, problem.files)
        self.allowed = self.fit != CONFLICT
        self.base = np.zeros(problem.files)
        self.need = np.array(problem.needs(), dtype=float)
        self.held = np.zeros(problem.jurors)
        for juror, file in problem.fixed:
            self.base[file] += max(self.fit[juror, file], 0)
            self.allowed[juror, file] = False
            self.held[juror] += 1
        self.least = np.maximum(np.array(problem.least) - self.held, 0)
        self.most = np.array(problem.most) - self.held
        self.fit = np.maximum(self.fit, 0)
        self.groups = _members(problem)
        self._forbid_groups_of_fixed()
        self.previous = np.zeros_like(self.allowed)
        for juror, file in problem.previous:
            self.previous[juror, file] = self.allowed[juror, file]
        self.bonus = float(self.fit.max(initial=0) * self.need.sum() + 1) if self.previous.any() else 0.0
        self.gain = self.fit + self.bonus * self.previous
        self.penalty = 4.0 * (self.gain.max(initial=0) + 1) * (min(self.fit.shape) + 1)

    def kept(self, pairs: list[Pair]) -> int:
        """How many previous pairs stand."""
        return sum(bool(self.previous[pair]) for pair in pairs)

    def highest_floor(self) -> int:
        """No file can be served better than by its own best jurors alone."""
        order = np.sort(np.where(self.allowed, self.fit, -np.inf), axis=0)[::-1]
        best = [self.base[file] + order[: int(n), file].sum() for file, n in enumerate(self.need)]
        finite = [value for value in best if np.isfinite(value)]
        return int(min(finite, default=0))

    def _forbid_groups_of_fixed(self) -> None:
        for juror, file in self.problem.fixed:
            if self.groups[juror] >= 0:
                self.allowed[self.groups == self.groups[juror], file] = False


def _members(problem: Problem) -> NDArray:
    """The number of each juror's organisation, -1 where a juror is the only one of it or has none."""
    names = problem.groups or [""] * problem.jurors
    shared = {name: n for n, name in enumerate(sorted({x for x in names if x and names.count(x) > 1}))}
    return np.array([shared.get(name, -1) for name in names], dtype=int)


def best_of_each_file(worth: Numbers, most: int) -> NDArray[np.bool_]:
    """The `most` best pairs of each file."""
    jurors, _files = worth.shape
    chosen = np.zeros(worth.shape, dtype=bool)
    if jurors:
        best = np.argpartition(-worth, min(most, jurors) - 1, axis=0)[:most]
        np.put_along_axis(chosen, best, True, axis=0)
    return chosen & np.isfinite(worth)


def pairs_of(j: NDArray, s: NDArray, x: Numbers) -> list[Pair]:
    """The pairs that were taken."""
    return list(zip(j[x > 0.5].tolist(), s[x > 0.5].tolist(), strict=True))


def matrix(parts: Iterable[tuple[NDArray, NDArray, Numbers]], shape: tuple[int, int]) -> sparse.csr_matrix:
    """A sparse matrix from (rows, columns, values)."""
    rows, columns, values = (np.concatenate(side) for side in zip(*parts, strict=True))
    return sparse.csr_matrix((values, (rows, columns)), shape=shape)
