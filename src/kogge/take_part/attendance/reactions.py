"""What attendance adds when earlier stages ask: a person's own data, and what must always hold."""

from collections.abc import Callable, Iterable
from typing import Any

from kogge.plan.events.models import Event
from kogge.take_part.checkin.models import Door
from kogge.take_part.registration.models import Registration, Seat

from . import queries
from .settling import settle


def own_data_asked(*, registration: Registration, seat: Seat | None, data: dict[str, Any]) -> None:
    """Put into somebody's own data what the door knows of them."""
    data["attendance"] = queries.of_registration(registration, seat)


def invariants_asked(*, checks: dict[str, Callable[[], Iterable[str]]]) -> None:
    """Name what must hold of scans and attendance."""
    checks["I10"] = queries.merge_faults


def times_kept_in_step(*, event: Event, **_facts: Any) -> None:
    """Minutes count within the times of the event, so new times give new minutes."""
    for door in Door.objects.filter(event=event):
        settle(door, anew=True)


def registration_changed(*, what: str, registration: Registration | None, **_facts: Any) -> None:
    """A group that is counted by heads has as many as it says."""
    if what == "changed" and registration is not None and registration.kind == Registration.Kind.HEADCOUNT:
        for door in Door.objects.filter(attendances__serial=registration.serial).distinct():
            settle(door, anew=True)
