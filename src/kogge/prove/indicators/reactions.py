"""What reports do when something happens elsewhere: locked periods ask for reasons, proofs outlive people."""

from datetime import date
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kogge.core.periods import period
from kogge.core.refusals import Refused
from kogge.network.directory.models import Person
from kogge.network.grants.models import Operation
from kogge.plan.events.models import Event
from kogge.prove.hours.models import Participant
from kogge.prove.seals import rows as seals
from kogge.prove.seals.contracts import Letter, Plan, RetentionRow

from . import queries
from .models import Report


def list_typed(*, event: Event, reason: str) -> None:
    """A paper list for a day that was reported needs a reason: the next report shows it as a correction."""
    if (found := queries.locks_of(event).first()) and not reason.strip():
        raise Refused(
            _("The period %(period)s was reported to the funder. Please say why this list comes late.")
            % {"period": name_of(found)},
            field="reason",
        )


def locks_asked(*, operation: Operation | None, day: date, locks: list[str]) -> None:
    """Names of the frozen reports that a day is in."""
    locks += [name_of(one) for one in queries.locks(operation, day)]


def name_of(report: Report) -> str:
    """A report in words: its period."""
    return str(period(report.since, report.until, "day"))


def retention_asked(*, plan: Plan) -> None:
    """The rows under frozen reports and the names under estimates go when the operation's term ends; numbers stay."""
    for operation in Operation.objects.filter(pk__in=Report.objects.values("operation")):
        term = plan.term_of(operation)
        kept = Report.objects.filter(operation=operation, state=Report.State.FROZEN).exclude(data=b"")
        if count := kept.count():
            what = _("rows under codes that reports rest on")
            plan.append(
                RetentionRow(
                    "indicators",
                    what,
                    count,
                    term.due,
                    term.rule,
                    partial(_forget_rows, kept),
                    str(operation),
                )
            )


def person_erased(*, person: Person, by: Any, letter: Letter) -> None:
    """Nothing here bears a name. Rows under the person's code stay sealed where a report rests on them."""
    operations = Participant.objects.filter(person=person).values("operation")
    if Report.objects.filter(operation__in=operations, state=Report.State.FROZEN).exists():
        letter.stays.append(
            _(
                "Numbers reported to the funder stay; the answers they rest on are sealed under a code, without a name."
            )
        )


@transaction.atomic
def _forget_rows(kept: QuerySet[Report]) -> None:
    for report in kept.select_for_update():
        report.data = b""
        report.save(update_fields=["data"])
        seals.record(report, "rows of a report removed", by="retention")
