"""Seals on what happened at the door: the facts that attendance is computed from.

What staff enter is sealed in the transaction that stores it. Scans are sealed a minute later, a batch for each door
in one entry of the history, because an entry for each scan would cost more than the scan.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models, transaction
from django.db.models import F, OuterRef, Q, Subquery

from kogge.core.models import HistoryEntry
from kogge.plan.events.models import Event
from kogge.prove.seals import rows as seals
from kogge.take_part.attendance.models import Attendance, Correction, HeadCount, OnlineStay
from kogge.take_part.attendance.settling import computed, settle
from kogge.take_part.checkin.models import Door, Scan

FACTS: tuple[type[models.Model], ...] = (Scan, Correction, OnlineStay, HeadCount)
_COMPARED = ("first_in", "last_out", "inside", "minutes", "heads", "proof", "attended")


def seal_scans() -> int:
    """Seal what doors stored since the last time. Returns how many scans.

    Rows of a door get rising numbers, so one that claims to be newer than it is does not get a seal.
    """
    sealed = 0
    for waiting in Door.objects.exclude(sealed=F("revision")):
        with transaction.atomic():
            door = Door.objects.select_for_update().get(pk=waiting.pk)
            new = Scan.objects.filter(door=door, revision__gt=door.sealed, revision__lte=door.revision)
            scans = new.filter(pk__gt=_last_sealed(door)).order_by("pk")
            sealed += seals.record_many(door, scans, "scans stored", by="door")
            Door.objects.filter(pk=door.pk).update(sealed=door.revision)
    return sealed


def waiting_scans() -> Q:
    """Those that are sealed within a minute."""
    door = Door.objects.filter(pk=OuterRef("door"))
    return Q(
        revision__gt=Subquery(door.values("sealed")[:1]), revision__lte=Subquery(door.values("revision")[:1])
    )


def recorded(*, about: models.Model, rows: Iterable[models.Model], verb: str, by: Any) -> None:
    """Facts of one kind were stored or changed by the program itself."""
    seals.record_many(about, rows, verb, by=by)


def event_deleted(*, event: Event) -> None:
    """What only a plan had goes with it."""
    for model in FACTS:
        seals.gone_many(event, model._base_manager.filter(door__event=event), "deleted", by="event deleted")


def attendance_faults() -> Iterator[tuple[seals.Fault, Event]]:
    """Attendance holds nothing of its own: each row is compared with what follows from the facts.

    What looks wrong is looked at a second time, because somebody may come in at this moment.
    """
    for door in Door.objects.select_related("event").iterator(chunk_size=200):
        if found := _door_faults(door):
            again = _door_faults(door)
            yield from ((one, door.event) for one in found if one in again)


def _door_faults(door: Door) -> list[seals.Fault]:
    settle(door)
    expected = computed(door)
    found = []
    for row in Attendance.objects.filter(door=door).order_by("pk"):
        columns = expected.pop((row.area, row.serial), None)
        if columns is None:
            found.append(seals.Fault(Attendance, str(row.pk), "inserted"))
        elif any(getattr(row, name) != columns[name] for name in _COMPARED):
            found.append(seals.Fault(Attendance, str(row.pk), "edited"))
    return found + [seals.Fault(Attendance, f"{area}/{serial}", "deleted") for area, serial in expected]


def _last_sealed(door: Door) -> int:
    entries = HistoryEntry.objects.filter(kind=door._meta.label_lower, object_id=str(door.pk))
    newest = entries.filter(verb="scans stored").order_by("-pk").values_list("after", flat=True).first()
    return max(map(int, newest[seals.SEAL]["rows"]), default=0) if newest else 0
