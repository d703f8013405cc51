"""Taking in feedback and answering it."""

import secrets
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User

from . import mails, texts
from .models import Feedback

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is misread on the telephone


@transaction.atomic
def receive(*, by: User | None = None, form_key: str, values: dict[str, Any]) -> Feedback:
    """Store a message once, tell the office, and confirm it to its sender. The same form gives the same ticket.

    `by` is the member of staff who writes down what somebody said, or None for a visitor's own message.
    """
    known = Feedback.objects.filter(form_key=form_key).first()
    if known:
        return known
    now = timezone.now()
    feedback = Feedback.objects.create(
        reference=_new_reference(),
        form_key=form_key,
        language=(get_language() or "de")[:2],
        received_at=now,
        answer_by=timezone.localdate(now)
        + timedelta(days=texts.current().accessibility["answer_within_days"]),
        **values,
    )
    history.record(feedback, "received", by=by, after={"kind": feedback.kind})
    mails.tell_office(feedback)
    if feedback.email:
        mails.confirm(feedback)
    return feedback


@transaction.atomic
def answer(feedback: Feedback, *, by: User, text: str) -> None:
    """Answer by mail where an address is known; else note the answer."""
    if not text.strip():
        raise Refused(_("Please write an answer, or close the message without one."), field="answer")
    _settle(feedback, Feedback.State.ANSWERED, by=by, text=text.strip())
    if feedback.email:
        mails.send_answer(feedback)


@transaction.atomic
def close(feedback: Feedback, *, by: User) -> None:
    """Settle a message that needs no answer, such as advertising."""
    _settle(feedback, Feedback.State.CLOSED, by=by, text="")


def _settle(feedback: Feedback, state: Feedback.State, *, by: User, text: str) -> None:
    row = Feedback.objects.select_for_update().get(pk=feedback.pk)
    if row.state != Feedback.State.OPEN:
        raise Refused(_("A colleague has settled this message in the meantime."))
    feedback.state, feedback.answer = state, text
    feedback.answered_at, feedback.answered_by = timezone.now(), str(by.pk)
    feedback.save(update_fields=["state", "answer", "answered_at", "answered_by"])
    history.record(feedback, state.value, by=by)


def _new_reference() -> str:
    return f"{timezone.localdate():%y%m}-" + "".join(secrets.choice(_ALPHABET) for _position in range(6))
