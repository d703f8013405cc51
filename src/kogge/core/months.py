"""A month as weeks of days with what happens on them, for calendar grids."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Day:
    """One day of the grid; `items` are those whose period covers it."""

    date: date
    in_month: bool
    is_today: bool
    items: list[Any] = field(default_factory=list)


def month(
    year: int, number: int, items: Iterable[tuple[date, date, Any]], *, today: date | None = None
) -> list[list[Day]]:
    """Weeks from Monday. `items` are (first day, last day, what)."""
    known = list(items)
    weeks = calendar.Calendar().monthdatescalendar(year, number)
    return [
        [
            Day(
                day,
                day.month == number,
                day == today,
                [what for first, last, what in known if first <= day <= last] if day.month == number else [],
            )
            for day in week
        ]
        for week in weeks
    ]
