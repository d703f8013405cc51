"""What hours do when something that they rest on changes, and what they add when others ask."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from kogge.network.directory.models import Person
from kogge.network.grants.models import Operation
from kogge.plan.events.models import Event
from kogge.prove.seals import rows as seals
from kogge.prove.seals.contracts import Letter, Plan, RetentionRow
from kogge.take_part.attendance.models import Attendance
from kogge.take_part.checkin.models import Door
from kogge.take_part.registration.models import Registration

from . import actions, counting, settling
from .models import Holder, Ledger

_ERASED = "–"


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


def event_counted(*, event: Event, counted: list[Any]) -> None:
    """Contacts and people of an event, for the team's pages that count."""
    counted.append(counting.counters([event]))


def person_erased(*, person: Person, by: Any, letter: Letter) -> None:
    """Hours that no funder needs go; those of an operation stay under a code, without a name."""
    reasons = Holder.objects.filter(person=person).exclude(reason="")
    cleared = list(reasons)
    reasons.update(reason=_ERASED)
    seals.record_many(person, cleared, "reasons removed", by=by)
    if actions.forget_unfunded(people=[person], by=by):
        letter.append(_("Your attendance at activities without a funder is no longer linked to you."))
    if person.participations.exists():
        letter.stays.append(
            _("The hours of your attendance at funded activities stay under a code, without your name.")
        )


def retention_asked(*, plan: Plan) -> None:
    """Codes and hours go when an operation's term ends; where no funder asks, with the registration."""
    counts = Operation.objects.annotate(people=Count("participants")).filter(people__gt=0)
    for operation in counts.select_related("profile"):
        term = plan.term_of(operation)
        plan.append(
            RetentionRow(
                "hours", str(_("Codes and hours of participants")), operation.people, term.due, term.rule,
                partial(actions.forget_operation, operation, by="retention"), operation.title,
            )
        )  # fmt: skip
    if count := actions.emptied().count():
        plan.append(
            RetentionRow(
                "hours", str(_("Hours at activities without a funder")), count, plan.today,
                str(_("A year after the event, once the registration is emptied")),
                partial(actions.forget_unfunded, by="retention"),
            )
        )  # fmt: skip
