"""Stores what devices report, each fact once, and answers what to show.

Whoever stores counts the door's revision up first and so holds its row until the end: a second gate is judged
after the first one's entry is known.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.reactions import announce
from kogge.core.refusals import Refused
from kogge.plan.events.models import Session
from kogge.take_part.registration import actions as registration
from kogge.take_part.registration.models import Admission
from kogge.take_part.tickets import signing

from . import actions, merge
from .door_plan import DoorPlan, plan_of
from .facts import as_fact, local_day, milliseconds, moment
from .incoming import Incoming
from .models import Device, Door, Scan
from .subjects import Subject, with_serials
from .verdicts import Before, judge

FAULTS: dict[type[Refused], str] = {
    signing.Forged: "forged",
    signing.Foreign: "foreign",
    signing.OutOfTime: "expired",
    signing.Replayed: "cancelled",
    signing.Unreadable: "unreadable",
}


@dataclass
class Stored:
    """What became of one reported scan."""

    scan: Scan | None
    verdict: str
    subject: Subject | None = None
    before: Before = field(default_factory=Before)
    fault: str = ""


def store(door: Door, reports: Iterable[Incoming], *, device: Device | None, by: Any) -> dict[str, Stored]:
    """Store each scan once and judge those nobody judged. By uid; repeating changes nothing.

    A walk-in is registered before, in a transaction of its own: by its uid it is registered once, too.
    """
    batch = sorted({one.uid: one for one in reports}.values(), key=lambda one: one.sequence)
    plan = plan_of(door)
    if any(one.gate not in plan.gates for one in batch):
        plan = plan_of(door, fresh=True)
    done: dict[str, Stored] = {}
    ready = []
    for one in batch:
        try:
            ready.append(_with_serial(one, plan, device=device, by=by))
        except Refused as refusal:
            done[one.uid.hex] = Stored(None, "unknown", fault=str(refusal))
    if ready:
        with transaction.atomic():
            done |= _store(door, plan, ready, device=device, by=by)
    return done


def _with_serial(one: Incoming, plan: DoorPlan, *, device: Device | None, by: Any) -> Incoming:
    """Read the ticket where the device could not, register a walk-in."""
    if one.source == "walk_in" and not one.serial:
        return one.with_serial(_walk_in(one, plan, by=by).serial, "walk_in")
    if one.ticket and not one.serial:
        try:
            return one.with_serial(signing.read(one.ticket, scopes=plan.scopes).serial)
        except Refused as refusal:
            return one.with_serial("", FAULTS.get(type(refusal), "unreadable"))
    return one


def _walk_in(one: Incoming, plan: DoorPlan, *, by: Any) -> Any:
    admission = Admission.objects.filter(pk__in=plan.scopes).order_by("series").first()
    if admission is None:
        raise Refused(_("Nobody can register for this event, so nobody can be entered at its door."))
    area = plan.gates[one.gate].area
    session = Session.objects.get(pk=area) if plan.needs_booking(area) else None
    return registration.admit_walk_in(
        admission, uid=one.uid, name=one.name, email=one.email, session=session, by=by
    )


@dataclass(frozen=True)
class _Batch:
    """What all scans of one delivery share."""

    door: Door
    plan: DoorPlan
    device: Device | None
    actor: str
    revision: int
    now: datetime


def _store(
    door: Door, plan: DoorPlan, reports: list[Incoming], *, device: Device | None, by: Any
) -> dict[str, Stored]:
    batch = _Batch(door, plan, device, actions.actor(by), _next_revision(door), _now())
    sessions = any(plan.needs_booking(plan.gates[one.gate].area) for one in reports)
    subjects = with_serials({one.serial for one in reports}, plan.scopes, sessions=sessions)
    earlier = _earlier(door, reports, {one.serial for one in subjects.values()})
    known = {scan.uid: scan for scan in earlier}
    rows = [scan for scan in earlier if scan.door_id == door.pk]
    done: dict[str, Stored] = {}
    new = []
    for one in reports:
        subject = subjects.get(one.serial)
        area = plan.gates[one.gate].area
        before = _before([row for row in rows if row.uid != one.uid], subject, area, plan)
        scan = known.get(one.uid)
        if scan is None:
            scan = _scan(one, batch, subject)
            scan.answer = one.verdict or _judged(one, subject, before, area, plan)
            new.append(scan)
            rows.append(scan)
        elif scan.door_id != door.pk:
            done[one.uid.hex] = Stored(None, "unknown", fault=_("This scan belongs to another event."))
            continue
        else:
            _what_was_shown(scan, one)
        done[one.uid.hex] = Stored(scan, scan.verdict, subject, before)
    Scan.objects.bulk_create(new)
    return done


def _judged(one: Incoming, subject: Subject | None, before: Before, area: int, plan: DoorPlan) -> str:
    if one.kind == "undo":
        return "taken_back"
    return judge(
        subject,
        before,
        kind=one.kind,
        area=area,
        needs_booking=plan.needs_booking(area),
        override=one.override,
        hand_out=frozenset(one.hand_out),
    )


def _scan(one: Incoming, batch: _Batch, subject: Subject | None) -> Scan:
    device = batch.device
    at = merge.corrected(one.at, one.offset, one.last_sync, milliseconds(batch.now))
    return Scan(
        uid=one.uid, door_id=batch.door.pk, revision=batch.revision, device_id=device.pk if device else None,
        actor=batch.actor, gate_id=one.gate, area=batch.plan.gates[one.gate].area, kind=one.kind,
        serial=subject.serial if subject else one.serial[:16],
        registration_id=subject.registration if subject else None, seat_id=subject.seat if subject else None,
        heads=one.heads, sequence=one.sequence, device_at=moment(one.at), offset_ms=one.offset, at=moment(at),
        received_at=batch.now, source=one.source, shown=one.shown, override=one.override,
        hand_out=list(one.hand_out), undoes=one.undoes,
    )  # fmt: skip


def _what_was_shown(scan: Scan, one: Incoming) -> None:
    """A device that got no answer decided by itself: what people saw counts, whichever report comes first."""
    if one.shown and not scan.shown and one.shown != scan.answer:
        Scan.objects.filter(pk=scan.pk, shown="").update(shown=one.shown, override=one.override)
        scan.shown = one.shown
        announce("facts recorded", about=scan.door, rows=[scan], verb="what the device showed", by="door")


def _before(rows: list[Scan], subject: Subject | None, area: int, plan: DoorPlan) -> Before:
    """What earlier scans say of this subject at this area."""
    mine = [row for row in rows if subject is not None and row.serial == subject.serial]
    if subject is None or not mine:
        return Before()
    size = {subject.serial: subject.heads} if subject.kind == "headcount" else {}
    facts = [as_fact(row) for row in mine]
    presence = merge.fold(facts, size, local_day).get((area, subject.serial))
    undone = {row.undoes for row in mine if row.undoes}
    handed = frozenset(item for row in mine if row.uid not in undone for item in row.hand_out)
    if presence is None or not presence.entries:
        return Before(handed=handed)
    entry = next(row for row in mine if row.uid.hex == presence.entries[-1])
    gate = plan.gates.get(entry.gate_id)
    today = local_day(milliseconds(timezone.now())) == local_day(presence.intervals[-1][0])
    inside = presence.inside if today else 0
    return Before(inside, entry.at, gate.name if gate else "", handed)


def _earlier(door: Door, reports: list[Incoming], serials: set[str]) -> list[Scan]:
    """What is stored of these reports and of these people, in one written-out query (see `api._device`)."""
    uid = Scan._meta.get_field("uid")
    uids = [uid.get_db_prep_value(one.uid, connection) for one in reports]
    wanted = [*serials] or [""]
    marks = [", ".join(["%s"] * len(some)) for some in (uids, wanted)]
    where = f"uid IN ({marks[0]}) OR (door_id = %s AND serial <> '' AND serial IN ({marks[1]}))"
    query = f"SELECT * FROM checkin_scan WHERE {where}"  # noqa: S608  marks only
    return list(Scan.objects.raw(query, [*uids, door.pk, *wanted]))


def _now() -> datetime:
    return moment(milliseconds(timezone.now()))


def _next_revision(door: Door) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE checkin_door SET revision = revision + 1 WHERE id = %s RETURNING revision", [door.pk]
        )
        return int(cursor.fetchone()[0])
