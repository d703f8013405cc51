"""What questionnaires do at once when something happens elsewhere."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from kogge.core.models import OutboxMessage
from kogge.network.directory.models import Person
from kogge.plan.events.models import Event
from kogge.prove.hours.models import Credit
from kogge.prove.seals import rows as seals
from kogge.prove.seals.contracts import Letter, Plan, RetentionRow
from kogge.take_part.registration.models import Registration, Seat

from . import forget, link, queries, states
from .actions.steps import locked, step
from .models import Aim, Obstacle, Questionnaire, State


def personal_page_asked(
    *, registration: Registration, seat: Seat | None, notes: list[dict[str, str]]
) -> None:
    """Show on somebody's own page that questions wait for them."""
    person = seat.person_id if seat is not None else registration.person_id
    if person is None:
        return
    rows = Questionnaire.objects.filter(state=State.INVITED, participant__person=person)
    for row in rows.select_related("participant__operation"):
        notes.append({
            "title": _("A few questions wait for you"),
            "text": _("The fund that pays for this event must know for whom. It takes about three minutes, once."),
            "address": reverse("answering:answer", args=[link.secret_of(row)]),
            "action": _("Answer the questions"),
        })  # fmt: skip


def own_data_asked(*, registration: Registration, seat: Seat | None, data: dict[str, Any]) -> None:
    """Name what there is in the copy of one's data. Answers are handed out by the project alone, on request."""
    person = seat.person_id if seat is not None else registration.person_id
    if person is None:
        return
    rows = Questionnaire.objects.filter(participant__person=person).annotate(on=Max("responses__answered_on"))
    data["funder_questionnaires"] = [
        {
            "stage": row.get_stage_display(), "state": row.get_state_display(), "answered_on": row.on,
            "answers": _("Under seal; the project gives you a copy when you ask for it.") if row.on else "",
        }
        for row in rows
    ]  # fmt: skip


def participants_asked(*, event: Event, found: list[int]) -> None:
    """How many who were at this event have a complete record in its operation: the third counter."""
    if event.operation is not None:
        there = Credit.objects.filter(event=event).order_by().values_list("person", flat=True)
        found.append(len(queries.complete_people(event.operation) & set(there)))


@transaction.atomic
def mail_failed(*, message: OutboxMessage, reason: str) -> None:
    """The letter came back: staff see it in the list."""
    kind, _colon, number = message.about.partition(":")
    if kind != "questionnaire" or not number.isdigit():
        return
    row = Questionnaire.objects.filter(pk=int(number), participant__person__email=message.to).first()
    if row is not None and row.state == State.INVITED:
        step(locked(row), State.INVITED, "mail came back", by="outbox", obstacle=Obstacle.BOUNCED)


def person_erased(*, person: Person, by: Any, letter: Letter) -> None:
    """No mail goes out any more; answers stay under seal and under a code, for the proof they are part of."""
    rows = Questionnaire.objects.filter(participant__person=person)
    answered = rows.filter(responses__isnull=False).exists()
    for row in map(locked, rows.filter(state__in=states.OPEN)):
        if states.may_become(row.state, State.REFUSED):
            step(row, State.REFUSED, "closed by an erasure", by=by, link_version=row.link_version + 1)
    OutboxMessage.objects.filter(
        about__in=[f"questionnaire:{pk}" for pk in rows.values_list("pk", flat=True)]
    ).delete()
    for aim in Aim.objects.filter(participant__person=person):
        aim.reason = "–"
        aim.save(update_fields=["reason"])
        seals.record(aim, "reason emptied", by=by)
    if rows.exists():
        letter.append(_("You are not asked any questions for the fund any more."))
    if answered:
        letter.stays.append(
            _("Your answers to the fund’s questions, encrypted and under a code without your name.")
        )


def retention_asked(*, plan: Plan) -> None:
    """Answers, sheets and companies of each operation, until its proof period ends."""
    for operation, counts in forget.held().items():
        term = plan.term_of(operation)
        plan.append(
            RetentionRow(
                "questionnaires",
                _("Questionnaires with answers under seal"),
                counts,
                term.due,
                term.rule,
                remove=forget.remover(operation),
                of=operation.title,
            )
        )
