"""Conference schedules of frab, pretalx and the c3voc: XML and JSON. One event with its sessions."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree as SafeTree
from defusedxml.common import DefusedXmlException
from django.utils.translation import gettext as _

from kogge.core.imprecise_date import Precision

from ..formats.convention import CONVENTION
from .rows import MOST_ROWS, Found, Row, Unreadable

Talk = dict[str, Any]
FIELDS = (
    "title", "subtitle", "abstract", "description", "type", "language", "track", "room", "date", "duration",
)  # fmt: skip


def read_xml(content: bytes) -> Found:
    """A schedule.xml. Entities and document types are refused: they are how XML bombs are built."""
    try:
        root = SafeTree.fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise Unreadable(_("The file holds XML entities or a document type and was not opened.")) from error
    except (ParseError, ValueError, LookupError) as error:
        raise Unreadable(_("The file is no well-formed XML. Please export it again.")) from error
    conference = root.find("conference")
    if root.tag != "schedule" or conference is None:
        raise Unreadable(_("This is no conference schedule: “schedule” and “conference” are missing."))
    about = {child.tag: (child.text or "").strip() for child in conference}
    return _found("frab-xml", about, [_xml_talk(node) for node in root.iterfind("day/room/event")])


def read_json(content: bytes) -> Found:
    """A schedule.json."""
    try:
        data = json.loads(content.decode("utf-8-sig"))
        conference = data["schedule"]["conference"]
        talks = [
            {**talk, "room": talk.get("room") or room}
            for day in conference["days"]
            for room, list_of_talks in day["rooms"].items()
            for talk in list_of_talks
        ]
    except RecursionError as error:
        raise Unreadable(_("The file is nested far too deeply.")) from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Unreadable(
            _("This is no conference schedule: “schedule” and “conference” are missing.")
        ) from error
    for talk in talks:
        people = talk.get("persons")
        talk["people"] = [_name(one) for one in people if _name(one)] if isinstance(people, list) else []
    return _found("frab-json", conference, talks)


def _name(person: object) -> str:
    if not isinstance(person, dict):
        return ""
    return str(person.get("public_name") or person.get("name") or "").strip()


def _xml_talk(node: Element) -> Talk:
    talk: Talk = {name: (node.findtext(name) or "").strip() for name in FIELDS}
    talk["guid"], talk["id"] = node.get("guid") or "", node.get("id") or ""
    names = ((one.text or "").strip() for one in node.iterfind("persons/person"))
    talk["people"] = [name for name in names if name]
    return talk


def _found(kind: str, about: dict[str, Any], talks: list[Talk]) -> Found:
    if len(talks) > MOST_ROWS:
        raise Unreadable(_("The schedule has more than %(most)s sessions.") % {"most": MOST_ROWS})
    title = str(about.get("title") or "").strip()
    if not title:
        raise Unreadable(_("The schedule names no title of the conference."))
    acronym = str(about.get("acronym") or title)[:100]
    row = Row(0, f"conference/{acronym}", title)
    row.sessions = list(_sessions(talks))
    days = [day for day in (_day(about.get("start")), _day(about.get("end"))) if day]
    moments = [one.values["starts_at"] for one in row.sessions if "starts_at" in one.values]
    days = days or [moment.date() for moment in (min(moments), max(moments))] if moments or days else []
    row.values = {"title_de": title, "format_key": CONVENTION.key}
    if days:
        row.values |= {"starts_on": days[0], "ends_on": days[-1], "precision": Precision.DAY.value}
    else:
        row.fault = _("The schedule names neither days nor sessions.")
    return Found(kind, [row])


def _sessions(talks: list[Talk]) -> Iterator[Row]:
    for line, talk in enumerate(talks, start=1):
        title = " ".join(str(talk.get("title") or "").split())
        key = str(talk.get("guid") or talk.get("id") or title)
        row = Row(line, f"session/{key}"[:300], title or key)
        try:
            if not title:
                raise ValueError(_("The title is missing."))
            row.values = {"title_de": title, "position": line, **_times(talk), **_texts(talk)}
        except ValueError as error:
            row.fault = str(error)
        yield row


def _times(talk: Talk) -> dict[str, Any]:
    """Begin, and the real time it lasts, also over a change of clocks."""
    try:
        start = datetime.fromisoformat(str(talk.get("date") or "").replace("Z", "+00:00"))
        hours, minutes = str(talk.get("duration") or "").split(":")[:2]
        length = timedelta(hours=int(hours), minutes=int(minutes))
    except ValueError as error:
        raise ValueError(_("The time cannot be read.")) from error
    if start.tzinfo is None or not timedelta(0) < length < timedelta(days=4):
        raise ValueError(_("The time cannot be read."))
    start = start.astimezone(UTC)
    return {"starts_at": start, "ends_at": start + length}


def _texts(talk: Talk) -> dict[str, Any]:
    words = [str(talk.get(name) or "").strip() for name in ("subtitle", "abstract", "description")]
    language = str(talk.get("language") or "").strip()[:20]
    return {
        "abstract_de": "\n\n".join(part for part in words if part),
        "kind": re.sub(r"\s+", " ", str(talk.get("type") or "talk"))[:40],
        "language": language,
        "track": " ".join(str(talk.get("track") or "").split())[:120],
        "room": " ".join(str(talk.get("room") or "").split())[:120],
        "people": [" ".join(str(name).split())[:200] for name in talk.get("people") or []],
    }


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value or "")[:10])
    except ValueError:
        return None
