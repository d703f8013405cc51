"""One step of a questionnaire: locked, checked against the states, sealed in the history."""

from typing import Any

from django.utils.translation import gettext as _

from kogge.core.refusals import Refused
from kogge.prove.seals import rows as seals

from .. import states
from ..models import Questionnaire, Response, State


def locked(questionnaire: Questionnaire) -> Questionnaire:
    """The row as it is now; nobody else changes it before the transaction ends."""
    related = Questionnaire.objects.select_for_update(of=("self",)).select_related(
        "participant__person", "participant__operation__profile", "participant__operation__beneficiary"
    )
    return related.get(pk=questionnaire.pk)


def state_without_news(row: Questionnaire) -> str:
    """Where it goes when nothing new came: back to the answers that were there before, or to the staff's list."""
    last = row.responses.order_by("version").last()
    if last is None:
        return State.EXPIRED
    return State.ANSWERED if last.origin == Response.Origin.LINK else State.CHECKED


def step(
    row: Questionnaire, state: str, verb: str, *, by: Any, reason: str = "", **columns: Any
) -> Questionnaire:
    """Go on to `state`, or Refused when there is no such step."""
    if not states.may_become(row.state, state):
        raise Refused(
            _("Somebody was faster: this questionnaire is now “%(state)s”.")
            % {"state": row.get_state_display()}
        )
    before = row.state
    row.state = state
    for name, value in columns.items():
        setattr(row, name, value)
    row.save()
    seals.record(row, verb, by=by, before={"state": before}, after={"state": state}, reason=reason)
    return row
