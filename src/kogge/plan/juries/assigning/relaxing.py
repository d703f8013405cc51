"""The relaxation over all pairs, solved over few of them: column generation and rows as they are needed."""

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from .model import EPS, Chosen, ImpossibleError, Model, Numbers, Relaxed, best_of_each_file, matrix

ROUNDS = 200
AT_ONCE = 12
"""How many columns a file takes in at most after one round."""


class Relaxation:
    """One problem with the columns and rows it has met so far; they help the next step."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.columns = first_columns(model)
        self.group_rows: list[tuple[int, int]] = []

    def best(self, floor: float) -> Relaxed:
        """The best relaxation over all pairs with every file at `floor` or better."""
        model, low = self.model, list[int]()
        for _round in range(ROUNDS):
            found = self._solve(floor, low)
            wanting = model.allowed & ~self.columns & (found.gains > EPS)
            if wanting.any():
                self.columns |= best_of_each_file(np.where(wanting, found.gains, -np.inf), AT_ONCE) & wanting
                continue
            j, s = np.nonzero(self.columns)
            served = model.base + np.bincount(s, found.x * model.fit[j, s], minlength=len(model.need))
            lower = [file for file in np.nonzero(served < floor - EPS)[0].tolist() if file not in set(low)]
            rows = self._crowded(found.x, j, s)
            if not lower and not rows:
                return found
            low += lower
            self.group_rows += rows
        raise ImpossibleError

    def _solve(self, floor: float, low: list[int]) -> Relaxed:
        """One linear program over the present columns.

        A file that stays short, a juror below the least load and a file below the floor cost so much that this
        happens only if it must. The dual values then price every pair, also those that are no column yet.
        """
        model = self.model
        j, s = np.nonzero(self.columns)
        (jurors, files), count = model.fit.shape, len(j)
        parts, limits = self._rows(floor, low, j, s)
        slack = files + jurors + len(low)
        short = np.arange(jurors + len(low))
        parts.append((jurors + short, count + files + short, -np.ones(len(short))))
        columns, rows = np.arange(count), np.arange(files)
        equal = [(s, columns, np.ones(count)), (rows, count + rows, np.ones(files))]
        cost = np.concatenate([-model.gain[j, s], np.full(slack, model.penalty)])
        top = np.concatenate([np.ones(count), np.full(slack, np.inf)])
        answer = linprog(
            cost, A_ub=matrix(parts, (len(limits), count + slack)), b_ub=limits,
            A_eq=matrix(equal, (files, count + slack)), b_eq=model.need,
            bounds=np.column_stack([np.zeros(len(cost)), top]), method="highs-ds",
        )  # fmt: skip
        if answer.x is None:
            raise ImpossibleError
        gains = self._gains(answer.ineqlin.marginals, answer.eqlin.marginals, low)
        return Relaxed(
            -answer.fun, answer.x[:count], self.columns.copy(), gains, float(answer.x[count:].sum())
        )

    def _rows(
        self, floor: float, low: list[int], j: NDArray, s: NDArray
    ) -> tuple[list[tuple[NDArray, NDArray, Numbers]], Numbers]:
        """Most and least loads of jurors, floors of the files in `low`, one juror of an organisation for a file."""
        model, columns = self.model, np.arange(len(j))
        jurors, files = model.fit.shape
        parts = [(j, columns, np.ones(len(j))), (j + jurors, columns, -np.ones(len(j)))]
        place = np.full(files, -1)
        place[low] = np.arange(len(low))
        here = np.nonzero(place[s] >= 0)[0]
        parts.append((place[s[here]] + 2 * jurors, here, -model.fit[j[here], s[here]]))
        for number, (group, file) in enumerate(self.group_rows):
            here = np.nonzero((model.groups[j] == group) & (s == file))[0]
            parts.append((np.full(len(here), 2 * jurors + len(low) + number), here, np.ones(len(here))))
        ones = np.ones(len(self.group_rows))
        return parts, np.concatenate([model.most, -model.least, model.base[low] - floor, ones])

    def _gains(self, dual: Numbers, file_dual: Numbers, low: list[int]) -> Numbers:
        """What each pair would add to the value, by the dual values of its rows."""
        model = self.model
        jurors = len(model.most)
        loads = dual[:jurors] - dual[jurors : 2 * jurors]
        gains = model.gain + file_dual[None, :] + loads[:, None]
        gains[:, low] -= model.fit[:, low] * dual[2 * jurors : 2 * jurors + len(low)][None, :]
        for number, (group, file) in enumerate(self.group_rows):
            gains[model.groups == group, file] += dual[2 * jurors + len(low) + number]
        return gains

    def _crowded(self, x: Numbers, j: NDArray, s: NDArray) -> list[tuple[int, int]]:
        """Files with more than one juror of an organisation, not yet among the rows."""
        if not (self.model.groups >= 0).any():
            return []
        there = self.model.groups[j] >= 0
        keys, where = np.unique(
            np.column_stack([self.model.groups[j], s])[there], axis=0, return_inverse=True
        )
        sums = np.bincount(where.ravel(), x[there])
        known = set(self.group_rows)
        found = [(int(g), int(f)) for (g, f), total in zip(keys, sums, strict=True) if total > 1 + EPS]
        return [key for key in found if key not in known]


def first_columns(model: Model) -> Chosen:
    """For each file the pairs that look best after jurors whom many want were made dearer."""
    jurors, _files = model.fit.shape
    price = np.zeros(jurors)
    worth = np.where(model.allowed, model.gain, -np.inf)
    take = min(int(model.need.max(initial=0)), jurors)
    step = max(model.fit.max(initial=1), 1) / max(model.need.sum() / max(jurors, 1), 1)
    for turn in range(120 if take else 0):
        best = np.argpartition(-(worth - price[:, None]), min(take, jurors - 1), axis=0)[:take]
        load = np.bincount(best.ravel(), minlength=jurors)
        price = np.maximum(price + step / (1 + turn / 6) * (load - model.most), 0)
    return best_of_each_file(worth - price[:, None], 10 + take) & model.allowed | model.previous
