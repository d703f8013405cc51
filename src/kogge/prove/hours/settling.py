"""Keeps credits in step with attendance, with holders of tickets and with merges of people."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from kogge.network.directory.models import Person
from kogge.network.grants.models import Operation
from kogge.plan.events.models import Event
from kogge.prove.seals import rows as seals
from kogge.take_part.attendance.queries import attendance
from kogge.take_part.checkin.models import Door

from .crediting import Presence, Worth, credit
from .models import Credit, Holder, Ledger, Participant

BY = "clock"
_BATCH = 500


def bring_in_step(events: Iterable[Event] | None = None) -> int:
    """Settle every door whose credits lag behind, of these events or of all. Returns how many doors had to be."""
    doors = Door.objects.all() if events is None else Door.objects.filter(event__in=events)
    waiting = list(doors.exclude(ledger__in_step=True, settled=F("revision")).select_related("event"))
    roots = roots_of_merged() if waiting else {}
    for door in waiting:
        settle(door, roots)
    return len(waiting)


@transaction.atomic
def settle(door: Door, roots: Mapping[int, int] | None = None) -> None:
    """Write the credits of one event anew where they differ, and give codes to who takes part in its operation."""
    ledger, _made = Ledger.objects.select_for_update().get_or_create(door=door)
    attendance(door.event)
    _keep_holders(door)
    expected = computed(door, roots_of_merged() if roots is None else roots)
    day = day_of(door.event)
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
    Credit.objects.bulk_update(changed, ["on", "minutes", "proofs"], batch_size=100)
    Credit.objects.bulk_create(new, batch_size=_BATCH)
    if door.event.operation_id is not None:
        _enrol(door.event.operation_id, [one for one, worth in expected.items() if worth.minutes])
    ledger.in_step = True
    ledger.save(update_fields=["in_step"])


def computed(door: Door, roots: Mapping[int, int]) -> dict[int, Worth]:
    """What follows from attendance and holders now, by person; merged records count for the one that was kept."""
    rows = attendance(door.event).order_by().values_list("serial", "area", "minutes", "attended", "proof")
    holders = Holder.objects.filter(
        serial__in=attendance(door.event).order_by().values("serial")
    ).values_list("serial", "person")
    return credit(
        (Presence(*row) for row in rows), {serial: roots.get(person, person) for serial, person in holders}
    )


def roots_of_merged() -> dict[int, int]:
    """For each record that was merged: the one that stands for it in the end."""
    merged = Person.objects.filter(merged_into__isnull=False).values_list("pk", "merged_into")
    into = {person: kept for person, kept in merged if kept}
    return {person: _root(person, into) for person in into}


def day_of(event: Event) -> date:
    """The day on which an event's minutes count: its last."""
    return event.sort_on or timezone.localdate(event.created_at)


def lag(door: Door) -> None:
    """Credits of this door no longer follow from its attendance."""
    Ledger.objects.update_or_create(door=door, defaults={"in_step": False})


def lag_behind(people: Iterable[int]) -> None:
    """After a merge or its undoing: the doors at which these people have credits."""
    ledgers = Ledger.objects.filter(in_step=True, door__event__credits__person__in=list(people))
    Ledger.objects.filter(pk__in=set(ledgers.values_list("pk", flat=True))).update(in_step=False)


def faults() -> list[str]:
    """I21: hours follow from attendance, tickets and merges."""
    roots = roots_of_merged()
    found = []
    for door in Door.objects.filter(ledger__in_step=True, settled=F("revision")).select_related("event"):
        rows = Credit.objects.filter(event=door.event).values_list("person", "on", "minutes")
        stored = {person: (on, minutes) for person, on, minutes in rows}
        day = day_of(door.event)
        if stored != {person: (day, worth.minutes) for person, worth in computed(door, roots).items()}:
            found.append(f"The hours of event {door.event_id} do not follow from its attendance.")
    return found


def _enrol(operation: int, people: Iterable[int]) -> None:
    """Give a code to each of these people who has none in the operation yet."""
    wanted = set(people)
    there = Participant.objects.filter(operation=operation)
    if not wanted - set(there.values_list("person", flat=True)):
        return
    locked = Operation.objects.select_for_update(no_key=True).get(pk=operation)
    missing = sorted(wanted - set(there.values_list("person", flat=True)))
    made = Participant.objects.bulk_create(
        [Participant(operation=locked, person_id=person) for person in missing], batch_size=_BATCH
    )
    seals.record_many(locked, made, "enrolled", by=BY)


def _root(person: int, into: Mapping[int, int]) -> int:
    for _step in into:  # as many steps as there are merges, and not for ever
        if person not in into:
            break
        person = into[person]
    return person


def _keep_holders(door: Door) -> None:
    """Keep whose ticket it was while the registration still says so; what staff decided stays.

    A ticket that was handed over has a new serial, so the old one stays with whoever used it. A registration that
    was linked anew (another name, or a merge that was undone) takes its ticket along.
    """
    rows = attendance(door.event).order_by().filter(
        seat=None, registration__serial=F("serial"), registration__kind="person",
        registration__person__isnull=False,
    )  # fmt: skip
    holder = Holder.objects.filter(serial=OuterRef("serial"))
    settled = holder.filter(Q(how=Holder.How.STAFF) | Q(person=OuterRef("registration__person")))
    found = dict(rows.exclude(Exists(settled)).values_list("serial", "registration__person").distinct())
    known = {row.serial: row for row in Holder.objects.filter(serial__in=list(found))}
    for row in known.values():
        row.person_id = found[row.serial]
    Holder.objects.bulk_update(known.values(), ["person"], batch_size=_BATCH)
    made = Holder.objects.bulk_create(
        [
            Holder(serial=serial, person_id=person, how=Holder.How.MAIL)
            for serial, person in sorted(found.items())
            if serial not in known
        ],
        batch_size=_BATCH,
    )
    seals.record_many(door, made, "holders known", by=BY)
