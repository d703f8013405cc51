"""What a session's page, the list of people and the change log show."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kogge.core.folding import folded
from kogge.core.periods import hours, moment, period
from kogge.core.translated import translated

from . import changes, event_page, machine_head, programme_page, timetable, words
from .models import PublicEvent

Record = dict[str, Any]


def context(shown: PublicEvent, slug: str) -> Record:
    """The context of one session's page, or 404."""
    found = shown.sessions.filter(slug=slug).first()
    if found is None:
        raise Http404
    record = found.record
    programme = reverse("programme:programme", args=[shown.slug])
    return {
        "event": shown.record,
        "session": record,
        "kind": words.of(words.SESSION_KINDS, record["kind"]),
        "when": when(record, shown),
        "rows": rows(record, shown),
        "people": event_page.people(record["people"], words.PEOPLE),
        "organizations": [
            {**one, "address": reverse("website:organization", args=[one["slug"]]) if one["slug"] else ""}
            for one in record["organizations"]
        ],
        "machine": machine_head.for_session(found, shown),
        "is_over": programme_page.is_over(shown) or record["state"] == "cancelled",
        "crumbs": event_page.crumbs(
            shown.record,
            {"name": _("Programme"), "address": programme},
            {"name": translated(record, "title"), "address": "."},
        ),
    }


def when(record: Record, shown: PublicEvent) -> str:
    """Day and time as far as they are known."""
    start = moment(record["starts_at"])
    if start:
        return f"{period(start, weekday=True)}, {hours(record['starts_at'], record['ends_at'])}"
    first = shown.starts_on if shown.precision == "day" else None
    known = timetable.date_of_day(first, record["day"] or 0)
    if known is None:
        return _("Time not stated")
    part = timetable.part_of_day(record)
    return ", ".join(one for one in (period(known, weekday=True), part or _("time not stated")) if one)


def rows(record: Record, shown: PublicEvent) -> list[Record]:
    """The facts beside the abstract."""
    place = shown.record["place"]
    track = record["track"]
    programme = reverse("programme:programme", args=[shown.slug])
    optional = [
        (_("When"), when(record, shown), ""),
        (_("Room"), record["room"]["name"] if record["room"] else "", ""),
        (_("Place"), place["name"] if place else "", ""),
        (
            _("Track"),
            translated(track, "name") if track else "",
            f"{programme}?track={track['slug']}" if track else "",
        ),
        (_("Language"), words.of(words.LANGUAGES, record["language"]) if record["language"] else "", ""),
        (_("Seats"), record["capacity"], ""),
    ]
    return [{"term": term, "value": value, "address": address} for term, value, address in optional if value]


def speakers(shown: PublicEvent, records: Iterable[Record]) -> list[Record]:
    """People of an event and its sessions, by name, each with roles at the event and sessions."""
    base = f"{reverse('programme:event', args=[shown.slug])}sessions/"
    found: dict[str, Record] = {}
    for one in event_page.people(shown.record["people"], words.PEOPLE):
        found[one["address"]] = {**one, "sessions": []}
    for record in sorted(records, key=lambda one: (one["starts_at"] or "", one["position"])):
        for one in event_page.people(record["people"], words.PEOPLE):
            entry = found.setdefault(one["address"], {**one, "role": "", "sessions": []})
            session = {"title_de": record["title_de"], "title_en": record["title_en"], "role": one["role"]}
            entry["sessions"].append(
                {**session, "address": f"{base}{record['slug']}/", "state": record["state"]}
            )
    people = [one | {"filed_as": folded(one["name"].split()[-1])} for one in found.values()]
    return sorted(people, key=lambda one: (one["filed_as"], one["name"]))


def log_rows(entries: Iterable[Record]) -> list[Record]:
    """Lines of the public change log: what happened, to what, which facts; of moved things from where to where."""
    return [
        {
            "kind": changes.KINDS[one["kind"]],
            "key": one["kind"],
            "what": one["what"],
            "slug": one["slug"],
            "title_de": one["title"],
            "title_en": one["title_en"],
            "fields": [changes.FIELDS[key][0] for key in one["fields"] if key in changes.FIELDS],
            "before": where(one.get("before")),
            "after": where(one.get("after")),
        }
        for one in entries
    ]


def where(values: Record | None) -> str:
    """Time, room and place of a moved thing in one line."""
    if not values:
        return ""
    start = moment(values.get("starts_at"))
    parts = [
        f"{date_format(start, 'SHORT_DATE_FORMAT')}, {start:%H:%M}" if start else "",
        "" if start or not values.get("starts_on") else period(values["starts_on"]),
        values.get("room", ""),
        values.get("place", ""),
    ]
    return " · ".join(part for part in parts if part)
