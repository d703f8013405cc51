"""Pure: when somebody became a participant of an operation, when they left it, and when they are asked about it.

Somebody enters on the day on which their verified minutes reach the funder's threshold. Somebody has left with their
last verified attendance, as soon as nothing more is to be expected: the operation is over, or no seat is booked and
some days have passed without attendance. (Reg. (EU) 2021/1057, Annex I, footnote 1 and section 3: results on leaving
are those up to four weeks after the exit date; which date ends taking part is the operation's own rule.)
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kogge.prove.profiles.profile import Window

MOST_QUIET = 14


@dataclass
class Standing:
    """One person's verified time in one operation. `reached_on` is None below the threshold."""

    minutes: int
    first_on: date
    last_on: date
    reached_on: date | None


def standings(days: Iterable[tuple[date, Iterable[int], Iterable[int]]], least: int) -> dict[int, Standing]:
    """What days in their order, each with people and minutes, add up to: when each person reached `least` minutes."""
    found: dict[int, Standing] = {}
    for on, people, spent in days:
        for person, minutes in zip(people, spent, strict=True):
            if not minutes:
                continue
            one = found.get(person)
            if one is None:
                one = found[person] = Standing(0, on, on, None)
            one.minutes += minutes
            one.last_on = on
            if one.reached_on is None and one.minutes >= least:
                one.reached_on = on
    return found


def left_on(last: date, *, ends: date, booked: bool, today: date, window: Window) -> date | None:
    """The day somebody left, or None while more is to be expected. `booked`: holds a seat on a day to come."""
    if today > ends:
        return last
    quiet = timedelta(days=min(MOST_QUIET, window.closes_days // 2))
    return None if booked or today <= last + quiet else last


def period_of(left: date, window: Window) -> tuple[date, date]:
    """First and last day on which somebody who left that day is asked."""
    return left + timedelta(days=window.opens_days), left + timedelta(days=window.closes_days)


def in_sample(code: str, percent: int) -> bool:
    """Whether a participant belongs to the sample. Follows from the code alone, so it can be recomputed by anybody."""
    return int.from_bytes(hashlib.sha256(code.encode()).digest()[:4]) % 100 < percent
