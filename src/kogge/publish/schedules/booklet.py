"""The programme booklet: rooms by day, every session, the people, an index. Only what is released."""

from collections.abc import Iterable
from operator import itemgetter
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kogge.core.periods import hours, moment, period
from kogge.core.translated import translated
from kogge.network.directory.models import Profile
from kogge.publish.programme import words
from kogge.publish.programme.models import PublicEvent, PublicSession

from . import paper

Record = dict[str, Any]


def made(public: PublicEvent) -> bytes:
    """The file in the active language."""
    return paper.made("booklet", content(public))


def content(public: PublicEvent) -> Record:
    """All words of the booklet. Sessions are numbered in the order of time and room; the index leads to the numbers."""
    found = list(PublicSession.objects.filter(public_event=public).values_list("record", flat=True))
    records = sorted(found, key=_order)
    sessions = [{"number": number, **_session(record)} for number, record in enumerate(records, 1)]
    people = _people(sessions)
    return {
        **paper.of_event(public), "days": _days(sessions), "people": people, "index": _index(sessions, people),
        "words": {
            "by_room": _("Day and room"), "sessions": _("All sessions"), "people": _("People"), "index": _("Index"),
            "contents": pgettext("booklet", "Contents"), "number": _("No."), "time": _("Time"), "session": _("Session"),
            "with": _("With"), "page": _("Page"), "cancelled": _("Cancelled"),
            "empty": _("No session has been released yet."),
        },
    }  # fmt: skip


def _order(record: Record) -> tuple[Any, ...]:
    room = (record["room"] or {}).get("name", "")
    return (record["day"] or 999, record["starts_at"] or "~", room, record["position"], record["slug"])


def _session(record: Record) -> Record:
    start = moment(record["starts_at"])
    track = str(translated(record["track"], "name")) if record["track"] else ""
    kind = str(words.of(words.SESSION_KINDS, record["kind"]))
    language = str(words.of(words.LANGUAGES, record["language"])) if record["language"] else ""
    return {
        "title": str(translated(record, "title")),
        "abstract": str(translated(record, "abstract")),
        "day": period(start, weekday=True) if start else _("Time not stated"),
        "time": hours(record["starts_at"], record["ends_at"]),
        "room": (record["room"] or {}).get("name", ""),
        "people": [
            {"slug": one["slug"], "name": f"{one['title']} {one['name']}".strip()} for one in record["people"]
        ],
        "facts": " · ".join(filter(None, (kind, track, language))),
        "cancelled": record["state"] == "cancelled",
    }


def _days(sessions: list[Record]) -> list[Record]:
    """Each day with its sessions, and with its rooms and theirs."""
    days: dict[str, list[Record]] = {}
    for one in sessions:
        days.setdefault(one["day"], []).append(one)
    return [{"title": day, "sessions": rows, "rooms": _rooms(rows)} for day, rows in days.items()]


def _rooms(rows: Iterable[Record]) -> list[Record]:
    rooms: dict[str, list[Record]] = {}
    for one in rows:
        rooms.setdefault(one["room"] or _("No particular room"), []).append(one)
    return [{"title": room, "sessions": rooms[room]} for room in sorted(rooms, key=str.casefold)]


def _people(sessions: list[Record]) -> list[Record]:
    """Everybody whom the public may know, by name, with what they wrote of themselves and the numbers of sessions."""
    found: dict[str, Record] = {}
    for session in sessions:
        for one in session["people"]:
            entry = found.setdefault(one["slug"], {"name": one["name"], "numbers": [], "biography": ""})
            if session["number"] not in entry["numbers"]:
                entry["numbers"].append(session["number"])
    profiles = Profile.objects.filter(person__slug__in=found, released_at__isnull=False).select_related(
        "person"
    )
    for profile in profiles:
        found[profile.person.slug]["biography"] = str(translated(profile, "biography"))
    return sorted(found.values(), key=lambda one: (one["name"].split()[-1].casefold(), one["name"]))


def _index(sessions: list[Record], people: list[Record]) -> list[Record]:
    """Titles and names from A to Z, each with its numbers."""
    rows = [{"name": one["title"], "numbers": [one["number"]]} for one in sessions]
    rows += [{"name": _last_name_first(one["name"]), "numbers": one["numbers"]} for one in people]
    return sorted(rows, key=lambda row: (str(row["name"]).casefold(), itemgetter("numbers")(row)))


def _last_name_first(name: str) -> str:
    first, _space, last = name.rpartition(" ")
    return f"{last}, {first}" if first else last
