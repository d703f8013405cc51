"""Stage sheets for those who run a stage, and signs for its door. Both follow the released timetable."""

import io
from itertools import pairwise
from typing import Any

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from kogge.core.periods import hours, moment, period
from kogge.core.refusals import Refused
from kogge.core.translated import translated
from kogge.plan.events.models import Contribution
from kogge.publish.programme.models import PublicEvent, PublicSession

from . import paper

Record = dict[str, Any]


def stages(public: PublicEvent) -> bytes:
    """A page for each room and day: times, people with what they need, minutes of change-over."""
    needs = _people(public)
    pages = [
        {"room": room["name"], "day": day, "rows": _stage_rows(records, needs)}
        for room, day, records in _by_room_and_day(public)
    ]
    return paper.made("stages", {
        **paper.of_event(public), "pages": pages,
        "words": {
            "sheet": _("Stage sheet"), "time": _("Time"), "session": _("Session"), "people": _("People"),
            "needs": _("Needs on stage"), "change": _("%(minutes)s minutes of change-over"), "page": _("Page"),
            "cancelled": _("Cancelled"), "none": _("No change-over: the next session begins at once."),
        },
    })  # fmt: skip


def doors(public: PublicEvent) -> bytes:
    """A page for each room and day in big type, with a code that opens the room's programme on a phone."""
    pages = [
        {
            "room": room["name"], "day": day, "rows": [_door_row(record) for record in records],
            "code": _code(address := _address(public, room["slug"], records[0])), "address": address,
        }
        for room, day, records in _by_room_and_day(public)
    ]  # fmt: skip
    words = {
        "scan": _("Programme of this room on your phone"), "code": _("Code with the address of this room's programme"),
        "cancelled": _("Cancelled"),
    }  # fmt: skip
    return paper.made("doors", {**paper.of_event(public), "pages": pages, "words": words})


def _by_room_and_day(public: PublicEvent) -> list[tuple[Record, str, list[Record]]]:
    """Rooms by name, in each the days in order; sessions without room or time have no stage."""
    rows = PublicSession.objects.filter(public_event=public, starts_at__isnull=False).exclude(room_slug="")
    found: dict[tuple[str, str, str], tuple[Record, str, list[Record]]] = {}
    for record in rows.order_by("starts_at", "pk").values_list("record", flat=True):
        start = moment(record["starts_at"])
        room, day = record["room"], f"{start:%Y-%m-%d}"
        key = (room["name"].casefold(), room["slug"], day)
        found.setdefault(key, (room, period(start, weekday=True), []))[2].append(record)
    if not found:
        raise Refused(_("No session with time and room has been released yet, so there is nothing to print."))
    return [found[key] for key in sorted(found)]


def _stage_rows(records: list[Record], people: dict[str, list[Record]]) -> list[Record]:
    rows = [
        {
            "time": hours(record["starts_at"], record["ends_at"]),
            "title": str(translated(record, "title")),
            "people": people.get(record["uid"], []),
            "cancelled": record["state"] == "cancelled",
            "after": None,
        }
        for record in records
    ]
    for number, (one, following) in enumerate(pairwise(records)):
        end, start = moment(one["ends_at"]), moment(following["starts_at"])
        if end and start:
            rows[number]["after"] = max(int((start - end).total_seconds() // 60), 0)
    return rows


def _people(public: PublicEvent) -> dict[str, list[Record]]:
    """Everybody of each session, released or not: the sheet stays with the team. With needs on stage."""
    found: dict[str, list[Record]] = {}
    rows = Contribution.objects.filter(session__event=public.event_id)
    for row in rows.select_related("person__speaker_profile", "session").order_by(
        "session", "position", "pk"
    ):
        profile = getattr(row.person, "speaker_profile", None)
        one = {"name": str(row.person), "role": row.role_label, "needs": profile.needs if profile else ""}
        found.setdefault(str(row.session.uid), []).append(one)
    return found


def _door_row(record: Record) -> Record:
    names = ", ".join(f"{one['title']} {one['name']}".strip() for one in record["people"])
    time = hours(record["starts_at"], record["ends_at"])
    title = str(translated(record, "title"))
    return {"time": time, "title": title, "people": names, "cancelled": record["state"] == "cancelled"}


def _address(public: PublicEvent, room: str, record: Record) -> str:
    programme = reverse("programme:programme", args=[public.slug])
    return f"{settings.SITE_URL}{programme}?day={record['day'] or 1}&room={room}"


def _code(address: str) -> str:
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=0, xmldecl=False, svgns=True)
    return out.getvalue().decode()
