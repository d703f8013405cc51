"""What hours do when something that they rest on changes, and what they add when others ask."""

from collections.abc import Callable, Iterable
from typing import Any

from kogge.network.directory.models import Person
from kogge.plan.events.models import Event
from kogge.take_part.attendance.models import Attendance
from kogge.take_part.checkin.models import Door
from kogge.take_part.registration.models import Registration

from . import settling
from .models import Ledger


def attendance_changed(*, door: Door) -> None:
    """Credits follow attendance."""
    settling.lag(door)


def person_known(*, registration: Registration) -> None:
    """Credits follow as soon as it is known whose ticket it was."""
    doors = Attendance.objects.filter(serial=registration.serial).values("door")
    Ledger.objects.filter(door__in=doors).update(in_step=False)


def directory_changed(*, record: Any) -> None:
    """Credits follow a merge and its undoing."""
    if isinstance(record, Person):
        settling.lag_behind([record.pk, *record.merged_from.values_list("pk", flat=True)])


def event_changed(*, event: Event, **_facts: Any) -> None:
    """The day and the operation for which credits count follow the event."""
    Ledger.objects.filter(door__event=event).update(in_step=False)


def invariants_asked(*, checks: dict[str, Callable[[], Iterable[str]]]) -> None:
    """Name what must hold of hours."""
    checks["I21"] = settling.faults
