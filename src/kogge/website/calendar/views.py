"""The calendar: every filter has its own address, as list and as month."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kogge.core.imprecise_date import ImpreciseDate, Precision
from kogge.core.navigation import address_of
from kogge.core.page import page, public
from kogge.publish.programme.event_page import labelled
from kogge.publish.programme.filters import MOST_KM, CalendarFilter
from kogge.publish.programme.queries import listed

from . import choices, listing

PERIODS = ("upcoming", "past", "all")
FEEDS = ("ics", "atom", "json", "csv")
MOST_SUGGESTIONS = 5


@dataclass(frozen=True)
class Shown:
    """How the result is shown: as list (page) or as a month."""

    view: str = "list"
    month: date | None = None
    number: int = 1

    @classmethod
    def from_query(cls, query: QueryDict) -> "Shown":
        month, number = None, query.get("page", "")
        try:
            written = ImpreciseDate.parse(query.get("month"))
            usable_month = (
                written.precision is Precision.MONTH and written.first and 1900 <= written.first.year < 2200
            )
            month = written.first if usable_month else None
        except ValueError:
            month = None
        usable = number.isascii() and number.isdigit() and len(number) < 6
        view = "month" if query.get("view") == "month" else "list"
        return cls(
            view, month if view == "month" else None, max(1, int(number)) if usable and view == "list" else 1
        )

    def address(self, wanted: CalendarFilter) -> str:
        """The one address of this filter shown in this way."""
        pairs = wanted.items()
        if self.view == "month":
            pairs.append(("view", "month"))
        if self.month:
            pairs.append(("month", f"{self.month:%Y-%m}"))
        if self.number > 1:
            pairs.append(("page", str(self.number)))
        return f"{reverse('website:calendar')}{'?' if pairs else ''}{urlencode(pairs)}"


@public
def calendar(request: HttpRequest) -> HttpResponse:
    """Events by filter. An address with empty or unknown parts leads to its short form."""
    wanted = CalendarFilter.from_query(request.GET)
    shown = Shown.from_query(request.GET)
    address = shown.address(wanted)
    if request.get_full_path() != address and not wanted.notes and request.method == "GET":
        return HttpResponseRedirect(address)
    context = _frame(wanted, shown)
    context |= _month(wanted, shown) if shown.view == "month" else _list(context["period"], shown, context)
    return page(request, "website/calendar/calendar_page.html", context)


def _frame(wanted: CalendarFilter, shown: Shown) -> dict[str, Any]:
    """Filter, chips, tabs and feeds. When nothing at all is upcoming, the past is shown and the page says so."""
    numbers = {when: wanted.with_changes(when=when).apply(listed()).count() for when in PERIODS}
    looking_back = (
        not wanted.when and wanted.period == "upcoming" and _nothing_ahead() and numbers["past"] > 0
    )
    period = wanted.with_changes(when="past") if looking_back else wanted
    known = choices.names(listed())
    matching = period.apply(listed())
    query = wanted.query_string()
    return {
        "wanted": wanted,
        "period": period,
        "looking_back": looking_back,
        "numbers": numbers,
        "form": choices.FilterForm(wanted, known, choices.counts(matching)),
        "chips": choices.chips(wanted, known, reverse("website:calendar")),
        "matching": matching,
        "known": known,
        "tabs": _tabs(wanted, period, numbers, shown),
        "feeds": [_feed(kind, query) for kind in FEEDS],
        "review": address_of("yearbook:review"),
    }


def _nothing_ahead() -> bool:
    return not CalendarFilter(when="upcoming").apply(listed()).exists()


def _tabs(
    wanted: CalendarFilter, period: CalendarFilter, numbers: dict[str, int], shown: Shown
) -> list[dict[str, Any]]:
    words = {"upcoming": _("Upcoming"), "past": _("Past"), "all": _("All")}
    month = {
        "name": _("As a month"),
        "address": Shown("month").address(wanted),
        "current": shown.view == "month",
    }
    return [
        {
            "name": words[when],
            "address": Shown().address(wanted.with_changes(when=when)),
            "current": period.period == when and shown.view == "list",
            "count": numbers[when],
        }
        for when in PERIODS
    ] + [month]


def _feed(kind: str, query: str) -> dict[str, str]:
    types = {
        "ics": ("iCalendar", "text/calendar"), "atom": ("Atom", "application/atom+xml"),
        "json": ("JSON", "application/feed+json"), "csv": ("CSV", "text/csv"),
    }  # fmt: skip
    address = reverse(f"feeds:calendar_{kind}")
    return {
        "name": types[kind][0],
        "type": types[kind][1],
        "address": f"{address}?{query}" if query else address,
    }


def _list(period: CalendarFilter, shown: Shown, context: dict[str, Any]) -> dict[str, Any]:
    """One page of the list, under its months; where it is empty, what may help."""
    events = listing.in_order(context["matching"], latest_first=period.period == "past")
    found = Paginator(events, listing.PER_PAGE)
    current = found.get_page(shown.number)
    return {
        "count": found.count,
        "page": current,
        "page_query": context["wanted"].query_string(),
        "groups": listing.grouped(current.object_list),
        "suggestions": _suggestions(context) if not found.count else [],
        "next_dates": _next_dates() if not found.count else [],
    }


def _suggestions(context: dict[str, Any]) -> list[dict[str, Any]]:
    """Wider searches that do find something: without one of the conditions, farther around, at any time."""
    wanted: CalendarFilter = context["wanted"]
    wider: list[tuple[str, CalendarFilter]] = []
    if wanted.place and wanted.radius * 2 <= MOST_KM:
        farther = wanted.radius * 2
        wider.append((_("%(km)s km around") % {"km": farther}, wanted.with_changes(km=farther)))
    if wanted.period != "all":
        wider.append((_("Past and upcoming"), wanted.with_changes(when="all")))
    pairs = [pair for pair in wanted.items() if pair[0] not in {"km", "when"}]
    names = [chip["name"] for chip in context["chips"] if chip["name"]]
    words = dict(zip([pair for pair in wanted.items() if pair[0] != "km"], names, strict=True))
    wider += [(_("without %(what)s") % {"what": words[pair]}, wanted.without(*pair)) for pair in pairs]
    counted = [(name, one, one.apply(listed()).count()) for name, one in wider[:MOST_SUGGESTIONS]]
    return [
        {"name": f"{name} ({number})", "address": Shown().address(one)}
        for name, one, number in counted
        if number
    ]


def _next_dates() -> list[dict[str, Any]]:
    events = listing.in_order(CalendarFilter(when="upcoming").apply(listed()), latest_first=False)[:3]
    return [labelled(one.record) for one in events]


def _month(wanted: CalendarFilter, shown: Shown) -> dict[str, Any]:
    """One month as a grid. Without a choice: this month, else the month of the last event found."""
    today = timezone.localdate()
    anyhow = wanted.with_changes(when="all", from_=None, to=None)
    first = shown.month or (wanted.from_ or _first_month(anyhow, today)).replace(day=1)
    month = anyhow.with_changes(from_=first, to=listing.last_day(first))
    events = listing.in_order(month.apply(listed()).defer("record"), latest_first=False)
    weeks, loose = listing.month_grid(events, first, wanted, today)
    before, after = listing.previous_month(first), listing.next_month(first)
    return {
        "weeks": weeks,
        "loose": loose,
        "caption": date_format(first, "F Y"),
        "before": {"name": date_format(before, "F Y"), "address": Shown("month", before).address(wanted)},
        "after": {"name": date_format(after, "F Y"), "address": Shown("month", after).address(wanted)},
    }


def _first_month(anyhow: CalendarFilter, today: date) -> date:
    """The month to begin with: that of the next event, else that of the last one, else this one."""
    dated = anyhow.apply(listed()).filter(starts_on__isnull=False)
    coming = dated.filter(sort_on__gte=today).order_by("sort_on").first()
    found = coming or dated.order_by("sort_on").last()
    if found is None or found.starts_on is None:
        return today.replace(day=1)
    return (max(found.starts_on, today) if coming else found.starts_on).replace(day=1)
