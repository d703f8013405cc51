"""Verbs of letters to many: save, try out, send, stop."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.take_part.letters.frame import post
from kogge.take_part.registration.models import Admission, Registration

from . import audience, letter
from .models import Mailing

STEP = 25
WORDS = ("subject_de", "text_de", "subject_en", "text_en")


@transaction.atomic
def save(
    admission: Admission, *, by: User, values: Mapping[str, Any], mailing: Mailing | None = None
) -> Mailing:
    """Keep a draft. What went out already is not changed any more."""
    draft = _draft(mailing) if mailing else Mailing(admission=admission, author=str(by.pk))
    for name in WORDS:
        letter.check_placeholders(values[name], name)
        setattr(draft, name, values[name])
    if bool(draft.subject_en) != bool(draft.text_en):
        raise Refused(
            _("The English letter needs both subject and text, or neither."),
            field="text_en" if draft.subject_en else "subject_en",
        )
    draft.kind, draft.audience = values["kind"], values["audience"]
    draft.save()
    history.record(draft, "written", by=by, after={"kind": draft.kind, "audience": draft.audience})
    return draft


@transaction.atomic
def try_out(mailing: Mailing, *, by: User) -> int:
    """Send the letter as the first person would get it to oneself, in each language it is written in."""
    first = audience.people(mailing.admission, mailing.kind, mailing.audience).first()
    if first is None:
        raise Refused(_("Nobody fits these conditions, so there is no letter to try."))
    for language in mailing.languages:
        stand_in = Registration.objects.select_related("admission", "capacity").get(pk=first.pk)
        stand_in.name, stand_in.uid, stand_in.reference = by.name, uuid.uuid4(), "TEST2345"
        with translation.override(language):
            post(
                letter.compose(mailing, stand_in), to=by.email,
                cause=f"mailing test:{mailing.pk}:{language}:{uuid.uuid4()}",
            )  # fmt: skip
    return len(mailing.languages)


@transaction.atomic
def send(mailing: Mailing, *, by: User) -> Mailing:
    """Begin to send, or go on after a stop. Everybody gets it once."""
    row = Mailing.objects.select_for_update().get(pk=mailing.pk)
    if row.state not in {Mailing.State.DRAFT, Mailing.State.STOPPED}:
        raise Refused(_("This letter is being sent already."))
    count = audience.people(row.admission, row.kind, row.audience).count()
    if not count:
        raise Refused(_("Nobody fits these conditions, so there is nobody to write to."))
    row.state, row.expected, row.begun_at = Mailing.State.SENDING, count, row.begun_at or timezone.now()
    row.save(update_fields=["state", "expected", "begun_at"])
    history.record(row, "sent", by=by, after={"people": count})
    return row


@transaction.atomic
def stop(mailing: Mailing, *, by: User) -> None:
    """Write no further letters. Who has one in the outbox gets it."""
    row = Mailing.objects.select_for_update().get(pk=mailing.pk)
    if row.state != Mailing.State.SENDING:
        raise Refused(_("This letter is not being sent."))
    row.state = Mailing.State.STOPPED
    row.save(update_fields=["state"])
    history.record(row, "stopped", by=by, after={"letters": row.letters})


@transaction.atomic
def throw_away(mailing: Mailing, *, by: User) -> None:
    """Delete a draft."""
    row = _draft(mailing)
    history.record(row, "deleted", by=by, before={"kind": row.kind})
    row.delete()


def send_waiting() -> int:
    """Write the letters of every mailing that is being sent, a few people per transaction."""
    written = 0
    for mailing in Mailing.objects.filter(state=Mailing.State.SENDING):
        while count := _step(mailing.pk):
            written += count
    return written


@transaction.atomic
def _step(pk: int) -> int:
    row = Mailing.objects.select_for_update().select_related("admission").get(pk=pk)
    if row.state != Mailing.State.SENDING:
        return 0
    people = audience.people(row.admission, row.kind, row.audience)
    batch = list(people.filter(pk__gt=row.after)[:STEP])
    for registration in batch:
        row.letters += letter.write(row, registration)
        row.after = registration.pk
    if len(batch) < STEP:
        row.state, row.done_at = Mailing.State.SENT, timezone.now()
    row.save(update_fields=["letters", "after", "state", "done_at"])
    return len(batch)


def _draft(mailing: Mailing) -> Mailing:
    row = Mailing.objects.select_for_update().get(pk=mailing.pk)
    if row.state != Mailing.State.DRAFT:
        raise Refused(_("This letter was sent already and stays as it is. Please write a new one."))
    return row
