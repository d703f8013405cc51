"""From a relaxation to whole numbers, over the pairs that its prices do not rule out."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from .model import EPS, Model, Numbers, Relaxed, matrix, pairs_of
from .problem import Pair, measure

LONGEST = 120.0
"""Seconds for one step in whole numbers; what is not proven by then is said to be not proven."""


@dataclass
class Whole:
    """Pairs, and the value that no other choice of pairs exceeds."""

    pairs: list[Pair]
    bound: float


def whole(model: Model, floor: float, relaxed: Relaxed) -> Whole | None:
    """The best whole-numbered assignment with every file at `floor`, or None when there is none.

    A pair whose reduced cost exceeds the gap cannot be part of anything better, so leaving it out proves as much.
    """
    j, s = np.nonzero(relaxed.columns)
    if np.all(np.abs(relaxed.x - np.round(relaxed.x)) < EPS):
        return Whole(pairs_of(j, s, relaxed.x), relaxed.value)
    gap = 0.0
    while True:
        near = model.allowed & (relaxed.gains >= -gap - EPS)
        j, s = np.nonzero(near)
        everything = near.sum() == model.allowed.sum()
        x, best = _solved(-model.gain[j, s], _rules(model, j, s, floor, len(j)), np.ones(len(j)))
        if x is not None:
            value = float(model.gain[j, s] @ x)
            if relaxed.value - value <= gap + EPS or everything:
                return Whole(pairs_of(j, s, x), min(-best, relaxed.value))
            gap = relaxed.value - value
        elif everything:
            return None
        else:
            gap = max(2 * gap, float(model.fit.max(initial=1)) / 8)


def even(model: Model, pairs: list[Pair], floor: float, relaxed: Relaxed) -> tuple[list[Pair], int]:
    """Among assignments as good as this one, one with the smallest spread of loads, and that spread's bound."""
    who = np.nonzero(model.most + model.held > 0)[0]
    total = model.need.sum() + model.held.sum()
    least_spread = 0 if len(who) and total % len(who) == 0 else 1
    if measure(model.problem, pairs + model.problem.fixed)[2] <= least_spread:
        return pairs, least_spread
    gained = float(sum(model.gain[pair] for pair in pairs))
    j, s = np.nonzero(model.allowed & (relaxed.gains >= gained - relaxed.value - EPS))
    count = len(j)
    rules = _rules(model, j, s, floor, count + 2)
    load = matrix([(j, np.arange(count), np.ones(count))], (len(model.most), count + 2)).tocsr()[who]
    for column, low, high in ((count, -np.inf, -model.held[who]), (count + 1, -model.held[who], np.inf)):
        side = matrix([(np.arange(len(who)), np.full(len(who), column), -np.ones(len(who)))], load.shape)
        rules.append(LinearConstraint(load + side, low, high))
    rules.append(LinearConstraint(np.append(model.gain[j, s], [0, 0])[None, :], gained - EPS, np.inf))
    cost = np.append(np.zeros(count), [1, -1])
    x, best = _solved(cost, rules, np.append(np.ones(count), [np.inf, np.inf]))
    if x is None:
        return pairs, least_spread
    return pairs_of(j, s, x[:count]), max(int(np.ceil(best - EPS)), least_spread)


def _rules(model: Model, j: NDArray, s: NDArray, floor: float, size: int) -> list[LinearConstraint]:
    """Loads, needs, floors and organisations over these pairs."""
    (jurors, files), columns, one = model.fit.shape, np.arange(len(j)), np.ones(len(j))
    rules = [
        LinearConstraint(matrix([(j, columns, one)], (jurors, size)), model.least, model.most),
        LinearConstraint(matrix([(s, columns, one)], (files, size)), model.need, model.need),
        LinearConstraint(matrix([(s, columns, model.fit[j, s])], (files, size)), floor - model.base, np.inf),
    ]
    here = np.nonzero(model.groups[j] >= 0)[0]
    if len(here):
        keys, rows = np.unique(np.column_stack([model.groups[j], s])[here], axis=0, return_inverse=True)
        same: sparse.csr_matrix = matrix([(rows.ravel(), here, np.ones(len(here)))], (len(keys), size))
        rules.append(LinearConstraint(same, 0, 1))
    return rules


def _solved(cost: Numbers, rules: list[LinearConstraint], top: Numbers) -> tuple[Numbers | None, float]:
    """The best x, and the bound of its cost."""
    answer = milp(
        cost, integrality=np.ones(len(cost)), bounds=Bounds(np.zeros(len(cost)), top), constraints=rules,
        options={"mip_rel_gap": 0.0, "time_limit": LONGEST},
    )  # fmt: skip
    if answer.x is None:
        return None, -np.inf
    return np.round(answer.x), float(answer.mip_dual_bound if answer.status else answer.fun)
