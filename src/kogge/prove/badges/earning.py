"""Pure: who has earned a certificate, and who misses what."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Conditions:
    """What a rule asks; every condition that is set must be met."""

    required: int | None
    minutes: int
    assessment: bool


@dataclass(frozen=True)
class Presence:
    """One person's verified attendance at one date."""

    person: int
    date: int
    minutes: int


@dataclass(frozen=True)
class Standing:
    """How far somebody is: what they attended, and what is missing still (nothing: earned)."""

    dates: tuple[int, ...]
    each: tuple[int, ...]
    minutes: int
    passed: bool
    dates_missing: int
    minutes_missing: int
    assessment_missing: bool

    @property
    def earned(self) -> bool:
        return not (self.dates_missing or self.minutes_missing or self.assessment_missing)


def standing(conditions: Conditions, attended: Mapping[int, int], *, passed: bool) -> Standing:
    """How somebody stands who attended these dates for so many minutes each."""
    minutes = sum(attended.values())
    return Standing(
        tuple(attended), tuple(attended.values()), minutes, passed,
        max((conditions.required or 0) - len(attended), 0), max(conditions.minutes - minutes, 0),
        conditions.assessment and not passed,
    )  # fmt: skip


def standings(
    conditions: Conditions, dates: Sequence[int], presences: Iterable[Presence], passed: Collection[int] = ()
) -> dict[int, Standing]:
    """Everybody who attended at least one of the dates. Each person counts once for each date, however often noted."""
    order = {date: place for place, date in enumerate(dates)}
    attended: dict[int, dict[int, int]] = {}
    for one in presences:
        if one.date in order:
            held = attended.setdefault(one.person, {})
            held[one.date] = max(held.get(one.date, 0), one.minutes)
    return {
        person: standing(
            conditions, dict(sorted(held.items(), key=lambda item: order[item[0]])), passed=person in passed
        )
        for person, held in attended.items()
    }


def rounds(dates: Sequence[int], out_of: int | None) -> list[tuple[int, ...]]:
    """The dates in runs of `out_of`, in order: "three of four" in a weekly series begins anew after four dates."""
    if out_of is None:
        return [tuple(dates)] if dates else []
    return [tuple(dates[start : start + out_of]) for start in range(0, len(dates), out_of)]
