"""Figures that cannot both be true. Pure: works on anything with the fields of a figure."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, Protocol, TypeVar


class Claim(Protocol):
    """What is compared."""

    subject: str
    measure: str
    scope: str
    period: str
    comparator: str
    value: Decimal


C = TypeVar("C", bound=Claim)


@dataclass(frozen=True)
class Contradiction(Generic[C]):
    """Figures about the same thing, in the same scope and period, that exclude each other."""

    figures: tuple[C, ...]

    @property
    def subject(self) -> str:
        return self.figures[0].subject

    @property
    def measure(self) -> str:
        return self.figures[0].measure


def find(figures: Iterable[C]) -> list[Contradiction[C]]:
    """Groups in which two exact numbers differ, or an exact number does not exceed a stated lower bound.

    Approximate numbers never contradict: nobody said how far off they may be.
    """
    groups: defaultdict[tuple[str, str, str, str], list[C]] = defaultdict(list)
    for figure in figures:
        groups[figure.subject, figure.measure, figure.scope, figure.period].append(figure)
    return [Contradiction(tuple(group)) for group in groups.values() if _exclude(group)]


def _exclude(group: list[C]) -> bool:
    exact = {Decimal(figure.value) for figure in group if figure.comparator == "eq"}
    bounds = [Decimal(figure.value) for figure in group if figure.comparator == "gt"]
    return len(exact) > 1 or any(value <= bound for value in exact for bound in bounds)
