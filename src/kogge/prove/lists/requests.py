"""Two people change the operation of an event whose list is frozen: one asks, another decides."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.grants.models import Operation
from kogge.plan.events.actions import change_event
from kogge.plan.events.actions.events import take
from kogge.plan.events.models import Event
from kogge.prove.seals import rows as seals

from .models import OperationRequest
from .queries import is_frozen

State = OperationRequest.State


@transaction.atomic
def ask(event: Event, after: Operation | None, *, reason: str, by: User) -> OperationRequest:
    """Ask that a frozen event counts for another operation, or for none."""
    fresh = take(event)
    if fresh.operation == after:
        raise Refused(_("The event belongs there already."), field="after")
    if not is_frozen(fresh):
        raise Refused(_("No list of this event is frozen: you can change its operation with its details."))
    if not reason.strip():
        raise Refused(_("Please say why."), field="reason")
    if OperationRequest.objects.filter(event=fresh, state=State.OPEN).exists():
        raise Refused(_("A request for this event waits already."))
    asked = OperationRequest.objects.create(
        event=fresh, before=fresh.operation, after=after, reason=reason.strip()[:300], requested_by=str(by.pk),
        requested_at=timezone.now(),
    )  # fmt: skip
    seals.record(asked, "other operation asked for", by=by, after=_in_words(asked), reason=asked.reason)
    return asked


@transaction.atomic
def approve(asked: OperationRequest, *, by: User, answer: str = "") -> OperationRequest:
    """Agree as the second person; the event changes at once."""
    event = take(asked.event)
    fresh = _open(asked)
    if fresh.requested_by == str(by.pk):
        raise Refused(_("You asked for this yourself. Another person must decide."))
    if event.operation != fresh.before:
        raise Refused(_("The event belongs to another operation by now. Please refuse this request."))
    _decide(fresh, State.AGREED, by, answer)
    funding = Event.Funding.OPERATION if fresh.after else Event.Funding.NONE
    change_event(event, by=by, values={"operation": fresh.after, "funding": funding}, reason=fresh.reason)
    fresh.refresh_from_db()
    return fresh


@transaction.atomic
def refuse(asked: OperationRequest, *, by: User, answer: str = "") -> OperationRequest:
    """Disagree, or take one's own request back."""
    take(asked.event)
    fresh = _open(asked)
    own = fresh.requested_by == str(by.pk)
    _decide(fresh, State.WITHDRAWN if own else State.REFUSED, by, answer)
    seals.record(fresh, "withdrawn" if own else "refused", by=by, after=_in_words(fresh), reason=fresh.answer)
    return fresh


def operation_of_event_changes(*, event: Event, before: int | None, after: int | None, by: Any) -> None:
    """Once a list is frozen, only what two people agreed on passes: inside the transaction of the second one."""
    if not is_frozen(event):
        return
    agreed = OperationRequest.objects.filter(
        event=event, before=before, after=after, state=State.AGREED, decided_by=str(getattr(by, "pk", ""))
    ).first()
    if agreed is None:
        raise Refused(
            _(
                "The list of this event is frozen. Its operation changes only when two people agree: "
                "please ask for it under “Proof” on the desk of this event."
            ),
            field="operation",
        )
    agreed.state = State.APPROVED
    agreed.save(update_fields=["state"])
    seals.record(agreed, "approved", by=by, after=_in_words(agreed), reason=agreed.answer)


def _open(asked: OperationRequest) -> OperationRequest:
    fresh = OperationRequest.objects.select_for_update(of=("self",)).get(pk=asked.pk)
    if fresh.state != State.OPEN:
        raise Refused(_("Somebody has decided this already."))
    return fresh


def _decide(asked: OperationRequest, state: OperationRequest.State, by: User, answer: str) -> None:
    asked.state, asked.decided_by, asked.decided_at = state, str(by.pk), timezone.now()
    asked.answer = answer.strip()[:300]
    asked.save(update_fields=["state", "decided_by", "decided_at", "answer"])


def _in_words(asked: OperationRequest) -> dict[str, Any]:
    return {"event": asked.event_id, "before": asked.before_id, "after": asked.after_id, "state": asked.state}
