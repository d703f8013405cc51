"""What is asked, what is answered, and an independent check of the answer. Standard library only."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

CONFLICT = -1
Pair = tuple[int, int]
"""(juror, file), counted from 0."""


@dataclass(frozen=True)
class Problem:
    """Exactly `per_file` jurors for each file, between `least` and `most` files for each juror, conflicts never.

    `values[juror][file]` says how well they fit, a whole number from 0; CONFLICT where they must not meet. `groups`
    names the organisation of each juror where at most one of it may read a file, else it is empty. `fixed` pairs
    stand for good (already scored, also by jurors who left), `previous` ones are kept where that is possible. Where
    the loads cannot be met, they may be widened step by step up to `limits`, if these are given.
    """

    values: list[list[int]]
    per_file: int
    least: list[int]
    most: list[int]
    groups: list[str] = field(default_factory=list)
    fixed: list[Pair] = field(default_factory=list)
    previous: list[Pair] = field(default_factory=list)
    limits: list[int] = field(default_factory=list)

    @property
    def jurors(self) -> int:
        return len(self.values)

    @property
    def files(self) -> int:
        return len(self.values[0]) if self.values else 0

    def needs(self) -> list[int]:
        """How many jurors each file still needs beside its fixed ones."""
        there = Counter(file for _juror, file in self.fixed)
        return [max(self.per_file - there[file], 0) for file in range(self.files)]

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def wider(self, step: int) -> Self | None:
        """The same with loads that may differ by `step` more; None when that allows nothing new."""
        limits = self.limits or self.most
        least = [max(one - step, 0) for one in self.least]
        most = [max(min(one + step, limit), one) for one, limit in zip(self.most, limits, strict=True)]
        before = [max(min(one + step - 1, limit), one) for one, limit in zip(self.most, limits, strict=True)]
        if step and most == before and least == [max(one - step + 1, 0) for one in self.least]:
            return None
        return replace(self, least=least, most=most)

    @classmethod
    def from_dict(cls, content: dict[str, Any]) -> Self:
        for name in ("fixed", "previous"):
            content[name] = [(juror, file) for juror, file in content.get(name, ())]
        return cls(**content)


@dataclass(frozen=True)
class Outcome:
    """The pairs and what is proven of them. A bound equal to its value is the proof that nothing better exists.

    `worst` is the fit of the file that is served worst, `total` the sum over all pairs, `spread` the difference
    between the largest and the smallest number of files of a juror, `kept` how many previous pairs stand.
    """

    pairs: list[Pair]
    worst: int
    worst_bound: int
    total: int
    total_bound: int
    spread: int
    spread_bound: int
    kept: int
    kept_bound: int
    seconds: float

    @property
    def proven(self) -> bool:
        """Whether each value reached its bound."""
        return (self.worst, self.total, self.spread, self.kept) == (
            self.worst_bound, self.total_bound, self.spread_bound, self.kept_bound,
        )  # fmt: skip

    def as_dict(self) -> dict[str, Any]:
        return asdict(self) | {"proven": self.proven}


def loads(problem: Problem, pairs: list[Pair]) -> list[int]:
    """How many files each juror reads."""
    counted = Counter(juror for juror, _file in pairs)
    return [counted[juror] for juror in range(problem.jurors)]


def measure(problem: Problem, pairs: list[Pair]) -> tuple[int, int, int]:
    """(worst-served file, total, spread of the loads) of an answer."""
    served = [0] * problem.files
    for juror, file in pairs:
        served[file] += max(problem.values[juror][file], 0)
    load = [n for n, most in zip(loads(problem, pairs), problem.most, strict=True) if most]
    return min(served, default=0), sum(served), max(load, default=0) - min(load, default=0)


def faults(problem: Problem, pairs: list[Pair]) -> Iterator[str]:
    """Each promise an answer breaks; written independently of the solver."""
    if len(set(pairs)) != len(pairs):
        yield "A pair stands twice."
    fixed = set(problem.fixed)
    if missing := fixed - set(pairs):
        yield f"{len(missing)} fixed pairs are missing."
    readers = Counter(file for _juror, file in pairs)
    for file, need in enumerate(problem.needs()):
        fixed_here = sum(1 for _juror, other in fixed if other == file)
        if readers[file] != need + fixed_here:
            yield f"File {file} has {readers[file]} jurors instead of {need + fixed_here}."
    for juror, load in enumerate(loads(problem, pairs)):
        if not problem.least[juror] <= load <= problem.most[juror]:
            yield f"Juror {juror} has {load} files."
    for juror, file in set(pairs) - fixed:
        if problem.values[juror][file] == CONFLICT:
            yield f"Juror {juror} must not read file {file}."
    seen = Counter((problem.groups[juror], file) for juror, file in pairs) if problem.groups else Counter()
    yield from (
        f"Two jurors of one organisation read file {file}."
        for (name, file), n in seen.items()
        if name and n > 1
    )
