"""Periods in words and as date blocks, in the active language, never more exact than what is known."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from .imprecise_date import Precision

When = date | datetime | str | None


def day(value: When) -> date | None:
    """A date from a date, an ISO string or nothing."""
    if isinstance(value, str):
        return date.fromisoformat(value[:10]) if value else None
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def moment(value: datetime | str | None) -> datetime | None:
    """A local moment from a datetime, an ISO string or nothing."""
    if not value:
        return None
    read = datetime.fromisoformat(value) if isinstance(value, str) else value
    return timezone.localtime(read) if timezone.is_aware(read) else read


def _german() -> bool:
    return (get_language() or "de").startswith("de")


def _full(value: date) -> str:
    return date_format(value, "j. F Y" if _german() else "j F Y")


def period(starts_on: When, ends_on: When = None, precision: str = "day", *, weekday: bool = False) -> str:
    """ "9. September 2024", "18.–20. September 2024", "Juni 2024", "2024" or "Datum nicht angegeben"."""
    first, last = day(starts_on), day(ends_on)
    if first is None or precision == Precision.NOT_STATED:
        return gettext("date not stated")
    if precision == Precision.YEAR:
        return str(first.year)
    if precision == Precision.MONTH:
        return date_format(first, "F Y")
    if last is None or last == first:
        return (date_format(first, "l, ") if weekday else "") + _full(first)
    return _span(first, last)


def _span(first: date, last: date) -> str:
    """Two days in words, the month and the year said once."""
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}.–{_full(last)}" if _german() else f"{first.day}–{_full(last)}"
    if first.year == last.year:
        return f"{date_format(first, 'j. F' if _german() else 'j F')} – {_full(last)}"
    return f"{_full(first)} – {_full(last)}"


def hours(starts_at: datetime | str | None, ends_at: datetime | str | None) -> str:
    """ "10:00–12:00 Uhr", "10:00 am" style left to no locale: 24 hours, local time."""
    start, end = moment(starts_at), moment(ends_at)
    if start is None:
        return ""
    text = f"{start:%H:%M}"
    if end is not None and end.date() == start.date():
        text += f"–{end:%H:%M}"
    return gettext("%(time)s h") % {"time": text}


@dataclass(frozen=True)
class DateBlock:
    """What the square beside an event shows. `exact` is false for months, years and what is not stated."""

    over: str
    main: str
    under: str
    exact: bool
    words: str


def date_block(starts_on: When, ends_on: When = None, precision: str = "day") -> DateBlock:
    """The date as a block: weekday or nothing, the day or days, month and year."""
    first, last = day(starts_on), day(ends_on)
    words = period(starts_on, ends_on, precision)
    if first is None or precision == Precision.NOT_STATED:
        return DateBlock("", "?", gettext("date open"), exact=False, words=words)
    if precision == Precision.YEAR:
        return DateBlock("", str(first.year), "", exact=False, words=words)
    if precision == Precision.MONTH:
        return DateBlock("", date_format(first, "M"), str(first.year), exact=False, words=words)
    if last is None or last == first:
        over = date_format(first, "D")
        return DateBlock(over, str(first.day), date_format(first, "M Y"), exact=True, words=words)
    if (first.year, first.month) == (last.year, last.month):
        return DateBlock("", f"{first.day}–{last.day}", date_format(first, "M Y"), exact=True, words=words)
    under = f"{date_format(first, 'M')}–{date_format(last, 'M Y')}"
    return DateBlock("", f"{first.day}–{last.day}", under, exact=True, words=words)
