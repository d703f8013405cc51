"""What the desk lists, in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kogge.prove.hours.models import Holder, Participant
from kogge.prove.profiles.profile import Profile
from kogge.prove.questionnaires import states
from kogge.prove.questionnaires.models import Questionnaire, Response, State, Way
from kogge.take_part.registration.models import Registration

KINDS = {
    "open": gettext_lazy("All open cases"),
    "asked": gettext_lazy("Asked, no answer yet"),
    "paper": gettext_lazy("On paper"),
    "overdue": gettext_lazy("Somebody must act"),
    "complete": gettext_lazy("Complete"),
}
_STEPS = {
    State.DUE: gettext_lazy("A letter goes out by itself"),
    State.EXPIRED: gettext_lazy("Ask again, by telephone or by letter"),
    State.PAPER: gettext_lazy("Type the sheet"),
    State.TYPED: gettext_lazy("Somebody else checks the sheet"),
}
_NO_MAIL = Q(state=State.DUE, participant__person__email="")
_FILTERS = {
    "open": Q(complete=False) & ~Q(state=State.NOT_NEEDED),
    "asked": Q(state=State.INVITED),
    "paper": Q(state__in=[State.PAPER, State.TYPED]),
    "overdue": Q(state__in=[State.EXPIRED, State.PAPER, State.TYPED])
    | _NO_MAIL
    | ~Q(obstacle="")
    | Q(state__in=[State.ANSWERED, State.CHECKED], complete=False),
    "complete": Q(complete=True),
}


def of(participants: QuerySet[Participant], kind: str) -> QuerySet[Questionnaire]:
    """Questionnaires of these people, those that wait longest first."""
    rows = Questionnaire.objects.filter(participant__in=participants).filter(_FILTERS[kind])
    return rows.select_related("participant__person").order_by("due_on", "pk")


def counts(participants: QuerySet[Participant]) -> dict[str, int]:
    """How many of each kind."""
    rows = Questionnaire.objects.filter(participant__in=participants).order_by()
    wanted: dict[str, Any] = {key: Count("pk", filter=condition) for key, condition in _FILTERS.items()}
    found: dict[str, int] = rows.aggregate(**wanted)
    return found


def explain(rows: Iterable[Questionnaire], profile: Profile, language: str) -> None:
    """Put what is missing, and what to do, to each row, in words."""
    rows = list(rows)
    missing: dict[int, list[str]] = {}
    answered = Response.objects.filter(questionnaire__in=[row.pk for row in rows]).order_by("version")
    for pk, keys in answered.values_list("questionnaire", "missing"):
        missing[pk] = keys
    labels = {question.key: question.label[language] for question in profile.questions}
    for row in rows:
        row.lacks = [labels.get(key, key) for key in missing.get(row.pk, ())]  # type: ignore[attr-defined]
        row.next_step = next_step(row)  # type: ignore[attr-defined]


def next_step(row: Questionnaire) -> str:
    """What somebody has to do about it; empty when nobody has to."""
    if row.obstacle:
        return row.get_obstacle_display()
    if row.state == State.DUE and not row.participant.person.email:
        return _("No mail address: print the sheet and send it by letter")
    if row.state == State.INVITED and row.way == Way.LETTER:
        return _("Wait for the sheet")
    if row.state in (State.ANSWERED, State.CHECKED) and not row.complete:
        return _("Ask for what is missing")
    return str(_STEPS.get(State(row.state), ""))


def name_organizations(participants: Iterable[Participant]) -> None:
    """Put to each participant what they wrote as their organisation when registering."""
    participants = list(participants)
    holders = Holder.objects.filter(person__in=[one.person_id for one in participants])
    people = dict(holders.values_list("serial", "person"))
    named: dict[int, set[str]] = defaultdict(set)
    rows = Registration.objects.filter(serial__in=people).exclude(organization="")
    for serial, organization in rows.values_list("serial", "organization"):
        named[people[serial]].add(organization)
    for one in participants:
        one.organizations = sorted(named.get(one.person_id, ()))  # type: ignore[attr-defined]


def steps_of(row: Questionnaire) -> dict[str, bool]:
    """Which steps somebody can take now."""
    person = row.participant.person
    reachable = bool(person.name)
    closed = row.state in (State.ANSWERED, State.CHECKED)
    may = states.may_become
    return {
        "mail": reachable and may(row.state, State.INVITED) and bool(person.email) and not row.complete,
        "letter": reachable and may(row.state, State.INVITED) and not row.complete,
        "paper": may(row.state, State.PAPER) and (not closed or not row.complete),
        "refuse": may(row.state, State.REFUSED),
        "reopen": reachable and closed,
        "type": row.state in (State.PAPER, State.TYPED),
    }
