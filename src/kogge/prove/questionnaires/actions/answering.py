"""What the person behind a link does."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused
from kogge.prove.profiles.queries import profile_of

from .. import store
from ..answers import Answers, missing
from ..models import Obstacle, Questionnaire, Response, State
from .steps import locked, step


class AnsweredAlready(Refused):
    """Answers were stored before, by this link or on paper."""


@transaction.atomic
def answer(questionnaire: Questionnaire, answers: Answers, *, by: Any = None) -> Response:
    """Store the answers once. A second sending changes nothing."""
    row = locked(questionnaire)
    if row.state in (State.ANSWERED, State.CHECKED, State.PAPER, State.TYPED):
        raise AnsweredAlready(_("These questions have been answered already. Thank you!"))
    if row.state != State.INVITED or row.expires_at is None or row.expires_at <= timezone.now():
        raise Refused(_("This link is too old. Please ask the project for a new one."))
    profile = profile_of(row.participant.operation)
    left = missing(profile.asked(row.stage), answers)
    response = store.keep(
        row, answers, origin=Response.Origin.LINK, profile_version=profile.version, missing=left,
        on=timezone.localdate(), by=by,
    )  # fmt: skip
    step(row, State.ANSWERED, "answered by link", by=by)
    return response


@transaction.atomic
def not_me(questionnaire: Questionnaire, *, by: Any = None) -> None:
    """Somebody else got the link: it closes, and staff see why."""
    row = locked(questionnaire)
    if row.state != State.INVITED:
        raise Refused(_("This link is closed already."))
    step(
        row, State.EXPIRED, "link closed by somebody else", by=by, obstacle=Obstacle.OTHER,
        link_version=row.link_version + 1,
    )  # fmt: skip
