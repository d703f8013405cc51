"""Dates and times as people and spreadsheets write them."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from datetime import date as Day  # noqa: N812  a class below has a field named date

from django.utils.translation import gettext as _

from kogge.core.imprecise_date import ImpreciseDate, Precision

from ..local_time import DoubleTimeError, SkippedTimeError, moment

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar january jan jänner", "februar february feb", "märz maerz march mär mar mrz", "april apr",
            "mai may", "juni june jun", "juli july jul", "august aug", "september sept sep", "oktober october okt oct",
            "november nov", "dezember december dez dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_GERMAN = re.compile(r"(?:[A-Za-zäöüÄÖÜ]{2,10}\.?,?\s+)?(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4}|\d{2})")
_WORDS = re.compile(r"(?:[A-Za-zäöüÄÖÜ]{2,10},\s+)?(\d{1,2})\.?\s+([A-Za-zäöüÄÖÜ]{3,10})\.?\s+(\d{4})")
_MONTH = re.compile(r"([A-Za-zäöüÄÖÜ]{3,10})\.?\s+(\d{4})|(\d{4})-(\d{1,2})|(\d{1,2})[./](\d{4})")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})?\s*(?:uhr|h)?", re.IGNORECASE)
_DASH = re.compile(r"\s*(?:–|—|-|\bbis\b|\bto\b)\s*")


@dataclass(frozen=True)
class When:
    """A date as exact as it was written, with a time of day when one was."""

    date: ImpreciseDate
    clock: time | None = None
    exact: datetime | None = None

    @property
    def day(self) -> Day | None:
        return self.date.first if self.date.precision is Precision.DAY else None


def when(value: object) -> When | None:
    """Read `29.05.2024 10:00`, `2024-05-29T10:00+02:00`, `Juni 2024`, `2024`, a cell; None for nothing."""
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        if value.tzinfo is not None:
            return _exact(value)
        clock = None if value.time() == time(0) else value.time().replace(microsecond=0)
        return When(ImpreciseDate(value.date(), Precision.DAY), clock)
    if isinstance(value, date):
        return When(ImpreciseDate(value, Precision.DAY))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return _written(" ".join(str(value).split()))


def clocks(value: object) -> tuple[time | None, time | None]:
    """Read `10:00`, `10 Uhr`, `10–12 Uhr`, `10:00-11:30`, a time cell. ValueError for anything else."""
    if value is None or value == "":
        return None, None
    if isinstance(value, datetime):
        return value.time(), None
    if isinstance(value, time):
        return value, None
    if isinstance(value, timedelta):
        return (datetime.min + value).time(), None
    parts = [part for part in _DASH.split(" ".join(str(value).split())) if part]
    if not 1 <= len(parts) <= 2:
        raise _no_time(value)
    found = [_clock(part) for part in parts]
    return found[0], found[1] if len(found) == 2 else None


def instant(day: date, clock: time, notes: list[str]) -> datetime:
    """The moment of a local clock. ValueError when the clock jumps over it; of two equal hours the first."""
    try:
        return moment(day, clock)
    except SkippedTimeError as skipped:
        facts = {"time": f"{clock:%H:%M}", "day": f"{day:%d.%m.%Y}", "next": f"{skipped.first_after:%H:%M}"}
        raise ValueError(
            _("%(time)s does not exist on %(day)s, because clocks go forward. The next time is %(next)s.")
            % facts
        ) from skipped
    except DoubleTimeError as double:
        notes.append(
            _("%(time)s comes twice in that night; the first was taken.") % {"time": f"{clock:%H:%M}"}
        )
        return double.earlier.astimezone(UTC)


def _written(text: str) -> When:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})", text):
        return _exact(datetime.fromisoformat(text.replace("Z", "+00:00")))
    for pattern in (_ISO, _GERMAN, _WORDS):
        match = pattern.match(text)
        if match:
            rest = text[match.end() :].strip(" ,T")
            return When(
                ImpreciseDate(_day(*match.groups(), pattern=pattern), Precision.DAY), _rest(rest, text)
            )
    match = _MONTH.fullmatch(text)
    if match:
        return When(ImpreciseDate(_month(match, text), Precision.MONTH))
    if re.fullmatch(r"(19|20)\d{2}", text):
        return When(ImpreciseDate(date(int(text), 1, 1), Precision.YEAR))
    raise _no_date(text)


def _day(one: str, two: str, three: str, *, pattern: re.Pattern[str]) -> date:
    try:
        if pattern is _ISO:
            return date(int(one), int(two), int(three))
        month = MONTHS[two.casefold()] if pattern is _WORDS else int(two)
        year = int(three) + (2000 if len(three) == 2 else 0)
        return date(year, month, int(one))
    except (ValueError, KeyError) as error:
        raise _no_date(f"{one} {two} {three}") from error


def _month(match: re.Match[str], text: str) -> date:
    name, year, iso_year, iso_month, number, number_year = match.groups()
    month = MONTHS.get(name.casefold(), 0) if name else int(iso_month or number)
    if not 1 <= month <= 12:
        raise _no_date(text)
    return date(int(year or iso_year or number_year), month, 1)


def _rest(rest: str, text: str) -> time | None:
    if not rest:
        return None
    try:
        return _clock(rest)
    except ValueError as error:
        raise _no_date(text) from error


def _clock(text: str) -> time:
    match = _CLOCK.fullmatch(text)
    if not match:
        raise _no_time(text)
    hour, minute = int(match[1]), int(match[2] or 0)
    if hour == 24 and minute == 0:
        return time(0)
    if hour > 23 or minute > 59:
        raise _no_time(text)
    return time(hour, minute)


def _exact(value: datetime) -> When:
    return When(ImpreciseDate(value.date(), Precision.DAY), exact=value.astimezone(UTC))


def _no_date(text: object) -> ValueError:
    return ValueError(
        _("“%(value)s” is not a date. Please write 29.05.2024, 2024-05-29, June 2024 or 2024.")
        % {"value": str(text)[:40]}
    )


def _no_time(text: object) -> ValueError:
    return ValueError(
        _("“%(value)s” is not a time. Please write 10:00 or 10:00–11:30.") % {"value": str(text)[:40]}
    )
