"""Dates as people know them: a day, a month, a year, or not stated.

An imprecise date is never shown or sorted as if it were exact: "Juni 2024" stands after 30 June 2024.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import gettext


class Precision(StrEnum):
    """How much of a date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    NOT_STATED = "not_stated"


_RANK = {Precision.DAY: 0, Precision.MONTH: 1, Precision.YEAR: 2, Precision.NOT_STATED: 3}
_WRITTEN = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True)
class ImpreciseDate:
    """The first day of a period and how much of it is known. `first` is None only when not stated."""

    first: date | None
    precision: Precision

    def __post_init__(self) -> None:
        if (self.first is None) != (self.precision is Precision.NOT_STATED):
            raise ValueError("A date needs a day unless it is not stated.")
        if self.precision is Precision.MONTH and self.first and self.first.day != 1:
            raise ValueError("A month is stored as its first day.")
        if self.precision is Precision.YEAR and self.first and (self.first.month, self.first.day) != (1, 1):
            raise ValueError("A year is stored as its first day.")

    @classmethod
    def parse(cls, value: object) -> "ImpreciseDate":
        """Read `2024`, `"2024-06"`, `"2024-06-09"`, a date, or None (not stated). Raises ValueError."""
        if value is None or value in ("", "not_stated"):
            return cls(None, Precision.NOT_STATED)
        if isinstance(value, date):
            return cls(date(value.year, value.month, value.day), Precision.DAY)
        match = _WRITTEN.fullmatch(str(value).strip())
        if not match:
            raise ValueError(f"{value!r} is not a date like 2024, 2024-06 or 2024-06-09.")
        year, month, day = match.groups()
        precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
        return cls(date(int(year), int(month or 1), int(day or 1)), precision)

    @property
    def last(self) -> date | None:
        """The last day the date may mean."""
        if self.first is None:
            return None
        if self.precision is Precision.MONTH:
            return self.first.replace(day=calendar.monthrange(self.first.year, self.first.month)[1])
        if self.precision is Precision.YEAR:
            return self.first.replace(month=12, day=31)
        return self.first

    @property
    def sort_key(self) -> tuple[date, int]:
        """Exact days first, then the month they belong to, then the year, then what is not stated."""
        return (self.last or date.max, _RANK[self.precision])

    def __lt__(self, other: "ImpreciseDate") -> bool:
        return self.sort_key < other.sort_key

    def __str__(self) -> str:
        """The date in the active language: "9. September 2024", "June 2024", "2024", "nicht angegeben"."""
        if self.first is None:
            return gettext("date not stated")
        if self.precision is Precision.YEAR:
            return str(self.first.year)
        if self.precision is Precision.MONTH:
            return date_format(self.first, "F Y")
        return date_format(self.first, "DATE_FORMAT")
