"""What others read of the door: attendance with its proof, duplicates and conflicts, head counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kogge.core.ordering import empty_lowest
from kogge.plan.events.models import Event
from kogge.take_part.checkin import merge
from kogge.take_part.checkin.facts import as_fact, local_day, milliseconds, rows_of, sizes_of
from kogge.take_part.checkin.models import Door, Scan
from kogge.take_part.registration.models import Registration, Seat
from kogge.take_part.tickets.models import RevokedSerial

from .models import Attendance, HeadCount
from .settling import computed, settle

CONFLICTS = {
    "duplicate": _("Entered a second time"),
    "stray": _("Left without having entered"),
    "alert": _("Entered although the ticket had ended"),
    "unknown": _("Let in although nobody with this number is registered"),
}


@dataclass(frozen=True)
class Conflict:
    """One fact that a person should look at, and the entry that counts."""

    kind: str
    scan: Scan
    entry: Scan | None

    @property
    def label(self) -> str:
        """What it is, in words."""
        return str(CONFLICTS[self.kind])


def attendance(event: Event) -> QuerySet[Attendance]:
    """Who was there: one row per person (or group) and area, in step with all facts that have arrived."""
    door = Door.objects.filter(event=event).first()
    if door is not None:
        settle(door)
    rows = Attendance.objects.filter(door__event=event)
    return rows.select_related("registration", "seat", "session").order_by(
        "area", *empty_lowest("first_in"), "pk"
    )


def head_counts(event: Event) -> QuerySet[HeadCount]:
    """The counts and estimates of an event, each with method and range."""
    return HeadCount.objects.filter(door__event=event).select_related("session")


def conflicts(door: Door) -> list[Conflict]:
    """Duplicates, exits without entry, entries after the end of a ticket, admissions of strangers."""
    rows = rows_of(door.pk)
    facts = [as_fact(row) for row in rows]
    folded = merge.fold(facts, sizes_of(row.serial for row in rows), local_day)
    kinds = {uid: ("stray", "") for one in folded.values() for uid in one.strays}
    for presence in folded.values():
        kinds |= dict.fromkeys(presence.duplicates, ("duplicate", presence.entries[0]))
    kinds |= dict.fromkeys(merge.alerts(facts, _ended(door)), ("alert", ""))
    undone = {row.undoes for row in rows if row.undoes}
    strangers = (
        row for row in rows if not row.serial and row.shown in merge.ADMITTING and row.uid not in undone
    )
    kinds |= {row.uid.hex: ("unknown", "") for row in strangers}
    wanted = {*kinds, *(entry for _kind, entry in kinds.values() if entry)}
    found = Scan.objects.filter(uid__in=wanted).select_related("gate", "device", "registration", "seat")
    scans = {scan.uid.hex: scan for scan in found}
    listed = [Conflict(kind, scans[uid], scans.get(entry)) for uid, (kind, entry) in kinds.items()]
    return sorted(listed, key=lambda one: (one.scan.at, one.scan.pk), reverse=True)


def name_of(record: Any) -> str:
    """The name behind a scan or an attendance, as far as it is still known."""
    seat, registration = record.seat, record.registration
    if seat is not None:
        return seat.name or str(_("Seat %(number)d of %(reference)s")) % {
            "number": seat.position, "reference": registration.reference if registration else "",
        }  # fmt: skip
    if registration is None:
        return ""
    if registration.kind == Registration.Kind.HEADCOUNT:
        return registration.organization or registration.name
    return registration.name


def of_registration(registration: Registration, seat: Seat | None = None) -> list[dict[str, Any]]:
    """What the door knows of one person, for their own data."""
    rows = Attendance.objects.filter(registration=registration).select_related("session")
    rows = rows.filter(seat=seat) if seat is not None else rows
    return [
        {
            "session": str(row.session) if row.session else "", "first_in": row.first_in, "last_out": row.last_out,
            "minutes": row.minutes, "proof": str(row.get_proof_display()),
        }
        for row in rows
    ]  # fmt: skip


def merge_faults() -> Iterator[str]:
    """Attendance follows from the facts alone, in whatever order they are read."""
    for door in Door.objects.select_related("event"):
        settle(door)
        facts = [as_fact(row) for row in rows_of(door.pk)]
        if merge.fold(facts, day=local_day) != merge.fold([*reversed(facts), *facts], day=local_day):
            yield f"The facts of the door {door.pk} give another state in another order."
        stored = {(row.area, row.serial): row for row in Attendance.objects.filter(door=door)}
        expected = computed(door)
        for key in stored.keys() ^ expected.keys():
            yield f"The attendance {key} at door {door.pk} does not follow from its facts."
        for key in stored.keys() & expected.keys():
            columns = {name: value for name, value in expected[key].items() if not name.endswith("_id")}
            if any(getattr(stored[key], name) != value for name, value in columns.items()):
                yield f"The attendance {key} at door {door.pk} says something else than its facts."


def _ended(door: Door) -> dict[str, int]:
    """When tickets of this door's guests ended."""
    scanned = Scan.objects.filter(door=door)
    rows = [
        *Registration.objects.filter(scans__in=scanned, ended_at__isnull=False).values_list(
            "serial", "ended_at"
        ),
        *Seat.objects.filter(scans__in=scanned, cancelled_at__isnull=False).values_list(
            "serial", "cancelled_at"
        ),
        *RevokedSerial.objects.filter(serial__in=scanned.values("serial")).values_list(
            "serial", "revoked_at"
        ),
    ]
    return {serial: milliseconds(at) for serial, at in rows if at is not None}
