"""Strict and mild jurors on one scale: what each score says once the juror's habits are taken out.

A score is taken as y = m + b + a * quality + noise, with m common, and per juror b (mild or strict), a (how far
the juror spreads the scores) and the size of the noise. Habits are pulled towards those of all jurors, the more
so the fewer scores there are: somebody who read three good files is not called mild. Qualities and habits are
estimated in turn (EM).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum, sqrt

from .records import Beliefs, Score

TURNS = 12
_FOR_BIAS, _FOR_SPREAD, _FOR_NOISE = 1.0, 4.0, 6.0  # so many imagined scores of an average juror


@dataclass(frozen=True)
class Habit:
    """How a juror scores: `bias` in points above the common mean, points per unit of quality, variance of the
    noise."""

    bias: float
    spread: float
    noise: float


@dataclass(frozen=True)
class Given:
    """The scores of one juror as distances from the common mean, with the sums that no turn changes."""

    names: list[str]
    values: list[float]
    total: float
    squares: float


@dataclass(frozen=True)
class Habits:
    """The common mean, what an average juror does, and each juror with what they gave."""

    middle: float
    usual: Habit
    of: Mapping[str, Habit]
    given: Mapping[str, Given]

    def normalised(self, score: Score) -> float:
        """The score as an average juror would have given it."""
        habit = self.of[score.juror]
        return self.middle + (score.value - self.middle - habit.bias) * self.usual.spread / habit.spread

    def readings(self) -> dict[str, tuple[float, float]]:
        """Precision and shift that the scores add to each submission."""
        precisions: dict[str, list[float]] = {}
        shifts: dict[str, list[float]] = {}
        for juror, given in self.given.items():
            habit = self.of[juror]
            precision, factor = habit.spread**2 / habit.noise, habit.spread / habit.noise
            for name, value in zip(given.names, given.values, strict=True):
                precisions.setdefault(name, []).append(precision)
                shifts.setdefault(name, []).append((value - habit.bias) * factor)
        return {name: (fsum(values), fsum(shifts[name])) for name, values in precisions.items()}


def first_habits(scores: list[Score]) -> Habits:
    """Everybody alike, before anything is known."""
    middle = fsum(score.value for score in scores) / len(scores)
    variance = fsum((score.value - middle) ** 2 for score in scores) / len(scores)
    usual = Habit(0.0, max(sqrt(variance / 2), 1e-6), max(variance / 2, 1e-9))
    by_juror: dict[str, list[Score]] = {}
    for score in scores:
        by_juror.setdefault(score.juror, []).append(score)
    given = {}
    for juror, rows in by_juror.items():
        values = [row.value - middle for row in rows]
        given[juror] = Given(
            [row.submission for row in rows], values, fsum(values), fsum(v * v for v in values)
        )
    return Habits(middle, usual, dict.fromkeys(by_juror, usual), given)


def better_habits(habits: Habits, beliefs: Beliefs) -> Habits:
    """One turn: each juror's habits from the qualities as they are believed now."""
    usual, of, errors, products, powers = habits.usual, {}, [], [], []
    for juror, given in habits.given.items():
        means = [beliefs.mean[name] for name in given.names]
        spare = fsum(map(beliefs.variance.__getitem__, given.names))
        count, total, square = len(means), fsum(means), fsum([mean * mean for mean in means])
        along = fsum([value * mean for value, mean in zip(given.values, means, strict=True)])
        bias = (given.total - habits.of[juror].spread * total) / (count + _FOR_BIAS)
        product, power = along - bias * total, square + spare
        spread = (product + _FOR_SPREAD * usual.spread) / (power + _FOR_SPREAD)
        spread = min(max(spread, usual.spread / 4), usual.spread * 4)
        around = given.squares - 2 * bias * given.total + count * bias**2
        error = max(around - 2 * spread * product + spread**2 * power, 0.0)
        of[juror] = Habit(bias, spread, (error + _FOR_NOISE * usual.noise) / (count + _FOR_NOISE))
        errors.append(error)
        products.append(product)
        powers.append(power)
    spread = max(fsum(products) / fsum(powers), usual.spread / 10)
    noise = max(fsum(errors) / sum(len(given.values) for given in habits.given.values()), usual.noise / 10)
    return Habits(habits.middle, Habit(0.0, spread, noise), of, habits.given)
