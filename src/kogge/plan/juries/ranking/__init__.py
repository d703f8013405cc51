"""From scores and comparisons to an order with its uncertainty. Pure: no database, no clock, no numpy, no chance.

The same data give the same bytes, whatever the order in which they arrive.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import fsum, inf, sqrt

from .choosing import Asked, next_pairs, share_done
from .comparisons import NOISE, believe
from .places import intervals
from .records import Beliefs, JurorRow, Ranking, Row, Score, Vote
from .scores import TURNS, Habits, better_habits, first_habits

__all__ = [
    "Asked",
    "Beliefs",
    "JurorRow",
    "Ranking",
    "Row",
    "Score",
    "Vote",
    "estimate",
    "next_pairs",
    "rank",
    "share_done",
]

_EQUAL = 6  # decimals of a strength; beyond them nothing is told apart
_FEW, _LARGE_BIAS, _UNSTEADY = 5, 1.0, 0.5
_FIRST = 6  # rounds before anything is said of habits


def estimate(
    scores: Iterable[Score], pairs: Iterable[Vote], submissions: Iterable[str] = ()
) -> tuple[Beliefs, Habits | None]:
    """What scores and pairs together say of the qualities, and of how jurors score."""
    scores, pairs = sorted(scores), sorted(set(pairs))
    names = {*submissions, *(s.submission for s in scores), *(n for v in pairs for n in (v.better, v.worse))}
    if not scores:
        return believe(names, pairs), None
    habits = first_habits(scores)
    beliefs = believe(names, pairs, habits.readings(), rounds=_FIRST)
    for _turn in range(TURNS):
        habits = better_habits(habits, beliefs)
        beliefs = believe(names, pairs, habits.readings(), before=beliefs, rounds=1)
    if pairs:
        beliefs = believe(names, pairs, habits.readings(), before=beliefs)
    return beliefs, habits


def rank(
    scores: Iterable[Score],
    pairs: Iterable[Vote],
    audience: Mapping[str, int] | None = None,
    seed: str = "",
    *,
    submissions: Iterable[str] = (),
    ties: Mapping[str, tuple[float, ...]] | None = None,
    lot: bool = False,
) -> Ranking:
    """All submissions in order.

    Equal ones are told apart by `ties` (the larger tuple first), then by `lot` (drawn from the seed, the same
    each time); otherwise they share a place. The audience's votes stand beside and never move a place: its prize
    is its own.
    """
    scores, pairs, audience = list(scores), set(pairs), audience or {}
    beliefs, habits = estimate(scores, pairs, {*submissions, *audience})
    strength = {name: round(mean, _EQUAL) + 0.0 for name, mean in beliefs.mean.items()}

    def key(name: str) -> tuple[float, tuple[float, ...], str]:
        by_rule = tuple(-value for value in (ties or {}).get(name, ()))
        return -strength[name], by_rule, _lot(seed, name) if lot else ""

    raw, normalised = _means(scores, habits)
    counts = _counts(score.submission for score in scores)
    votes = _counts(name for vote in pairs for name in (vote.better, vote.worse))
    alike, between, rows = _counts(strength.values()), intervals(beliefs), []
    place, before = 0, None
    for at, name in enumerate(sorted(strength, key=lambda name: (key(name), name)), start=1):
        place = place if key(name) == before else at
        before = key(name)
        rows.append(
            Row(
                name, place, *between[name], strength[name], raw.get(name), normalised.get(name),
                counts.get(name, 0), votes.get(name, 0), audience.get(name, 0), alike[strength[name]] > 1,
            )
        )  # fmt: skip
    return Ranking(tuple(rows), tuple(_jurors(scores, pairs, beliefs, habits)))


def _means(scores: list[Score], habits: Habits | None) -> tuple[dict[str, float], dict[str, float]]:
    """Raw and normalised mean of each submission that was scored."""
    raw, fair = defaultdict(list), defaultdict(list)
    for score in scores:
        raw[score.submission].append(score.value)
        fair[score.submission].append(habits.normalised(score) if habits else score.value)
    return (
        {name: round(fsum(values) / len(values), _EQUAL) for name, values in raw.items()},
        {name: round(fsum(values) / len(values), _EQUAL) for name, values in fair.items()},
    )


def _jurors(
    scores: list[Score], pairs: set[Vote], beliefs: Beliefs, habits: Habits | None
) -> Iterable[JurorRow]:
    """How each juror judges, and what about it is far from the others."""
    given, agreed = _counts(score.juror for score in scores), defaultdict(list)
    for vote in pairs:
        agreed[vote.juror].append(beliefs.mean[vote.better] > beliefs.mean[vote.worse])
    for juror in sorted({*given, *agreed}):
        habit = habits.of[juror] if habits and juror in given else None
        votes, far = agreed.get(juror, []), []
        if habits and habit and given[juror] >= _FEW:
            usual = habits.usual
            if abs(habit.bias) > _LARGE_BIAS * sqrt(usual.spread**2 + usual.noise):
                far.append("strict" if habit.bias < 0 else "mild")
            if habit.noise / habit.spread**2 > 4 * usual.noise / usual.spread**2:
                far.append("unlike")
        if len(votes) >= _FEW and beliefs.noise[juror][NOISE.index(inf)] > _UNSTEADY:
            far.append("unsteady")
        yield JurorRow(
            juror, given.get(juror, 0), len(votes),
            round(habit.bias, _EQUAL) + 0.0 if habit else None,
            round(habit.spread / habits.usual.spread, _EQUAL) if habits and habit else None,
            round(sum(votes) / len(votes), _EQUAL) if votes else None, tuple(far),
        )  # fmt: skip


def _counts(names: Iterable) -> dict:  # type: ignore[type-arg]
    counts: dict = defaultdict(int)  # type: ignore[type-arg]
    for name in names:
        counts[name] += 1
    return dict(counts)


def _lot(seed: str, name: str) -> str:
    """The number drawn for a submission."""
    return hashlib.sha256(f"{seed}|{name}".encode()).hexdigest()
