"""Figures that cannot both be true. Pure: works on whatever has the fields of a figure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Generic, TypeVar

C = TypeVar("C")


@dataclass(frozen=True)
class Contradiction(Generic[C]):
    """Figures about the same thing, in the same scope and period, that exclude each other."""

    figures: tuple[C, ...]

    @property
    def first(self) -> C:
        """Any of them: subject, measure, scope and period are the same."""
        return self.figures[0]


def find(figures: Iterable[C]) -> list[Contradiction[C]]:
    """Groups in which two exact numbers differ, or an exact number does not exceed a stated lower bound.

    Approximate numbers never contradict: nobody said how far off they may be.
    """
    groups: defaultdict[tuple[str, ...], list[C]] = defaultdict(list)
    for figure in figures:
        groups[_about(figure)].append(figure)
    return [Contradiction(tuple(group)) for group in groups.values() if _exclude(group)]


def _about(figure: Any) -> tuple[str, ...]:
    return (figure.subject, figure.measure, figure.scope, figure.period)


def _exclude(group: list[Any]) -> bool:
    exact = {Decimal(figure.value) for figure in group if figure.comparator == "eq"}
    bounds = [Decimal(figure.value) for figure in group if figure.comparator == "gt"]
    return len(exact) > 1 or any(value <= bound for value in exact for bound in bounds)
