"""Feeds and lists of events for any filter of the calendar."""

from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from kogge.core import region
from kogge.publish.programme import queries
from kogge.publish.programme.filters import CalendarFilter
from kogge.publish.programme.models import PublicEvent

from .. import answers, calendar_file, listing, news
from ..answers import feed
from ..entries import absolute, of_events

KEPT_DAYS = 90


@feed
def calendar_ics(request: HttpRequest) -> HttpResponse:
    """A calendar to subscribe to. Without `when` it keeps what was within the last 90 days."""
    wanted = CalendarFilter.from_query(request.GET)
    if not (wanted.when or wanted.from_ or wanted.to):
        wanted = replace(wanted, from_=timezone.localdate() - timedelta(days=KEPT_DAYS))
    rows = _events(wanted)[: calendar_file.MOST + 1]
    about = calendar_file.About(_title(), absolute(request.get_full_path()))
    return answers.body(calendar_file.render(of_events(rows), about), answers.CALENDAR, filename="events.ics")


@feed
def deadlines_ics(request: HttpRequest) -> HttpResponse:
    """Deadlines of the events of a filter."""
    rows = _events(CalendarFilter.from_query(request.GET)).filter(record__facts__has_key="deadlines")
    name = gettext("%(title)s: deadlines") % {"title": _title()}
    about = calendar_file.About(name, absolute(request.get_full_path()))
    content = calendar_file.render_deadlines(of_events(rows[: calendar_file.MOST]), about)
    return answers.body(content, answers.CALENDAR, filename="deadlines.ics")


@feed
def calendar_atom(request: HttpRequest) -> HttpResponse:
    """What changed last, as Atom."""
    return answers.body(news.atom(of_events(_changed(request)), _channel(request)), answers.ATOM)


@feed
def calendar_json(request: HttpRequest) -> HttpResponse:
    """What changed last, as JSON Feed 1.1."""
    return answers.body(news.json_feed(of_events(_changed(request)), _channel(request)), answers.JSON_FEED)


@feed
def calendar_csv(request: HttpRequest) -> HttpResponse:
    """All events of a filter as a table, in the order of their dates."""
    rows = _events(CalendarFilter.from_query(request.GET))
    return answers.body(listing.table(of_events(rows)), answers.CSV, filename="events.csv")


@feed
def api_events(request: HttpRequest) -> HttpResponse:
    """Events of a filter, page by page."""
    wanted = CalendarFilter.from_query(request.GET)
    limit = _limit(request.GET.get("limit", ""))
    try:
        page = listing.paged(_events(wanted), request.GET.get("cursor", ""), limit)
    except ValueError:
        return answers.refusal("This cursor is not one of ours. Please begin again without it.")
    content = {
        "network": str(region.current().network),
        "licence": _licence(),
        "documentation": absolute(reverse("embed:help")),
        "ignored": list(wanted.notes),
        "events": [listing.as_data(entry) for entry in of_events(page.rows)],
        "next": _following(wanted, limit, page.next_cursor),
    }
    return answers.body(listing.dump(content), answers.JSON)


def _following(wanted: CalendarFilter, limit: int, cursor: str | None) -> str | None:
    """The address of the next page, if there is one."""
    if not cursor:
        return None
    pairs = [*wanted.items(), ("limit", str(limit)), ("lang", get_language()), ("cursor", cursor)]
    return absolute(f"{reverse('feeds:api_events')}?{urlencode(pairs)}")


def _limit(written: str) -> int:
    """How many events a page has; what is no number means the default."""
    usable = written.isascii() and written.isdigit() and len(written) < 9
    return min(max(int(written), 1), listing.MOST_SIZE) if usable else listing.DEFAULT_SIZE


def _events(wanted: CalendarFilter) -> QuerySet[PublicEvent]:
    """Listed events of a filter. What was called off stays: feeds must say so."""
    return wanted.apply(queries.listed(), include_cancelled=True)


def _changed(request: HttpRequest) -> QuerySet[PublicEvent]:
    """The newest changes. Without `when`, of all events: it is news, not a calendar."""
    wanted = CalendarFilter.from_query(request.GET)
    if not wanted.when:
        wanted = replace(wanted, when="all")
    return _events(wanted).order_by("-changed_at", "-pk")[: news.MOST]


def _channel(request: HttpRequest) -> news.Channel:
    wanted = CalendarFilter.from_query(request.GET)
    return news.Channel(
        title=_title(),
        author=str(region.current().network),
        page=absolute(f"{reverse('website:calendar')}?{wanted.query_string()}".rstrip("?")),
        address=absolute(request.get_full_path()),
        language=get_language() or "de",
        licence=_licence(),
        updated=answers.last_modified(request) or timezone.now(),
    )


def _title() -> str:
    return gettext("%(network)s: events") % {"network": region.current().network}


def _licence() -> str:
    return str(region.current().text("licence")) or absolute(reverse("website:licences"))
