"""How many people a session will draw: from visitors' wishes and from bookings, before anybody has come.

Whoever wishes a session comes with a probability learnt from free events (six in ten), whoever booked a seat comes more
often (eight in ten). Wishes of some stand for all who are expected; where few wished, the estimate is drawn towards the
average session. The interval covers about nine in ten cases (Poisson, normal approximation).
"""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from math import ceil, sqrt
from typing import Any

from kogge.core.reactions import announce
from kogge.plan.events.models import Event, Session

from .wishes import wishes

WISHED_COMES, BOOKED_COMES = 0.6, 0.8
DRAWN = 20
"""So many visitors' wishes weigh as much as the average of all sessions."""


@dataclass(frozen=True)
class Forecast:
    """Expected heads with an interval, and what it rests on."""

    expected: int
    low: int
    high: int
    wished: int = 0
    booked: int = 0


def estimate(
    keys: Collection[int], wanted: Iterable[Collection[int]], booked: dict[int, int], visitors: int
) -> dict[int, Forecast]:
    """A forecast per session. `wanted` = the wishes of each visitor, `visitors` = how many are expected in all."""
    rows = [set(one) for one in wanted]
    counts = Counter(key for one in rows for key in one)
    asked, average = len(rows), sum(counts.values()) / max(1, len(keys) * len(rows))
    everybody = max(visitors, asked)
    found = {}
    for key in keys:
        share = (counts[key] + DRAWN * average) / (asked + DRAWN) if asked else 0.0
        from_wishes = everybody * share * WISHED_COMES
        mean = max(from_wishes, booked.get(key, 0) * BOOKED_COMES)
        grown = everybody / asked if asked and from_wishes >= mean else 1.0
        spread = 1.645 * sqrt(mean * max(1.0, grown * WISHED_COMES))
        found[key] = Forecast(
            ceil(mean), max(0, int(mean - spread)), ceil(mean + spread), counts[key], booked.get(key, 0)
        )
    return found


def of(event: Event, sessions: Iterable[Session]) -> dict[int, Forecast]:
    """The forecast for an event's sessions. Later stages answer how many booked, in all and for single sessions."""
    bookings: dict[str, Any] = {"visitors": 0, "sessions": {}}
    announce("bookings asked", event=event, bookings=bookings)
    return estimate([one.pk for one in sessions], wishes(event), bookings["sessions"], bookings["visitors"])
