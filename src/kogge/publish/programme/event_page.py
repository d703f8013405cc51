"""What an event's page shows, put together from its public record. Serves the public page and the preview."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from kogge.core.periods import day, hours, period
from kogge.core.translated import translated
from kogge.network.directory import kinds

from . import timetable, words

Record = dict[str, Any]
FORMER_PLACE_DAYS = 7
MOST_SESSIONS = 30


def context(record: Record, sessions: list[Record], related: Iterable[tuple[str, Record]] = ()) -> Record:
    """All a page needs. `related` are (how, record) of other public events: "child" or "edition"."""
    related = list(related)
    base = reverse("programme:event", args=[record["slug"]])
    few = sessions if len(sessions) <= MOST_SESSIONS else []
    return {
        "event": record,
        "format_label": words.format_label(record),
        "when": period(record["starts_on"], record["ends_on"], record["precision"], weekday=True),
        "rows": rows(record),
        "former_place": former_place(record),
        "place_access": access(record["place"]) if record["place"] else [],
        "access": access(record),
        "days": [
            {"label": _day_label(record, number), "groups": timetable.groups(found, f"{base}sessions/")}
            for number in timetable.days(few)
            if (found := [one for one in few if (one["day"] or 0) == number])
        ],
        "day_links": [] if few else _day_links(record, sessions),
        "session_count": len(sessions),
        "people": people(record["people"], words.PEOPLE),
        "has_speakers": any(one["people"] for one in sessions),
        "organizers": organizers(record),
        "children": [labelled(one) for how, one in related if how == "child"],
        "editions": [labelled(one) for how, one in related if how == "edition"],
        "crumbs": crumbs(record),
    }


def crumbs(record: Record, *below: Record) -> list[Record]:
    """Where the page stands: calendar, the event it belongs to, itself, and what is below it."""
    found: list[Record] = [{"name": _("Calendar"), "address": reverse("website:calendar")}]
    for one in (record["parent"], record):
        if one:
            address = reverse("programme:event", args=[one["slug"]])
            found.append({"name": translated(one, "title"), "address": address})
    found += below
    found[-1] = {"name": found[-1]["name"], "address": ""}
    return found


def rows(record: Record) -> list[Record]:
    """The facts beside the text. What nobody stated is said to be not stated, what does not apply is left out."""
    online = record["mode"] == "online"
    found: list[Record] = [
        {"term": _("Date"), "value": period(record["starts_on"], record["ends_on"], record["precision"])},
        {"term": _("Time"), "value": _time(record)},
        {"term": _("Taking place"), "value": _mode(record["mode"])},
        {"term": _("Cost"), "lines": [line for line in (_cost(record["cost"]), record["cost_note"]) if line]},
    ]
    if not record["place"] and not online:
        found.insert(2, {"term": _("Place"), "value": record["place_note"]})
    optional = [
        (_("For whom"), record["audience_text"] or _audiences(record)),
        (_("Language"), words.of(words.LANGUAGES, record["language"]) if record["language"] else ""),
        (_("Seats"), record["capacity"]),
        (_("Room"), record["room"]["name"] if record["room"] else ""),
        (_("Edition"), _("%(number)s. edition") % {"number": record["edition"]} if record["edition"] else ""),
        (_("Role of the network"), words.NETWORK.get(record["network_role"], "")),
    ]
    return found + [{"term": term, "value": value} for term, value in optional if value]


def former_place(record: Record, now: datetime | None = None) -> Record | None:
    """Where the event would have been, for a week after it moved (PL-F2)."""
    changed = parse_datetime(record["place_changed_at"] or "")
    if not record["former_place"] or changed is None:
        return None
    fresh = (now or timezone.now()) - changed < timedelta(days=FORMER_PLACE_DAYS)
    return record["former_place"] if fresh else None


def access(thing: Record) -> list[str]:
    """What helps to get in and to take part, in words."""
    return [kinds.label("access", str(one)) for one in thing["access_features"]]


def organizers(record: Record) -> list[Record]:
    """Who organises, with role and page."""
    return [
        {
            "name": one["name"],
            "role": words.of(words.ORGANIZERS, one["role"]),
            "address": reverse("website:organization", args=[one["slug"]]) if one["slug"] else "",
        }
        for one in record["organizers"]
    ]


def people(rows: Iterable[Record], roles: dict[str, Any]) -> list[Record]:
    """People with all their roles, each once, in the order given."""
    found: dict[str, Record] = {}
    for one in rows:
        name = f"{one['title']} {one['name']}".strip()
        address = reverse("website:person", args=[one["slug"]])
        entry = found.setdefault(one["slug"], {"name": name, "address": address, "roles": []})
        entry["roles"].append(words.of(roles, one["role"]))
    return [{**one, "role": ", ".join(dict.fromkeys(one["roles"]))} for one in found.values()]


def labelled(record: Record) -> Record:
    """A record with the name of its format, as the shelf's rows want it."""
    return {**record, "format_label": words.format_label(record)}


def _day_links(record: Record, sessions: list[Record]) -> list[Record]:
    """Each day of a big programme with its number of sessions."""
    programme = reverse("programme:programme", args=[record["slug"]])
    return [
        {
            "name": _day_label(record, number),
            "address": f"{programme}?day={number}",
            "count": sum((one["day"] or 0) == number for one in sessions),
        }
        for number in timetable.days(sessions)
    ]


def _audiences(record: Record) -> str:
    return ", ".join(str(translated(one, "name")) for one in record["audiences"])


def _day_label(record: Record, number: int) -> str:
    """The heading of one day of the programme; none when there is only one."""
    first = day(record["starts_on"]) if record["precision"] == "day" else None
    name, date = timetable.day_label(first, number, lambda known: period(known, weekday=True))
    return f"{name}, {date}" if date else name


def _time(record: Record) -> str:
    if record["precision"] != "day":
        return ""
    return hours(record["starts_at"], record["ends_at"])


def _mode(mode: str) -> str:
    return {"onsite": _("On site"), "online": _("Online"), "hybrid": _("On site and online")}.get(mode, "")


def _cost(cost: str) -> str:
    return {"free": _("Free of charge"), "paid": _("With a fee")}.get(cost, "")
