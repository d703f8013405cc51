"""From the scores of one sheet to one number. No database."""

from collections.abc import Iterable, Mapping
from typing import Any, Protocol


class Scale(Protocol):
    """What a criterion says of its scores."""

    key: str
    weight: int
    lowest: int
    highest: int


def missing(criteria: Iterable[Scale], scores: Mapping[str, Any]) -> list[str]:
    """Keys of criteria without a score."""
    return [one.key for one in criteria if scores.get(one.key) is None]


def weighted(criteria: Iterable[Scale], scores: Mapping[str, Any]) -> float | None:
    """The weighted mean of a whole sheet, from 0 (lowest everywhere) to 100; None while something is missing."""
    rows = list(criteria)
    if not rows or missing(rows, scores):
        return None
    total = sum(one.weight * (scores[one.key] - one.lowest) / (one.highest - one.lowest) for one in rows)
    return 100 * total / sum(one.weight for one in rows)


def share(criterion: Scale, criteria: Iterable[Scale]) -> int:
    """How many per cent of the result a criterion makes up."""
    return round(100 * criterion.weight / sum(one.weight for one in criteria))
