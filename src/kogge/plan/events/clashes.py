"""Events that get in each other's way: same room, same person, same audience nearby on one day.

Pure comparison of `Candidate`s, which are made from events or from what a form holds so far.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from math import asin, cos, radians, sin, sqrt

NEAR_KM = 50.0
EARTH_KM = 6371.0
Point = tuple[float, float]


@dataclass(frozen=True)
class Candidate:
    """What of an event may clash. `span` is None while only days are known; mappings are key → name."""

    pk: int | None
    root: int | None
    title: str
    first: date
    last: date
    span: tuple[datetime, datetime] | None = None
    place: str = ""
    point: Point | None = None
    audiences: Mapping[int, str] = field(default_factory=dict)
    rooms: Mapping[int, str] = field(default_factory=dict)
    people: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Clash:
    """Two events and what they share. `kind` is room, person or audience; `km` only for audiences."""

    kind: str
    what: str
    one: Candidate
    other: Candidate
    first: date
    last: date
    km: float | None = None


def between(one: Candidate, other: Candidate) -> Iterator[Clash]:
    """Every way in which two events clash; parts of the same event never do."""
    same = one.pk is not None and one.pk == other.pk
    related = one.root is not None and one.root == other.root
    first, last = max(one.first, other.first), min(one.last, other.last)
    if same or related or first > last:
        return
    if _at_once(one, other):
        for kind, mine, theirs in (("room", one.rooms, other.rooms), ("person", one.people, other.people)):
            for key in sorted(set(mine) & set(theirs)):
                yield Clash(kind, mine[key], one, other, first, last)
    shared = sorted(one.audiences[key] for key in set(one.audiences) & set(other.audiences))
    if shared and one.point and other.point:
        km = distance_km(one.point, other.point)
        if km <= NEAR_KM:
            yield Clash("audience", ", ".join(shared), one, other, first, last, round(km, 1))


def all_among(candidates: Iterable[Candidate]) -> list[Clash]:
    """Every clash among these events, in the order of the days; each pair is looked at once."""
    by_day: dict[date, list[Candidate]] = defaultdict(list)
    found: list[Clash] = []
    seen: set[tuple[int | None, int | None]] = set()
    for candidate in sorted(candidates, key=lambda c: (c.first, c.pk or 0)):
        day = candidate.first
        while day <= candidate.last:
            for other in by_day[day]:
                pair = (other.pk, candidate.pk)
                if pair not in seen:
                    seen.add(pair)
                    found += between(other, candidate)
            by_day[day].append(candidate)
            day += timedelta(days=1)
    return sorted(found, key=lambda c: (c.first, c.kind, c.one.pk or 0, c.other.pk or 0))


def distance_km(one: Point, other: Point) -> float:
    """Great-circle distance of two points in degrees, by the haversine formula."""
    (lat1, lon1), (lat2, lon2) = ((radians(a), radians(b)) for a, b in (one, other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def _at_once(one: Candidate, other: Candidate) -> bool:
    if one.span is None or other.span is None:
        return True
    return one.span[0] < other.span[1] and other.span[0] < one.span[1]
