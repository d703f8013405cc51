"""The planning calendar: what every centre plans, as far as each may know it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.dates import MONTHS

from kogge.core import months
from kogge.core.imprecise_date import ImpreciseDate, Precision
from kogge.core.ordering import empty_lowest
from kogge.core.translated import translated
from kogge.network.accounts.permissions import Somebody

from . import clashes, queries
from .clashes import Clash
from .models import Event

VIEWS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True)
class Entry:
    """One event as the planning calendar may show it to somebody."""

    title: str
    audience: str
    organizer: str
    first: date | None
    last: date | None
    time: str
    address: str
    held: bool
    state: str
    clashes: bool = False


@dataclass(frozen=True)
class Month:
    """One month: its days, and what is only known to take place in it."""

    first: date
    name: str
    weeks: list[list[months.Day]]
    entries: list[Entry]
    imprecise: list[Entry]


@dataclass(frozen=True)
class Shown:
    """A period of the calendar."""

    view: str
    first: date
    last: date
    months: list[Month] = field(default_factory=list)
    imprecise: list[Entry] = field(default_factory=list)
    undated: list[Entry] = field(default_factory=list)
    clashes: list[Clash] = field(default_factory=list)


def shown(
    user: Somebody, *, view: str, year: int, month: int, organizer: str = "", audience: str = ""
) -> Shown:
    """The calendar of a month, quarter or year, in a constant number of queries."""
    first, last = _bounds(view, year, month)
    events = list(queries.with_clash_facts(_events(first, last, organizer, audience)))
    mine = set(
        Event.objects.visible_to(user).filter(pk__in=[e.pk for e in events]).values_list("pk", flat=True)
    )
    exact = [e for e in events if e.precision == Precision.DAY and e.state not in queries.NOT_HAPPENING]
    found = clashes.all_among(queries.candidate_of(e) for e in exact if not e.is_milestone)
    marked = {side.pk for clash in found for side in (clash.one, clash.other)}
    entries = [(e, entry(e, mine=e.pk in mine, clash=e.pk in marked)) for e in events]
    by_precision = {p: [(e, x) for e, x in entries if e.precision == p] for p in Precision}
    return Shown(
        view=view, first=first, last=last, clashes=found,
        months=[_month(start, by_precision) for start in _firsts(first, last)],
        imprecise=[x for _e, x in by_precision[Precision.YEAR]],
        undated=[x for _e, x in by_precision[Precision.NOT_STATED]],
    )  # fmt: skip


def entry(event: Event, *, mine: bool, clash: bool = False) -> Entry:
    """What somebody may see: one's own in full, public ones as everybody, others' plans as held."""
    public = event.is_public_state and not event.is_internal
    address = reverse("events:overview", args=[event.slug]) if mine else ""
    if not mine and public:
        address = reverse("programme:event", args=[event.slug])
    lead = event.lead
    starts = timezone.localtime(event.starts_at) if event.starts_at and (mine or public) else None
    return Entry(
        title=str(translated(event, "title")),
        audience=", ".join(str(translated(one, "name")) for one in event.audiences.all()),
        organizer=str(lead or ""),
        first=event.starts_on,
        last=event.ends_on or event.starts_on,
        time=f"{starts:%H:%M}" if starts else "",
        address=address,
        held=not mine and not public,
        state=event.state,
        clashes=clash,
    )


def _events(first: date, last: date, organizer: str, audience: str) -> Any:
    exact = Q(precision=Precision.DAY, starts_on__lte=last) & (
        Q(ends_on__gte=first) | Q(ends_on=None, starts_on__gte=first)
    )
    month = Q(precision=Precision.MONTH, starts_on__range=(first, last))
    year = Q(precision=Precision.YEAR, starts_on__year=first.year)
    undated = Q(precision=Precision.NOT_STATED, state__in=[Event.State.IDEA, Event.State.PLANNED])
    events = Event.objects.filter(exact | month | year | undated)
    if organizer:
        events = events.filter(organizer_rows__organization__slug=organizer)
    if audience:
        events = events.filter(audiences__slug=audience)
    return events.distinct().order_by(*empty_lowest("starts_on", "starts_at"), "pk")


def _month(first: date, by_precision: dict[Precision, list[tuple[Event, Entry]]]) -> Month:
    last = _last(first)
    exact = [
        x
        for _e, x in by_precision[Precision.DAY]
        if x.first and x.last and x.first <= last and x.last >= first
    ]
    weeks = months.month(
        first.year, first.month, [(x.first, x.last, x) for x in exact if x.first and x.last],
        today=timezone.localdate(),
    )  # fmt: skip
    imprecise = [x for _e, x in by_precision[Precision.MONTH] if x.first == first]
    return Month(first, f"{MONTHS[first.month]} {first.year}", weeks, exact, imprecise)


def _bounds(view: str, year: int, month: int) -> tuple[date, date]:
    count = VIEWS[view]
    begin = (month - 1) // count * count + 1
    first = date(year, begin, 1)
    return first, _last(date(year, begin + count - 1, 1))


def _last(first: date) -> date:
    last = ImpreciseDate(first, Precision.MONTH).last
    return last if last is not None else first


def _firsts(first: date, last: date) -> Iterable[date]:
    while first <= last:
        yield first
        first = _last(first) + timedelta(days=1)
