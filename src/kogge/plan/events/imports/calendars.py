"""iCalendar files: single events, and recurring ones expanded within bounds."""

import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import recurring_ical_events
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.imprecise_date import Precision

from . import dates, tables
from .rows import MOST_ROWS, Found, Row, Unreadable

MOST_DATES = 500
MOST_SECONDS = 5.0
YEARS = 3
WHOLE_MONTH = 28
_FREQUENCIES = {"DAILY", "WEEKLY", "MONTHLY", "YEARLY"}
_DENSE = ("BYSECOND", "BYMINUTE", "BYHOUR")
# Rules that may never come true would be searched until the year 9999.
_ONLY_LONG = ("BYSETPOS", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO")


def read_calendar(content: bytes) -> Found:
    """Every event of every calendar in the file; a recurring one becomes one row per date."""
    text = tables.decoded(content)
    try:
        calendars = icalendar.Calendar.from_ical(text, multiple=True)
        groups = _by_uid(calendars)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as error:
        raise Unreadable(_("The calendar is broken and cannot be read. Please export it again.")) from error
    if not groups:
        raise Unreadable(_("The calendar holds no events."))
    rows: list[Row] = []
    started = time.monotonic()
    for line, (uid, group) in enumerate(groups.items(), start=1):
        if time.monotonic() - started > MOST_SECONDS:
            raise Unreadable(_("The recurring events of this calendar take too long to expand."))
        rows += _rows_of(line, uid, group)
        if len(rows) > MOST_ROWS:
            raise Unreadable(
                _("The calendar has more than %(most)s dates. Please split it.") % {"most": MOST_ROWS}
            )
    return Found("icalendar", rows)


def _by_uid(calendars: Any) -> dict[str, list[icalendar.Event]]:
    groups: dict[str, list[icalendar.Event]] = defaultdict(list)
    for calendar in calendars:
        for item in calendar.walk("VEVENT"):
            start = getattr(item.get("DTSTART"), "dt", "")
            groups[str(item.get("UID") or f"{item.get('SUMMARY')}/{start}")[:300]].append(item)
    return groups


def _rows_of(line: int, uid: str, group: list[icalendar.Event]) -> list[Row]:
    first = group[0]
    label = str(first.get("SUMMARY") or uid)[:200]
    try:
        if not any(item.get("RRULE") or item.get("RDATE") for item in group):
            return [_row(line, uid, item) for item in group[:1]]
        return list(_expanded(line, uid, group))
    except ValueError as error:
        return [Row(line, uid, label, fault=str(error))]
    except Exception:  # whatever a foreign calendar breaks in the library is a fault of its row
        return [Row(line, uid, label, fault=_("This event is broken and cannot be read."))]


def _expanded(line: int, uid: str, group: list[icalendar.Event]) -> Iterator[Row]:
    for item in group:
        _refuse_endless(item)
    calendar = icalendar.Calendar()
    for item in group:
        calendar.add_component(item)
    today = timezone.localdate()
    window = (today.replace(day=1) - timedelta(days=366 * YEARS), today + timedelta(days=366 * YEARS))
    found = []
    for item in recurring_ical_events.of(calendar).after(
        datetime.combine(window[0], datetime.min.time(), UTC)
    ):
        start = item["DTSTART"].dt
        if (start.date() if isinstance(start, datetime) else start) > window[1]:
            break
        found.append(item)
        if len(found) > MOST_DATES:
            raise ValueError(_too_often())
    for item in found:
        yield _row(line, f"{uid}/{item['DTSTART'].dt.isoformat()}", item)


def _refuse_endless(item: icalendar.Event) -> None:
    """Rules that no real event has, and that would keep the computer busy."""
    rules = item.get("RRULE") or []
    for rule in rules if isinstance(rules, list) else [rules]:
        kind = str(rule.get("FREQ", [""])[0]).upper()
        long = kind in {"MONTHLY", "YEARLY"}
        dense = any(name in rule for name in _DENSE)
        interval = rule.get("INTERVAL", [1])[0]
        if not isinstance(interval, int) or not 1 <= interval <= 366:
            raise ValueError(_too_often())
        if kind not in _FREQUENCIES or dense or (not long and any(name in rule for name in _ONLY_LONG)):
            raise ValueError(_too_often())
        if sum(len(values) for values in rule.values() if isinstance(values, list)) > 60:
            raise ValueError(_too_often())
    if len(item.to_ical()) > 100_000:
        raise ValueError(_too_often())


def _too_often() -> str:
    return _("This event recurs too often: at most %(most)s dates within %(years)s years are read.") % {
        "most": MOST_DATES, "years": YEARS}  # fmt: skip


def _row(line: int, key: str, item: icalendar.Event) -> Row:
    title = " ".join(str(item.get("SUMMARY") or "").split())
    row = Row(line, key, title[:200] or key)
    try:
        if not title:
            raise ValueError(_("The title is missing."))
        row.values = {"title_de": _unprefixed(title), **_dates(item, row.notes), **_texts(item)}
    except ValueError as error:
        row.fault = str(error)
    return row


def _unprefixed(title: str) -> str:
    """Without the word that our own feeds put before what is called off."""
    for prefix in ("Abgesagt: ", "Verschoben: ", "Cancelled: ", "Postponed: "):
        title = title.removeprefix(prefix)
    return title


def _dates(item: icalendar.Event, notes: list[str]) -> dict[str, Any]:
    start = getattr(item.get("DTSTART"), "dt", None)
    if start is None:
        raise ValueError(_("The beginning is missing."))
    end = getattr(item.get("DTEND"), "dt", None)
    duration = getattr(item.get("DURATION"), "dt", None)
    if end is None and duration is not None:
        end = start + duration
    if isinstance(start, datetime):
        first = _moment(start, notes)
        if not isinstance(end, datetime) or _moment(end, notes) <= first:
            notes.append(_("Without an end the time is not taken over, only the day."))
            day = timezone.localtime(first).date()
            return {"starts_on": day, "ends_on": day, "precision": Precision.DAY.value}
        return {"starts_at": first, "ends_at": _moment(end, notes)}
    return _days(start, end)


def _days(start: date, end: object) -> dict[str, Any]:
    """Whole days; a free span over one calendar month means that month, as our own feeds write it."""
    last = end - timedelta(days=1) if isinstance(end, date) and end > start else start
    following = (start.replace(day=1) + timedelta(days=32)).replace(day=1)
    if start.day == 1 and (last - start).days >= WHOLE_MONTH - 1 and last + timedelta(days=1) == following:
        return {"starts_on": start, "precision": Precision.MONTH.value}
    return {"starts_on": start, "ends_on": last, "precision": Precision.DAY.value}


def _moment(value: datetime, notes: list[str]) -> datetime:
    """Zoned times as they are; floating ones are local."""
    if value.tzinfo is not None:
        return value.astimezone(UTC)
    return dates.instant(value.date(), value.time(), notes)


def _texts(item: icalendar.Event) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if item.get("DESCRIPTION"):
        values["description_de"] = str(item["DESCRIPTION"])
    if item.get("LOCATION"):
        values["place"] = " ".join(str(item["LOCATION"]).split())
    link = str(item.get("CONFERENCE") or "")
    if link.startswith(("http://", "https://")):
        values["online_url"] = link
    if item.get("CATEGORIES"):
        groups = item["CATEGORIES"] if isinstance(item["CATEGORIES"], list) else [item["CATEGORIES"]]
        values["topics"] = [str(name) for group in groups for name in getattr(group, "cats", [])][:20]
    status = str(item.get("STATUS") or "").upper()
    if status == "CANCELLED":
        values["state"] = "cancelled"
    return values
