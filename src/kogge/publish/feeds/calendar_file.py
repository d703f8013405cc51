"""iCalendar (RFC 5545, 7986): events, sessions and deadlines.

UID is the record's own and stays for ever; SEQUENCE counts releases that changed it; what is called off
stays as CANCELLED. A month is an all-day span that leaves the time free and says that its day is not stated;
what is known by its year only, or not at all, is left out and counted in the calendar's description.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext, ngettext
from icalendar import Calendar, Event, vText, vUri

from kogge.core.imprecise_date import Precision

from .entries import Entry

MOST = 2000
PRODUCT = "-//Kogge//Kogge//DE"
REFRESH = timedelta(hours=1)
_STATUS = {"cancelled": "CANCELLED", "postponed": "CANCELLED", "tentative": "TENTATIVE"}


@dataclass(frozen=True)
class About:
    """What a calendar says of itself."""

    name: str
    address: str
    note: str = ""


def render(entries: Iterable[Entry], about: About) -> bytes:
    """A calendar of events or sessions with the zone it uses."""
    entries = list(entries)
    shown = [entry for entry in entries if _has_span(entry)]
    calendar = _calendar(about, [_left_out(len(entries) - len(shown)), _too_many(len(shown))])
    for entry in shown[:MOST]:
        calendar.add_component(_event(entry))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def render_deadlines(entries: Iterable[Entry], about: About) -> bytes:
    """A calendar of deadlines only: whole days that leave the time free."""
    calendar = _calendar(about, [])
    for entry in entries:
        for day, label in entry.deadlines:
            item = Event()
            item.add("uid", str(uuid5(NAMESPACE_URL, f"{entry.uid}/{label}")))
            item.add("dtstamp", entry.changed_at)
            item.add("sequence", entry.sequence)
            item.add("summary", f"{label}: {entry.title}")
            item.add("url", vUri(entry.url))
            item.add("related-to", entry.uid)
            item.add("status", "CANCELLED" if entry.called_off else "CONFIRMED")
            _span(item, day, day)
            calendar.add_component(item)
    return calendar.to_ical()


def zoned(moment: datetime) -> datetime:
    """Local time; the second of two equal hours, when clocks go back, as UTC since only that is exact."""
    local = moment.astimezone(ZoneInfo(settings.TIME_ZONE))
    return moment.astimezone(UTC) if local.fold else local


def _calendar(about: About, notes: list[str]) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", about.name)
    calendar.add("x-wr-calname", about.name)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("source", vUri(about.address), parameters={"VALUE": "URI"})
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vText("PT1H"))
    note = " ".join(part for part in [about.note, *notes] if part)
    if note:
        calendar.add("description", note)
        calendar.add("x-wr-caldesc", note)
    return calendar


def _event(entry: Entry) -> Event:
    item = Event()
    item.add("uid", entry.uid)
    item.add("dtstamp", entry.changed_at)
    item.add("last-modified", entry.changed_at)
    item.add("sequence", entry.sequence)
    item.add("summary", entry.heading)
    item.add("status", _STATUS.get(entry.state, "CONFIRMED"))
    item.add("url", vUri(entry.url))
    _times(item, entry)
    if entry.text:
        item.add("description", entry.text)
    if entry.place:
        item.add("location", entry.place)
    if entry.coordinates:
        item.add("geo", entry.coordinates)
    if entry.topics:
        item.add("categories", list(entry.topics))
    if entry.organizers:
        item.add("contact", ", ".join(entry.organizers))
    if entry.online_url:
        item.add("conference", vUri(entry.online_url), parameters={"VALUE": "URI"})
    if entry.parent_uid:
        item.add("related-to", entry.parent_uid)
    return item


def _times(item: Event, entry: Entry) -> None:
    if entry.starts_at and entry.ends_at:
        item.add("dtstart", zoned(entry.starts_at))
        item.add("dtend", zoned(entry.ends_at))
        return
    first, last = entry.date.first, entry.last_day if entry.has_day else entry.date.last
    if first is not None:
        _span(item, first, last or first)


def _span(item: Event, first: date, last: date) -> None:
    item.add("dtstart", first)
    item.add("dtend", last + timedelta(days=1))
    item.add("transp", "TRANSPARENT")


def _has_span(entry: Entry) -> bool:
    return entry.date.precision in {Precision.DAY, Precision.MONTH}


def _left_out(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)s event without a stated month is only on the website.",
        "%(count)s events without a stated month are only on the website.",
        count,
    ) % {"count": count}


def _too_many(count: int) -> str:
    if count <= MOST:
        return ""
    return gettext("Only the first %(most)s entries are listed; please narrow the filter.") % {"most": MOST}
