"""Somebody cannot come: the session is cancelled, goes on with the others, or somebody else speaks.

A replaced session stays the same record, so seats, tickets and attendance stay with it. Later stages are told and
show it to the public at once.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.reactions import announce
from kogge.core.refusals import Refused
from kogge.network.directory.models import Person
from kogge.plan.events import actions as events
from kogge.plan.events.models import Contribution, Event, Session

from .. import mails
from ..models import Absence

Outcome = Absence.Outcome
_CARRY = {Contribution.Role.SPEAKER, Contribution.Role.GUEST}
"""Roles that can carry a session alone; a host or moderator without them has nobody to present."""


@transaction.atomic
def cannot_come(
    person: Person,
    sessions: Iterable[Session],
    *,
    by: Any,
    reason: str = "",
    replacement: Person | None = None,
    values: Mapping[str, Any] | None = None,
) -> list[Absence]:
    """Say that somebody cannot come to sessions of one event. `values` change a session that is replaced.

    Without a replacement a session goes on while others carry it, else it is cancelled. Everybody is told once.
    """
    chosen = list(sessions)
    if not chosen:
        raise Refused(_("Please choose at least one session."), field="sessions")
    if replacement == person:
        raise Refused(
            _("This is the person who cannot come. Please name somebody else."), field="replacement"
        )
    made = [_one(session, person, replacement, values or {}, by=by, reason=reason) for session in chosen]
    event = Event.objects.prefetch_related("organizer_rows__organization").get(pk=chosen[0].event_id)
    mails.absence_noted(person, event, made)
    if by == "speaker":
        mails.staff_told(person, event, made)
    announce("speaker cannot come", event=event, person=person, sessions=[one.session for one in made], by=by)
    return made


def _one(
    session: Session,
    person: Person,
    replacement: Person | None,
    values: Mapping[str, Any],
    *,
    by: Any,
    reason: str,
) -> Absence:
    rows = list(session.contributions.select_related("person"))
    mine = [row for row in rows if person.pk in {row.person_id, row.person.merged_into_id}]
    before = Absence.objects.filter(session=session, person=person).first()
    if not mine and before is None:
        raise Refused(_("%(name)s takes no part in “%(title)s”.") % {"name": person, "title": session})
    outcome, people, wanted = _decided(session, rows, mine, replacement)
    fresh = events.change_session(
        session, by=by, values={**wanted, **(values if replacement else {})}, people=people
    )
    absence, _made = Absence.objects.update_or_create(
        session=fresh, person=person,
        defaults={"outcome": outcome, "by_speaker": by == "speaker", "reason": reason.strip()[:300],
                  "said_at": timezone.now()},
    )  # fmt: skip
    history.record(fresh, "speaker cannot come", by=by, after={"outcome": outcome})
    return absence


def _decided(
    session: Session, rows: list[Contribution], mine: list[Contribution], replacement: Person | None
) -> tuple[Outcome, list[tuple[Person, str]] | None, dict[str, Any]]:
    """What becomes of it: the outcome, who takes part from now on (None: as before), and the session's values."""
    gone = {row.pk for row in mine}
    others = [(row.person, row.role) for row in rows if row.pk not in gone]
    if replacement is not None:
        roles = [row.role for row in mine] or [str(Contribution.Role.SPEAKER)]
        people = [(replacement if row.pk in gone else row.person, row.role) for row in rows]
        return Outcome.REPLACED, people if mine else [(replacement, roles[0]), *others], {"state": "planned"}
    if session.state == Session.State.CANCELLED:
        return Outcome.CANCELLED, None, {}
    if any(role in _CARRY for _person, role in others):
        return Outcome.GOES_ON, others, {}
    return Outcome.CANCELLED, None, {"state": Session.State.CANCELLED}
