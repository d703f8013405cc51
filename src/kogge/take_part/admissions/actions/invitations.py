"""Invitations: sent once, reminded only while there is no answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.reactions import announce
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.take_part.registration.identity import email_key
from kogge.take_part.registration.models import Admission, Invitation

BETWEEN_REMINDERS = timedelta(hours=24)


@dataclass(frozen=True)
class Guest:
    """Somebody to invite, name and address in stored form."""

    name: str
    email: str
    language: str = "de"


@transaction.atomic
def invite(admission: Admission, guests: Iterable[Guest], *, by: User) -> int:
    """Invite whoever is not on the list yet; returns how many letters that makes."""
    known = set(admission.invitations.values_list("email_key", flat=True))
    now = timezone.now()
    new = {email_key(guest.email): guest for guest in guests}
    made = Invitation.objects.bulk_create(
        Invitation(admission=admission, name=guest.name, email=guest.email, email_key=key,
                   language=guest.language, invited_at=now)
        for key, guest in new.items() if key not in known
    )  # fmt: skip
    _tell(made, "invited", by)
    history.record(admission, "people invited", by=by, after={"invitations": len(made)})
    return len(made)


@transaction.atomic
def remind_silent(admission: Admission, *, by: User) -> int:
    """Remind whoever has not answered; nobody twice within a day."""
    silent = list(reminded_next(admission).select_for_update(no_key=True))
    if not silent:
        raise Refused(
            _("There is nobody to remind: all have answered or were written to within the last day.")
        )
    keys = [row.pk for row in silent]
    Invitation.objects.filter(pk__in=keys).update(reminded_at=timezone.now(), reminders=F("reminders") + 1)
    for row in silent:
        row.reminders += 1
    _tell(silent, "invitation reminder", by)
    history.record(admission, "silent invited reminded", by=by, after={"reminders": len(silent)})
    return len(silent)


def reminded_next(admission: Admission) -> QuerySet[Invitation]:
    """To whom a reminder would go now."""
    recently = timezone.now() - BETWEEN_REMINDERS
    silent = admission.invitations.filter(answer=Invitation.Answer.OPEN)
    return silent.exclude(reminded_at__gt=recently).exclude(invited_at__gt=recently)


@transaction.atomic
def withdraw(invitation: Invitation, *, by: User) -> None:
    """Strike somebody off the list. Whoever accepted keeps the registration."""
    admission = invitation.admission
    invitation.delete()
    history.record(admission, "invitation withdrawn", by=by)


def _tell(invitations: list[Invitation], what: str, by: User) -> None:
    for row in invitations:
        announce("registration", what=what, registration=None, invitation=row, by=by)
