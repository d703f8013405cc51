"""Keeps credits in step with attendance, with holders of tickets and with merges of people."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.utils import timezone

from kogge.network.directory.models import Person
from kogge.network.grants.models import Operation
from kogge.plan.events.models import Event
from kogge.prove.seals import rows as seals
from kogge.take_part.attendance.models import Attendance
from kogge.take_part.attendance.queries import attendance
from kogge.take_part.checkin.models import Door

from .crediting import Presence, Worth, credit
from .models import Credit, Holder, Ledger, Participant

BY = "clock"


def bring_in_step(events: Iterable[Event] | None = None) -> int:
    """Settle every door whose credits lag behind, of these events or of all. Returns how many doors had to be."""
    doors = Door.objects.all() if events is None else Door.objects.filter(event__in=events)
    _mark_newly_known(doors)
    waiting = doors.exclude(ledger__in_step=True, settled=F("revision")).select_related("event")
    settled = [settle(door) for door in waiting]
    enrol()
    return len(settled)


@transaction.atomic
def settle(door: Door) -> None:
    """Write the credits of one event anew where they differ."""
    ledger, _made = Ledger.objects.select_for_update().get_or_create(door=door)
    _keep_holders(door)
    expected = computed(door)
    day = door.event.sort_on or timezone.localdate(door.event.created_at)
    stored = {row.person_id: row for row in Credit.objects.filter(event=door.event)}
    new, changed = [], []
    for person, worth in expected.items():
        columns = {"on": day, "minutes": worth.minutes, "proofs": list(worth.proofs)}
        row = stored.pop(person, None)
        if row is None:
            new.append(Credit(person_id=person, event=door.event, **columns))
        elif any(getattr(row, name) != value for name, value in columns.items()):
            for name, value in columns.items():
                setattr(row, name, value)
            changed.append(row)
    Credit.objects.filter(pk__in=[row.pk for row in stored.values()]).delete()
    Credit.objects.bulk_update(changed, ["on", "minutes", "proofs"], batch_size=500)
    Credit.objects.bulk_create(new, batch_size=500)
    ledger.in_step = True
    ledger.save(update_fields=["in_step"])


def computed(door: Door) -> dict[int, Worth]:
    """What follows from attendance and holders now, by person."""
    rows = attendance(door.event).values_list("serial", "area", "minutes", "attended", "proof")
    presences = [Presence(*row) for row in rows]
    holders = dict(
        Holder.objects.filter(serial__in={row.serial for row in presences}).values_list("serial", "person")
    )
    return credit(presences, holders)


def lag(door: Door) -> None:
    """Credits of this door no longer follow from its attendance."""
    Ledger.objects.update_or_create(door=door, defaults={"in_step": False})


def lag_behind(person: Person) -> None:
    """After a merge or its undoing: doors at which this person, or somebody merged into them, held a ticket."""
    people = {person.pk, *person.merged_from.values_list("pk", flat=True)}
    serials = Holder.objects.filter(person__in=people).values("serial")
    doors = Attendance.objects.filter(serial__in=serials).values("door")
    credited = Door.objects.filter(event__credits__person__in=people).values("pk")
    Ledger.objects.filter(door__in=doors).update(in_step=False)
    Ledger.objects.filter(door__in=credited).update(in_step=False)


def enrol(operation: Operation | None = None) -> int:
    """Give a code to everybody who has minutes in an operation and none yet. Returns to how many."""
    there = Participant.objects.filter(operation=OuterRef("event__operation"), person=OuterRef("person"))
    pairs = Credit.objects.filter(event__operation__isnull=False, minutes__gt=0).exclude(Exists(there))
    if operation is not None:
        pairs = pairs.filter(event__operation=operation)
    done = 0
    for operation_id, person in sorted(set(pairs.order_by().values_list("event__operation", "person"))):
        with transaction.atomic():
            row, made = Participant.objects.get_or_create(operation_id=operation_id, person_id=person)
            if made:
                seals.record(row, "enrolled", by=BY)
                done += 1
    return done


def faults() -> list[str]:
    """Doors whose credits say something else than attendance does, although they claim to be in step."""
    found = []
    for door in Door.objects.filter(ledger__in_step=True).select_related("event"):
        stored = dict(Credit.objects.filter(event=door.event).values_list("person", "minutes"))
        if stored != {person: worth.minutes for person, worth in computed(door).items()}:
            found.append(f"The hours of event {door.event_id} do not follow from its attendance.")
    return found


def _mark_newly_known(doors: Iterable[Door]) -> None:
    """Doors at which somebody was whose registration was linked to a person since."""
    known = Holder.objects.filter(serial=OuterRef("serial"))
    rows = Attendance.objects.filter(
        door__in=doors, seat=None, registration__kind="person", registration__person__isnull=False
    ).exclude(Exists(known))
    Ledger.objects.filter(door__in=rows.values("door")).update(in_step=False)


def _keep_holders(door: Door) -> None:
    known = Holder.objects.filter(serial=OuterRef("serial"))
    rows = (
        attendance(door.event)
        .filter(seat=None, registration__kind="person", registration__person__isnull=False)
        .exclude(Exists(known))
    )
    found = rows.order_by("serial").values_list("serial", "registration__person").distinct()
    for serial, person in found:
        holder = Holder.objects.create(serial=serial, person_id=person, how=Holder.How.MAIL)
        seals.record(holder, "holder known", by=BY)
