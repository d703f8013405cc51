"""Which places a submission could have as well, from means and variances alone: no drawing of lots, so no seed."""

from collections.abc import Mapping
from math import erfc, exp, floor, fsum, sqrt

from .records import Beliefs

LEVEL = 0.9  # the true place lies in the interval in nine of ten cases, where the model holds
_POINTS, _REACH = 41, 3.5


def intervals(beliefs: Beliefs) -> Mapping[str, tuple[int, int]]:
    """Best and last plausible place of each submission.

    Given its quality t, a submission's place is one plus a sum of independent yes-or-no: is the other one above
    t? That sum is taken as normal, and averaged over t. The sums over the others are made once, on a grid of t.
    """
    names = list(beliefs.mean)
    if len(names) < 2:
        return dict.fromkeys(names, (1, 1))
    spread = {name: sqrt(beliefs.variance[name]) for name in names}
    low = min(beliefs.mean[name] - _REACH * spread[name] for name in names)
    high = max(beliefs.mean[name] + _REACH * spread[name] for name in names)
    steps = 240
    width = (high - low) / steps
    above, doubt = [], []
    for step in range(steps + 1):
        t = low + step * width
        chances = [_over((beliefs.mean[name] - t) / spread[name]) for name in names]
        above.append(fsum(chances))
        doubt.append(fsum(chance * (1 - chance) for chance in chances))
    return {
        name: _interval(beliefs.mean[name], spread[name], len(names), (low, width, above, doubt))
        for name in names
    }


def _interval(
    mean: float, spread: float, count: int, grid: tuple[float, float, list[float], list[float]]
) -> tuple[int, int]:
    """Where the chance of a place at least as good reaches five, and where it reaches 95 of a hundred."""
    low, width, above, doubt = grid
    parts = []
    for point in range(_POINTS):
        z = _REACH * (2 * point / (_POINTS - 1) - 1)
        t = mean + z * spread
        own = _over(-z)
        at = (t - low) / width
        left = min(int(at), len(above) - 2)
        share = at - left
        others = above[left] + share * (above[left + 1] - above[left]) - own
        unsure = doubt[left] + share * (doubt[left + 1] - doubt[left]) - own * (1 - own)
        parts.append((exp(-z * z / 2), 1 + others, sqrt(max(unsure, 1e-6))))
    total = fsum(weight for weight, _, _ in parts)

    def chance(place: int) -> float:
        """Of being at `place` or better."""
        return fsum(weight * _over((place + 0.5 - mid) / wide) for weight, mid, wide in parts) / total

    edge = (1 - LEVEL) / 2
    return _first(chance, edge, count), _first(chance, 1 - edge, count)


def _first(chance, level: float, count: int) -> int:  # type: ignore[no-untyped-def]
    """The best place at which the chance reaches the level, by halving."""
    best, last = 1, count
    while best < last:
        middle = floor((best + last) / 2)
        if chance(middle) >= level:
            last = middle
        else:
            best = middle + 1
    return best


def _over(z: float) -> float:
    """The chance that a standard normal lies below z."""
    return 0.5 * erfc(-z / sqrt(2))
