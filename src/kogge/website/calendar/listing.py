"""Events in the order of the calendar, under the months they belong to."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Case, DateField, F, QuerySet, When
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kogge.core import months
from kogge.core.ordering import empty_lowest
from kogge.core.periods import hours
from kogge.publish.programme.event_page import labelled
from kogge.publish.programme.filters import CalendarFilter
from kogge.publish.programme.models import PublicEvent

PER_PAGE = 40
MOST_PER_DAY = 5


@dataclass(frozen=True)
class Group:
    """Events under one heading."""

    label: str
    events: list[dict[str, Any]] = field(default_factory=list)


def in_order(events: QuerySet[PublicEvent], *, latest_first: bool) -> QuerySet[PublicEvent]:
    """By first day; what is known by month or year stands behind all days it may mean; unknown dates last."""
    if latest_first:
        return events.order_by(
            F("starts_on").desc(nulls_last=True), "precision", *empty_lowest("-starts_at"), "-pk"
        )
    at = Case(When(precision="day", then=F("starts_on")), default=F("sort_on"), output_field=DateField())
    return events.order_by(at.asc(nulls_last=True), "precision", *empty_lowest("starts_at"), "pk")


def grouped(events: Iterable[PublicEvent]) -> list[Group]:
    """Under months; what is known by year only, or not at all, under headings that say so."""
    return [
        Group(label, [labelled(one.record) for one in same]) for label, same in groupby(events, key=_heading)
    ]


def _heading(event: PublicEvent) -> str:
    if event.starts_on is None:
        return _("Date not stated")
    if event.precision == "year":
        return _("%(year)s, month not stated") % {"year": event.starts_on.year}
    return date_format(event.starts_on, "F Y")


def month_grid(
    events: Iterable[PublicEvent], first: date, wanted: CalendarFilter, today: date
) -> tuple[list[list[months.Day]], list[PublicEvent]]:
    """The weeks of a month, and the events that are known by month or year only."""
    events = list(events)
    exact = [one for one in events if one.precision == "day"]
    items = [(one.starts_on, one.ends_on or one.starts_on, _item(one)) for one in exact if one.starts_on]
    weeks = months.month(first.year, first.month, items, today=today)
    for week in weeks:
        for day in week:
            _shorten(day, wanted)
    return weeks, [one for one in events if one.precision != "day"]


def _item(event: PublicEvent) -> dict[str, Any]:
    return {
        "title_de": event.title_de,
        "title_en": event.title_en,
        "address": reverse("programme:event", args=[event.slug]),
        "time": hours(event.starts_at, None)[:5],
        "state": event.state,
        "quiet": event.state in {"cancelled", "postponed"},
    }


def _shorten(day: months.Day, wanted: CalendarFilter) -> None:
    """A full day shows its first events and how many more there are."""
    more = len(day.items) - MOST_PER_DAY
    if more > 1:
        query = wanted.query_string(from_=day.date, to=day.date, when=None)
        words = ngettext("%(number)s more", "%(number)s more", more) % {"number": more}
        link = {"title_de": words, "title_en": words, "address": f"{reverse('website:calendar')}?{query}"}
        day.items[MOST_PER_DAY:] = [link]


def last_day(first: date) -> date:
    """The last day of the month that `first` begins."""
    return next_month(first) - timedelta(days=1)


def next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def previous_month(first: date) -> date:
    return (first - timedelta(days=1)).replace(day=1)
