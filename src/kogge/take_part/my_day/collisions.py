"""What collides in a day, where there is no time to walk, and when one is free. Pure: spans of time only."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

WALK = timedelta(minutes=5)
GAP = timedelta(minutes=15)


@dataclass(frozen=True)
class Span:
    """From when until when something takes place, the end not included, and in which room."""

    key: str
    starts_at: datetime
    ends_at: datetime
    room: str = ""


def ordered(spans: Iterable[Span]) -> list[Span]:
    """By start, then by end, then by key, so that the same spans always come in the same order."""
    return sorted(spans, key=lambda one: (one.starts_at, one.ends_at, one.key))


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share some time. What begins when the other ends does not overlap it."""
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def collisions(spans: Iterable[Span]) -> dict[str, list[str]]:
    """For each span that overlaps others: the keys of these, by time. Both sides name each other."""
    found: dict[str, list[str]] = {}
    open_now: list[Span] = []
    for span in ordered(spans):
        open_now = [one for one in open_now if one.ends_at > span.starts_at]
        for one in open_now:
            if overlap(one, span):
                found.setdefault(one.key, []).append(span.key)
                found.setdefault(span.key, []).append(one.key)
        open_now.append(span)
    return found


def hurried(spans: Iterable[Span], walk: timedelta = WALK) -> dict[str, str]:
    """{key: key of the last one before} where another room is to be reached in less than `walk`."""
    found = {}
    line = list(spans)
    by_end = sorted(line, key=lambda one: (one.ends_at, one.key))
    ends = [one.ends_at for one in by_end]
    for span in line:
        before = bisect_right(ends, span.starts_at)
        last = by_end[before - 1] if before else span
        is_near = span.starts_at - last.ends_at < walk
        if is_near and last.key != span.key and last.room and span.room and last.room != span.room:
            found[span.key] = last.key
    return found


def gaps(spans: Iterable[Span], least: timedelta = GAP) -> list[tuple[datetime, datetime]]:
    """The free times between the first start and the last end that are at least so long."""
    found = []
    busy_until: datetime | None = None
    for span in ordered(spans):
        if busy_until is not None and span.starts_at - busy_until >= least:
            found.append((busy_until, span.starts_at))
        busy_until = span.ends_at if busy_until is None else max(busy_until, span.ends_at)
    return found


def running(spans: Sequence[Span], now: datetime) -> set[str]:
    """What takes place at this moment."""
    return {one.key for one in spans if one.starts_at <= now < one.ends_at}


def following(spans: Sequence[Span], now: datetime) -> set[str]:
    """What begins next: the earliest start after now, all that begin then."""
    first = min((one.starts_at for one in spans if one.starts_at > now), default=None)
    return {one.key for one in spans if one.starts_at == first}
