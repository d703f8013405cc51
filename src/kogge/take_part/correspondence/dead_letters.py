"""Mails that did not arrive, with what they were about, for those who may see them."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import ngettext

from kogge.core import history, outbox
from kogge.core.models import OutboxMessage
from kogge.network.accounts.desk import Waiting
from kogge.network.accounts.models import User
from kogge.network.accounts.permissions import may
from kogge.plan.events.models import Event
from kogge.take_part.registration import actions
from kogge.take_part.registration.models import Registration

MOST = 300


@dataclass(frozen=True)
class DeadLetter:
    """One mail and the registration it is about, where there is one."""

    message: OutboxMessage
    registration: Registration | None

    @property
    def event(self) -> Event | None:
        return self.registration.admission.event if self.registration else None


def for_user(user: User) -> list[DeadLetter]:
    """The newest ones: all for the office, for others those about events they edit."""
    failed = outbox.failed()
    sees_all = may(user, "mail.see")
    if not sees_all:
        failed = failed.filter(about__startswith="registration:")
    messages = list(failed[:MOST])
    numbers = {pk for one in messages if (pk := _number(one))}
    rows = Registration.objects.select_related("admission__event", "admission__series").filter(pk__in=numbers)
    if not sees_all:
        rows = rows.filter(admission__event__in=Event.objects.editable_by(user))
    known = {row.pk: row for row in rows}
    found = [DeadLetter(one, known.get(_number(one) or 0)) for one in messages]
    return [one for one in found if sees_all or one.registration]


def waiting_mails(*, user: User, waiting: list[Any]) -> None:
    """What the desk's first page says of mails that did not arrive; named in `config/reactions.py`."""
    if may(user, "letter.write") and (count := len(for_user(user))):
        words = ngettext("%(count)s mail did not arrive.", "%(count)s mails did not arrive.", count)
        waiting.append(Waiting(words % {"count": count}, reverse("correspondence:mails")))


@transaction.atomic
def try_again(row: DeadLetter, *, to: str, by: User) -> None:
    """Send it once more. An address that was wrong is corrected at the registration, whose links then are new."""
    registration, message = row.registration, row.message
    if registration is not None and to != message.to and registration.email == message.to:
        actions.correct_email(registration, email=to, by=by)
    else:
        outbox.try_again(message, to=to)
    history.record(message, "mail tried again", by=by)


def _number(message: OutboxMessage) -> int | None:
    kind, _colon, number = message.about.partition(":")
    return int(number) if kind == "registration" and number.isdigit() else None
