"""From a record to what proves it: hours, attendance, the facts at the door, lists and scans. A few queries each."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Sum
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from kogge.core.ordering import empty_lowest
from kogge.network.accounts.models import User
from kogge.network.grants.models import Operation
from kogge.plan.events.models import Event
from kogge.prove.evidence.models import EvidenceFile
from kogge.prove.hours.models import Credit, Holder, Participant
from kogge.prove.lists.models import AttendanceList
from kogge.prove.questionnaires.models import Questionnaire
from kogge.take_part.attendance.models import Attendance, Correction, HeadCount, OnlineStay
from kogge.take_part.checkin.models import Scan
from kogge.take_part.checkin.verdicts import VERDICTS

from .readers import Reader

CLOCK_OFF_MS = 10 * 60 * 1000
"""PR-F7: a device whose clock is further off than this is marked; the server's time counts."""


@dataclass(frozen=True)
class Fact:
    """One thing somebody or something recorded. `at` counts; `device_at` is what the device's clock said."""

    what: str | Promise
    at: Any
    until: Any = None
    how: str = ""
    where: str = ""
    who: str = ""
    counted: str = ""
    note: str = ""
    device_at: Any = None
    minutes_off: int = 0


@dataclass
class Presence:
    """One row of attendance with everything it was computed from."""

    row: Attendance
    facts: list[Fact] = field(default_factory=list)


@dataclass
class Visit:
    """One event in a participant's record."""

    event: Event
    credit: Credit
    presences: list[Presence] = field(default_factory=list)
    lists: list[AttendanceList] = field(default_factory=list)
    scans: list[EvidenceFile] = field(default_factory=list)


@dataclass(frozen=True)
class Record:
    """What counts for one participant. `elsewhere`: minutes at events that are not open to this reader."""

    participant: Participant
    visits: list[Visit]
    minutes: int
    elsewhere: int
    questionnaires: list[Questionnaire]

    @property
    def hours(self) -> float:
        return self.minutes / 60


def record_of(reader: Reader, participant: Participant) -> Record:
    """Everything about one participant that is open to the reader; no name, no answers."""
    person, operation = participant.person_id, participant.operation
    every = Credit.objects.filter(person=person, event__operation=operation)
    credits = every.filter(event__in=reader.events(operation)).select_related("event", "event__parent")
    visits = {one.event_id: Visit(one.event, one) for one in credits.order_by("on", "pk")}
    serials = set(Holder.objects.filter(person=person).values_list("serial", flat=True))
    for event, presence in _presences(visits, serials):
        visits[event].presences.append(presence)
    for row in newest_lists(visits):
        visits[row.event_id].lists.append(row)
    for file in files_of(visits, kind=EvidenceFile.Kind.SCAN):
        visits[file.event_id or 0].scans.append(file)
    minutes = sum(one.credit.minutes for one in visits.values())
    total = every.aggregate(total=Sum("minutes"))["total"] or 0
    asked = list(Questionnaire.objects.filter(participant=participant).order_by("due_on", "pk"))
    return Record(participant, list(visits.values()), minutes, total - minutes, asked)


@dataclass(frozen=True)
class Row:
    """One row of an event's attendance, under the code that the person has in the operation."""

    attendance: Attendance
    code: str


def rows_of(reader: Reader, operation: Operation, event: Event) -> list[Row]:
    """Attendance of an event without names; people who are no participants of the operation have no code."""
    rows = list(
        Attendance.objects.filter(door__event=event)
        .select_related("session")
        .order_by("area", *empty_lowest("first_in"), "pk")
    )
    people = dict(
        Holder.objects.filter(serial__in=[one.serial for one in rows]).values_list("serial", "person")
    )
    codes = dict(
        reader.participants(operation).filter(person__in=people.values()).values_list("person", "code")
    )
    return [Row(one, codes.get(people.get(one.serial, 0), "")) for one in rows]


def head_counts(event: Event) -> list[HeadCount]:
    """How many heads were counted, by which method."""
    return list(HeadCount.objects.filter(door__event=event).select_related("session"))


def newest_lists(events: Iterable[int]) -> list[AttendanceList]:
    """Every version of the frozen lists of these events, the newest first."""
    rows = AttendanceList.objects.filter(event__in=list(events)).select_related("session")
    return list(rows.order_by("event", "area", "-version"))


def files_of(events: Iterable[int], **wanted: Any) -> list[EvidenceFile]:
    """What was filed for these events and is still there."""
    rows = EvidenceFile.objects.filter(event__in=list(events), removed_at=None, **wanted)
    return list(rows.select_related("attendance_list"))


def _presences(events: Mapping[int, Visit], serials: set[str]) -> list[tuple[int, Presence]]:
    mine = {"door__event__in": list(events), "serial__in": serials}
    facts = _facts(mine)
    rows = (
        Attendance.objects.filter(**mine)
        .select_related("session", "door")
        .order_by("area", *empty_lowest("first_in"), "pk")
    )
    return [
        (row.door.event_id, Presence(row, facts[row.door_id, row.area, row.serial])) for row in rows
    ]  # fmt: skip


def _facts(mine: Mapping[str, Any]) -> dict[tuple[int, int, str], list[Fact]]:
    """Scans, stays and corrections by door, area and serial, in the order of time."""
    scans = list(Scan.objects.filter(**mine).select_related("gate", "device").order_by("at", "sequence"))
    corrections = list(Correction.objects.filter(**mine).order_by("pk"))
    actors = {one.actor for one in scans} | {one.actor for one in corrections}
    people = {actor for actor in actors if actor.isdigit()}
    names = {str(user.pk): user.name or user.email for user in User.objects.filter(pk__in=people)}
    found: dict[tuple[int, int, str], list[Fact]] = defaultdict(list)
    for scan in scans:
        found[scan.door_id, scan.area, scan.serial].append(_scan(scan, names))
    for stay in OnlineStay.objects.filter(**mine).order_by("joined_at", "pk"):
        fact = Fact(_("Time in a video room"), stay.joined_at, stay.left_at, how=stay.tool)
        found[stay.door_id, stay.area, stay.serial].append(fact)
    for one in corrections:
        counted = _("was not there") if not one.attended else ""
        counted = counted or (
            _("%(count)d minutes") % {"count": one.minutes} if one.minutes is not None else ""
        )
        fact = Fact(
            _("Correction"),
            one.made_at,
            who=names.get(one.actor, one.actor),
            counted=counted,
            note=one.reason,
        )
        found[one.door_id, one.area, one.serial].append(fact)
    return found


def _scan(scan: Scan, names: Mapping[str, str]) -> Fact:
    off = abs(scan.offset_ms) > CLOCK_OFF_MS
    return Fact(
        what=scan.get_kind_display(), at=scan.at, how=scan.get_source_display(), where=scan.gate.name,
        who=scan.device.name if scan.device else names.get(scan.actor, scan.actor), counted=_verdict(scan),
        device_at=scan.device_at if scan.device_at != scan.at else None,
        minutes_off=round(-scan.offset_ms / 60_000) if off else 0,
    )  # fmt: skip


def _verdict(scan: Scan) -> str:
    """What the door said, in words, where it was more than a plain entry or exit."""
    if scan.verdict in {"admitted", "left"}:
        return ""
    known = VERDICTS.get(scan.verdict)
    return str(known[2]) if known else scan.verdict
