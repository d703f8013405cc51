"""What every measurement has in common: interleaved runs, medians, and one JSON line at the end.

The last line of a bench is one object or a list of objects with the keys bench, what, value, unit, reference,
reference_value, ratio, goal, met, runs, spread. Everything above it is for people.
"""

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from statistics import median


@dataclass(frozen=True)
class Result:
    """One claim and what was measured. `ratio` is value to reference_value where there is a reference."""

    bench: str
    what: str
    value: float
    unit: str
    goal: str
    met: bool
    reference: str = ""
    reference_value: float | None = None
    ratio: float | None = None
    runs: int = 1
    spread: tuple[float, float] | None = None

    @classmethod
    def of(
        cls,
        bench: str,
        what: str,
        values: Sequence[float],
        unit: str,
        *,
        at_most: float | None = None,
        at_least: float | None = None,
    ) -> "Result":
        """The median of `values` against a fixed goal."""
        value = median(values)
        met = (at_most is None or value <= at_most) and (at_least is None or value >= at_least)
        goal = f"at most {at_most:g} {unit}" if at_most is not None else f"at least {at_least:g} {unit}"
        return cls(bench, what, _short(value), unit, goal, met, runs=len(values), spread=_spread(values))

    @classmethod
    def against(
        cls,
        bench: str,
        what: str,
        values: Sequence[float],
        unit: str,
        *,
        reference: str,
        reference_values: Sequence[float],
        ratio_at_least: float,
    ) -> "Result":
        """The median of the ratios of runs that were made side by side."""
        ratios = [mine / other for mine, other in zip(values, reference_values, strict=True)]
        ratio = median(ratios)
        return cls(
            bench, what, _short(median(values)), unit,
            f"at least {ratio_at_least:g} of {reference}", ratio >= ratio_at_least,
            reference, _short(median(reference_values)), round(ratio, 3), len(values), _spread(ratios),
        )  # fmt: skip


def interleave(rounds: int, subjects: Mapping[str, Callable[[], float]]) -> dict[str, list[float]]:
    """Measure all subjects in turn, `rounds` times, so that a busy moment meets them all alike."""
    values: dict[str, list[float]] = {name: [] for name in subjects}
    for turn in range(rounds):
        names = list(subjects) if turn % 2 == 0 else list(subjects)[::-1]
        for name in names:
            values[name].append(subjects[name]())
    return values


def report(results: Sequence[Result]) -> int:
    """Print a line per claim for people and everything as JSON on the last line. 0 when every goal is met."""
    for result in results:
        mark = "met " if result.met else "MISS"
        against = f"  ({result.ratio:g} of {result.reference})" if result.ratio is not None else ""
        print(f"{mark}  {result.what}: {result.value:g} {result.unit}{against}  goal: {result.goal}")
    objects = [asdict(result) for result in results]
    print(json.dumps(objects[0] if len(objects) == 1 else objects, ensure_ascii=False))
    return 0 if all(result.met for result in results) else 1


def missing(program: str, how: str) -> int:
    """Say how to install what a bench needs, and end."""
    print(f"This measurement needs {program}. Install it with: {how}", file=sys.stderr)
    return 2


def _spread(values: Sequence[float]) -> tuple[float, float]:
    return (_short(min(values)), _short(max(values)))


def _short(value: float) -> float:
    """Four significant digits: more would pretend."""
    return float(f"{value:.4g}")
