"""Asking: by mail or by letter, again, and no more."""

from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused
from kogge.prove.profiles.queries import profile_of

from .. import letters, states
from ..models import Obstacle, Questionnaire, State, Way
from .steps import locked, state_without_news, step


@transaction.atomic
def invite(
    questionnaire: Questionnaire, *, by: Any, way: str = Way.MAIL, language: str = ""
) -> Questionnaire:
    """Ask by mailed link, or note that a letter with the sheet goes out. Asking again closes older links."""
    row = locked(questionnaire)
    _refuse_after_erasure(row)
    if row.complete and row.state != State.INVITED:
        raise Refused(_("The answers are complete. Open them for a correction instead."))
    return _asked(row, "asked", by=by, way=way, language=language)


@transaction.atomic
def reopen(questionnaire: Questionnaire, *, by: Any, reason: str, way: str = Way.MAIL) -> Questionnaire:
    """The person wants to correct something: a new version may come, the old one stays sealed and counts until then."""
    row = locked(questionnaire)
    _refuse_after_erasure(row)
    if row.state not in (State.ANSWERED, State.CHECKED):
        raise Refused(_("There is nothing to correct yet: no answers have come."))
    if not reason.strip():
        raise Refused(_("Please write who asked for the correction and when."), field="reason")
    return _asked(row, "opened for a correction", by=by, way=way, reason=reason.strip()[:300])


@transaction.atomic
def refuse(questionnaire: Questionnaire, *, by: Any, reason: str) -> Questionnaire:
    """The person will not answer. The record stays incomplete and is never counted; nobody writes again."""
    if not reason.strip():
        raise Refused(_("Please write when and how the person said so."), field="reason")
    row = locked(questionnaire)
    return step(row, State.REFUSED, "refused to answer", by=by, reason=reason.strip()[:300],
                link_version=row.link_version + 1)  # fmt: skip


@transaction.atomic
def remind(questionnaire: Questionnaire, number: int, *, by: Any) -> bool:
    """Write once more, unless the answers have come meanwhile."""
    row = locked(questionnaire)
    if row.state != State.INVITED or row.reminders >= number:
        return False
    step(row, State.INVITED, "reminded", by=by, reminders=number)
    letters.ask(row, reminder=number)
    return True


@transaction.atomic
def expire(questionnaire: Questionnaire, *, by: Any) -> None:
    """Nothing came in time. What had been answered before a correction stays as it was."""
    row = locked(questionnaire)
    if row.state not in states.WAITING:
        return
    step(row, state_without_news(row), "not answered in time", by=by)


def _asked(
    row: Questionnaire, verb: str, *, by: Any, way: str, language: str = "", reason: str = ""
) -> Questionnaire:
    person = row.participant.person
    if way == Way.MAIL and not person.email:
        raise Refused(
            _("No mail address is known of this person. Please print the sheet and send it by letter.")
        )
    now = timezone.now()
    again = row.invited_at is not None
    step(
        row, State.INVITED, verb if not again or reason else "asked again", by=by, reason=reason,
        invited_at=now, expires_at=_until(row, now), way=way, reminders=0, obstacle=Obstacle.NONE,
        link_version=row.link_version + again, language=language or row.language,
    )  # fmt: skip
    if way == Way.MAIL:
        letters.ask(row)
    return row


def _until(row: Questionnaire, now: datetime) -> datetime:
    """The profile's days; where the time to ask ends earlier and lies ahead, until the end of that day."""
    until = now + timedelta(days=profile_of(row.participant.operation).link_days)
    if row.closes_on is not None and row.closes_on >= timezone.localdate(now):
        until = min(until, timezone.make_aware(datetime.combine(row.closes_on, time.max)))
    return until


def _refuse_after_erasure(row: Questionnaire) -> None:
    if not row.participant.person.name:
        raise Refused(_("This person's data were erased on request. Nobody can be asked any more."))
