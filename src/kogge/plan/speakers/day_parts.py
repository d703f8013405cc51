"""Mornings, afternoons and evenings of an event: how somebody says roughly when they can be there."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.periods import period
from kogge.plan.events.models import Event

from .queries import Span

MOST_DAYS = 31
_HOURS = {"morning": (0, 13), "afternoon": (13, 18), "evening": (18, 24)}


@dataclass(frozen=True)
class DayPart:
    """One of them: a key that is kept, its words, and the time itself."""

    key: str
    label: str
    span: Span


def days(event: Event) -> list[date]:
    """The days of an event that has some."""
    if event.starts_on is None or event.precision != "day":
        return []
    count = ((event.ends_on or event.starts_on) - event.starts_on).days + 1
    return [event.starts_on + timedelta(days=number) for number in range(min(count, MOST_DAYS))]


def of(event: Event) -> list[DayPart]:
    """Every part of every day."""
    words = {"morning": _("until 1 pm"), "afternoon": _("1 pm to 6 pm"), "evening": _("from 6 pm")}
    return [
        DayPart(
            f"{day}-{name}", f"{period(day, weekday=True)}, {words[name]}", (_at(day, begins), _at(day, ends))
        )
        for day in days(event)
        for name, (begins, ends) in _HOURS.items()
    ]


def _at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=hour // 24), time(hour % 24)))
