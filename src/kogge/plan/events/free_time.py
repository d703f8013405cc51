"""When something is free again: pure calculation on times."""

from collections.abc import Iterable
from datetime import datetime, timedelta

Span = tuple[datetime, datetime]


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a moment; one may begin when the other ends."""
    return one[0] < other[1] and other[0] < one[1]


def next_free(start: datetime, duration: timedelta, busy: Iterable[Span]) -> datetime:
    """The first moment from `start` on at which nothing is busy for the whole duration."""
    moment = start
    for begins, ends in sorted(busy):
        if begins >= moment + duration:
            break
        moment = max(moment, ends)
    return moment
