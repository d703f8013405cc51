"""Plans fail: a speaker cannot come, a venue moves, an event is called off. One action each.

It changes the plan, releases it, and so page, feeds and letters follow at once. The same steps, rolled back, show
beforehand what will happen.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.directory.models import Person
from kogge.plan.events import actions as planning
from kogge.plan.events.models import Contribution, Event, EventPerson, Session
from kogge.publish.programme import actions as programme
from kogge.publish.programme import changes, preview_rows, queries
from kogge.publish.programme.models import PublicEvent, Release
from kogge.take_part.letters import plan_changes
from kogge.take_part.letters.frame import Letter

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Effect:
    """What one button will do: lines of the change log, people who get a letter, and the first such letter."""

    changes: list[dict[str, Any]]
    people: int
    letter: Letter | None


@transaction.atomic
def carry_out(kind: str, event: Event, *, by: User, values: Values) -> Release:
    """Change the plan and release it. Letters go out within seconds, once to each affected person."""
    if not PublicEvent.objects.filter(event=event).exists():
        raise Refused(
            _("This event is not public yet. Please change the plan itself; nobody needs to be told.")
        )
    _CHANGES[kind](event, by, values)
    return programme.release(event, by=by, note=values.get("note", ""))


def effect(kind: str, event: Event, *, by: User, values: Values) -> Effect:
    """What `carry_out` would do now. Nothing of it stays."""
    with transaction.atomic():
        before = queries.shown(event)
        release = carry_out(kind, event, by=by, values=values)
        fresh = queries.shown(event)
        rows = preview_rows.rows(changes.between(before, fresh))
        people, letter = _people(release)
        transaction.set_rollback(True)
    event.refresh_from_db()
    return Effect(rows, people, letter)


def _people(release: Release) -> tuple[int, Letter | None]:
    affected = plan_changes.affected(release)
    first = affected.exclude(email="").first()
    if first is None:
        return affected.count(), None
    with translation.override(first.language):
        return affected.count(), plan_changes.letter_for(first, release)


def speakers(event: Event) -> list[Person]:
    """Everybody who appears at the event or in one of its sessions that take place."""
    planned = event.sessions.exclude(state=Session.State.CANCELLED)
    ids = set(planned.values_list("contributions__person", flat=True))
    ids |= set(event.people.values_list("person", flat=True))
    return list(Person.objects.filter(pk__in=ids).order_by("name"))


def cancelled(event: Event) -> QuerySet[Contribution]:
    """The cancelled sessions that somebody else may give after all, each with who was to speak."""
    rows = Contribution.objects.filter(session__event=event, session__state=Session.State.CANCELLED)
    return rows.select_related("session", "person").order_by("session__title_de", "person__name")


def _speaker_cannot_come(event: Event, by: User, values: Values) -> None:
    """A replacement takes over and the seats stay; without one, sessions nobody else holds are cancelled."""
    person, instead = values["person"], values.get("instead")
    sessions = event.sessions.exclude(state=Session.State.CANCELLED).filter(contributions__person=person)
    for session in sessions.distinct():
        rows = [(row.person, row.role) for row in session.contributions.select_related("person")]
        kept = _replaced(rows, person, instead)
        values_of = {} if kept else {"state": Session.State.CANCELLED}
        planning.change_session(session, by=by, values=values_of, people=kept or rows)
    roles = list(EventPerson.objects.filter(event=event).select_related("person"))
    if any(row.person_id == person.pk for row in roles):
        planning.set_people(
            event, by=by, rows=_replaced([(row.person, row.role) for row in roles], person, instead)
        )


def _replaced(
    rows: Iterable[tuple[Person, str]], person: Person, instead: Person | None
) -> list[tuple[Person, str]]:
    changed = [(instead if one.pk == person.pk else one, role) for one, role in rows]
    return [(one, role) for one, role in changed if one is not None]


def _venue_moves(event: Event, by: User, values: Values) -> None:
    planning.move_place(event, by=by, place=values["place"], room=values.get("room"))
    if (note := values.get("place_note", "")) != event.place_note:
        planning.change_event(event, by=by, values={"place_note": note})


def _called_off(event: Event, by: User, values: Values) -> None:
    planning.set_state(event, by=by, state=values["state"], reason=values["reason"])


_CHANGES = {"speaker": _speaker_cannot_come, "venue": _venue_moves, "cancellation": _called_off}
KINDS = tuple(_CHANGES)
