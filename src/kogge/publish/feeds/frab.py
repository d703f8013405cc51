"""The programme of one event as frab/pretalx schedule, XML and JSON: what conference apps and signs read.

Sessions need a time; those without one, and those called off, are not part of a schedule file (apps show a
session that vanished from it as cancelled).
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext

from kogge.publish.programme.models import PublicEvent, PublicSession

from . import clean
from .entries import Entry, absolute, of_event, of_session

NAMES = {"stage": "stage", "room": "workshop", "online": "online"}


@dataclass(frozen=True)
class Item:
    """One session with its row."""

    row: PublicSession
    entry: Entry
    start: datetime
    end: datetime

    @property
    def room(self) -> str:
        return self.entry.room or gettext("Without room")

    @property
    def duration(self) -> str:
        """Real time between start and end, also over a change of clocks."""
        minutes = int((self.end.astimezone(UTC) - self.start.astimezone(UTC)) / timedelta(minutes=1))
        return f"{minutes // 60:02d}:{minutes % 60:02d}"

    @property
    def track(self) -> str:
        track = self.row.record.get("track") or {}
        return clean.line(track.get("name_de"))


@dataclass(frozen=True)
class Schedule:
    """Everything both file formats say."""

    event: Entry
    acronym: str
    version: str
    items: list[Item]
    days: list[date]
    address: str

    def on(self, day: date) -> dict[str, list[Item]]:
        """Rooms of a day in the order of their first session."""
        rooms: dict[str, list[Item]] = defaultdict(list)
        for item in self.items:
            if item.start.date() == day:
                rooms[item.room].append(item)
        return rooms


def schedule(
    event: PublicEvent, sessions: Iterable[PublicSession], *, version: str, address: str
) -> Schedule:
    """Collect the sessions that have a time. ValueError when the event itself has no day."""
    zone = ZoneInfo(settings.TIME_ZONE)
    items = [
        Item(row, of_session(row, event), row.starts_at.astimezone(zone), row.ends_at.astimezone(zone))
        for row in sessions
        if row.starts_at and row.ends_at and row.state != "cancelled"
    ]
    items.sort(key=lambda item: (item.start, item.room, item.row.pk))
    days = sorted({item.start.date() for item in items} | _days(event))
    if not days:
        raise ValueError("A schedule needs a day.")
    acronym = clean.identifier(event.slug).replace("-", "_")
    return Schedule(of_event(event), acronym, version, items, days, address)


def xml(plan: Schedule) -> bytes:
    """schedule.xml as the c3voc schema wants it."""
    root = ET.Element("schedule")
    ET.SubElement(root, "generator", name="Kogge", system=settings.SITE_URL)
    _add(root, "url", plan.address)
    _add(root, "version", plan.version)
    conference = ET.SubElement(root, "conference")
    for name, words in _about(plan).items():
        _add(conference, name, words)
    for slug, name in _tracks(plan).items():
        ET.SubElement(conference, "track", name=name, slug=slug)
    for index, day in enumerate(plan.days, start=1):
        start, end = _bounds(day)
        node = ET.SubElement(
            root, "day", index=str(index), date=day.isoformat(), start=start.isoformat(), end=end.isoformat()
        )
        for room, items in plan.on(day).items():
            place = ET.SubElement(node, "room", name=room, guid=_room_guid(plan, room))
            for item in items:
                _xml_event(place, plan, item)
    ET.indent(root)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="utf-8")


def as_json(plan: Schedule) -> bytes:
    """schedule.json as the c3voc schema wants it."""
    rooms = {item.room: item.row.record.get("room") or {} for item in plan.items}
    about: dict[str, Any] = {k: v for k, v in _about(plan).items() if k not in {"base_url", "days"}}
    about["daysCount"] = len(plan.days)
    about["tracks"] = [{"slug": slug, "name": name} for slug, name in _tracks(plan).items()]
    about["rooms"] = [
        {
            "name": name,
            "guid": _room_guid(plan, name),
            "type": NAMES.get(str(room.get("kind")), "other"),
            "capacity": room.get("capacity"),
        }
        for name, room in rooms.items()
    ]
    about["days"] = [_json_day(plan, index, day) for index, day in enumerate(plan.days, start=1)]
    content = {
        "generator": {"name": "Kogge", "version": plan.version, "url": settings.SITE_URL},
        "schedule": {"version": plan.version, "base_url": settings.SITE_URL, "conference": about},
    }
    return json.dumps(content, ensure_ascii=False).encode()


def _about(plan: Schedule) -> dict[str, str]:
    return {
        "title": plan.event.title,
        "acronym": plan.acronym,
        "start": plan.days[0].isoformat(),
        "end": plan.days[-1].isoformat(),
        "days": str(len(plan.days)),
        "timeslot_duration": "00:05",
        "base_url": absolute("/"),
        "url": plan.event.url,
        "time_zone_name": settings.TIME_ZONE,
    }


def _xml_event(place: ET.Element, plan: Schedule, item: Item) -> None:
    node = ET.SubElement(place, "event", id=str(item.row.session_id), guid=item.entry.uid)
    for name, words in _common(plan, item).items():
        _add(node, name, words)
    people = ET.SubElement(node, "persons")
    for person in _people(item):
        ET.SubElement(people, "person", guid=person["guid"]).text = person["name"]
    recording = ET.SubElement(node, "recording")
    _add(recording, "license", "")
    _add(recording, "optout", "false")
    ET.SubElement(node, "links")
    ET.SubElement(node, "attachments")


def _json_day(plan: Schedule, index: int, day: date) -> dict[str, Any]:
    start, end = _bounds(day)
    return {
        "index": index,
        "date": day.isoformat(),
        "day_start": start.isoformat(),
        "day_end": end.isoformat(),
        "rooms": {room: [_json_event(plan, item) for item in items] for room, items in plan.on(day).items()},
    }


def _json_event(plan: Schedule, item: Item) -> dict[str, Any]:
    return {
        **_common(plan, item),
        "id": item.row.session_id,
        "guid": item.entry.uid,
        "end": item.end.isoformat(),
        "do_not_record": False,
        "recording_license": "",
        "persons": _people(item),
        "links": [],
        "attachments": [],
    }


def _common(plan: Schedule, item: Item) -> dict[str, str]:
    entry = item.entry
    return {
        "room": item.room,
        "title": entry.title,
        "subtitle": "",
        "type": clean.line(item.row.kind),
        "date": item.start.isoformat(),
        "start": f"{item.start:%H:%M}",
        "duration": item.duration,
        "abstract": entry.description,
        "slug": f"{plan.acronym}-{clean.identifier(item.row.slug)}",
        "track": item.track,
        "language": entry.language,
        "description": "",
        "url": entry.url,
    }


def _people(item: Item) -> list[dict[str, str]]:
    rows = item.row.record.get("people") or []
    return [
        {
            "guid": str(uuid5(NAMESPACE_URL, absolute(f"/people/{row['slug']}/"))),
            "name": clean.line(row["name"]),
        }
        for row in {row["slug"]: row for row in rows if row.get("slug")}.values()
    ]


def _tracks(plan: Schedule) -> dict[str, str]:
    tracks = (item.row.record.get("track") or {} for item in plan.items)
    return {clean.identifier(row["slug"], least=2): clean.line(row["name_de"]) for row in tracks if row}


def _bounds(day: date) -> tuple[datetime, datetime]:
    zone = ZoneInfo(settings.TIME_ZONE)
    start = datetime(day.year, day.month, day.day, tzinfo=zone)
    following = day + timedelta(days=1)
    return start, datetime(following.year, following.month, following.day, tzinfo=zone)


def _days(event: PublicEvent) -> set[date]:
    if event.precision != "day" or event.starts_on is None:
        return set()
    last = event.ends_on or event.starts_on
    return {event.starts_on + timedelta(days=n) for n in range(min((last - event.starts_on).days, 60) + 1)}


def _room_guid(plan: Schedule, room: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"{plan.event.url}#{room}"))


def _add(parent: ET.Element, name: str, words: str) -> None:
    ET.SubElement(parent, name).text = words
