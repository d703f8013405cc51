"""Plans fail: a speaker cannot come, a venue moves, an event is called off or takes place after all. One action each.

It changes the plan, releases it, and so page, feeds and letters follow at once. The same steps, rolled back, show
beforehand what will happen.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.directory.models import Person
from kogge.plan.events import actions as planning
from kogge.plan.events import local_time
from kogge.plan.events.actions.values import check_within
from kogge.plan.events.models import Contribution, Event, EventPerson, Session
from kogge.plan.events.queries import NOT_HAPPENING
from kogge.publish.programme import actions as programme
from kogge.publish.programme import changes, preview_rows, queries
from kogge.publish.programme.models import PublicEvent, Release
from kogge.take_part.letters import plan_changes
from kogge.take_part.letters.frame import Letter
from kogge.take_part.registration.models import Registration, State
from kogge.take_part.reseating import returning

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Effect:
    """What one button will do: lines of the change log, people who get a letter, the first such letter, who returns."""

    changes: list[dict[str, Any]]
    people: int
    letter: Letter | None
    returning: list[tuple[str, int]]


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
        back = _back(event) if kind == "revival" else []
        people, letter = _people(release, back)
        transaction.set_rollback(True)
    event.refresh_from_db()
    counts = Counter(row.get_state_display() for row in back)
    return Effect(rows, people, letter, list(counts.items()))


def _back(event: Event) -> list[Registration]:
    """Who comes back with an event and is told of it, each as they will stand; nothing of it is stored."""
    found = []
    for row, state in returning.returning(event):
        row.state = state
        if state in {State.CONFIRMED, State.WAITING, State.REQUESTED}:
            found.append(row)
    return found


def _people(release: Release, back: list[Registration]) -> tuple[int, Letter | None]:
    affected = plan_changes.affected(release)
    count, first = affected.count() + len(back), affected.exclude(email="").first()
    first = first or next((row for row in back if row.email), None)
    if first is None:
        return count, None
    with translation.override(first.language):
        return count, plan_changes.letter_for(first, release)


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


def _takes_place(event: Event, by: User, values: Values) -> None:
    """Time and place are set while it is off and holds nothing; rooms and people are asked for at the end."""
    if event.state not in NOT_HAPPENING:
        raise Refused(_("It takes place already."))
    if dates := values["dates"]:
        moved = planning.change_event(event, by=by, values=dates)
        _move_sessions(event, moved, by)
    if (place := values["place"]) and (place, values["room"]) != (event.place, event.room):
        planning.move_place(event, by=by, place=place, room=values["room"])
    if (note := values["place_note"]) != event.place_note:
        planning.change_event(event, by=by, values={"place_note": note})
    planning.set_state(event, by=by, state=Event.State.PLANNED)


def _move_sessions(before: Event, event: Event, by: User) -> None:
    """Sessions follow their event by the local clock, with everything that hangs on them."""
    apart = _apart(before, event)
    if not apart:
        return
    sessions = list(event.sessions.filter(starts_at__isnull=False, ends_at__isnull=False))
    for one in sessions:
        assert one.starts_at and one.ends_at
        one.event, one.version = event, one.version + 1
        one.starts_at, one.ends_at = (local_time.shifted(at, apart) for at in (one.starts_at, one.ends_at))
        if one.state != Session.State.CANCELLED:
            check_within(one)
    Session.objects.bulk_update(sessions, ["starts_at", "ends_at", "version"])
    if sessions:
        facts = {"sessions": len(sessions), "minutes": int(apart.total_seconds() // 60)}
        history.record(event, "sessions moved", by=by, after=facts)


def _apart(before: Event, after: Event) -> timedelta:
    """How much later it begins, by the local clock."""
    if before.starts_at and after.starts_at:
        begins = [timezone.localtime(at).replace(tzinfo=None) for at in (before.starts_at, after.starts_at)]
        return begins[1] - begins[0]
    known = before.starts_on and after.starts_on
    return after.starts_on - before.starts_on if known else timedelta(0)  # type: ignore[operator]


_CHANGES = {
    "speaker": _speaker_cannot_come,
    "venue": _venue_moves,
    "cancellation": _called_off,
    "revival": _takes_place,
}
KINDS = tuple(_CHANGES)
