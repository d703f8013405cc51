"""Hours: kept as long as an operation's proof needs them; where no funder asks, as long as the registration."""

from collections.abc import Iterable
from functools import partial

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from kogge.network.directory.models import Person
from kogge.network.grants.models import Operation
from kogge.prove.hours.models import Credit, Holder, Participant
from kogge.prove.seals import rows as seals
from kogge.prove.seals.contracts import Plan, RetentionRow
from kogge.take_part.attendance.models import Attendance
from kogge.take_part.registration.models import Registration, Seat

BY = "retention"


def forget(people: Iterable[Person], *, by: object) -> int:
    """What no operation needs goes at once. Returns how many rows."""
    credits = Credit.objects.filter(person__in=people, event__operation=None)
    holders = list(_needed_by_none(Holder.objects.filter(person__in=people)))
    for holder in holders:
        seals.gone(holder, "holder forgotten", by=by)
    Holder.objects.filter(pk__in=[one.pk for one in holders]).delete()
    return credits.delete()[0] + len(holders)


def rows(plan: Plan) -> list[RetentionRow]:
    """One row for each operation with participants, one for hours nobody needs any more."""
    found = []
    for operation in (
        Operation.objects.filter(participants__isnull=False).distinct().select_related("profile")
    ):
        term = plan.term_of(operation)
        count = operation.participants.count() + Credit.objects.filter(event__operation=operation).count()
        found.append(
            RetentionRow(
                "hours", _("Participants and their hours"), count, term.due, term.rule,
                partial(_remove, operation), of=str(operation),
            )
        )  # fmt: skip
    rule = _("With the registration, where no funder asks (GDPR, Art. 5(1)(e))")
    what = _("Hours of people whose registration was emptied")
    found.append(RetentionRow("hours", what, _left_over().count(), plan.today, rule, _remove_left_over))
    return found


def _needed_by_none(holders: QuerySet[Holder]) -> QuerySet[Holder]:
    """Tickets that were used at no event an operation pays for."""
    funded = Attendance.objects.filter(serial=OuterRef("serial"), door__event__operation__isnull=False)
    return holders.exclude(Exists(funded))


def _left_over() -> QuerySet[Holder]:
    here = {"serial": OuterRef("serial")}
    erased = Registration.objects.filter(**here, erased_at__isnull=False)
    seats = Seat.objects.filter(**here, registration__erased_at__isnull=False)
    return _needed_by_none(Holder.objects.filter(Exists(erased) | Exists(seats)))


def _remove_left_over() -> None:
    people = set()
    for holder in list(_left_over()):
        people.add(holder.person_id)
        seals.gone(holder, "holder forgotten", by=BY)
        holder.delete()
    held = Holder.objects.filter(person=OuterRef("person"))
    Credit.objects.filter(person__in=people, event__operation=None).exclude(Exists(held)).delete()


def _remove(operation: Operation) -> None:
    participants = list(operation.participants.all())
    people = {one.person_id for one in participants}
    seals.gone_many(operation, participants, "participants deleted after their term", by=BY)
    Participant.objects.filter(pk__in=[one.pk for one in participants]).delete()
    Credit.objects.filter(event__operation=operation).delete()
    serials = Attendance.objects.filter(door__event__operation=operation).values("serial")
    elsewhere = Attendance.objects.filter(
        serial=OuterRef("serial"), door__event__operation__isnull=False
    ).exclude(door__event__operation=operation)
    holders = list(Holder.objects.filter(person__in=people, serial__in=serials).exclude(Exists(elsewhere)))
    seals.gone_many(operation, holders, "holders deleted after their term", by=BY)
    Holder.objects.filter(pk__in=[one.pk for one in holders]).delete()
