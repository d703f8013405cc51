"""What somebody answers to a mail: the link was clicked, the offer is taken, the invitation accepted."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused

from .. import parties
from ..changes import By, Changes
from ..models import Invitation, Registration, State
from .leaving import cancel
from .parts import follow_main, sit_elsewhere
from .registering import join


@transaction.atomic
def confirm(registration: Registration, *, by: By = None) -> Registration:
    """The link in the mail was clicked. A kept seat becomes a sure one; a second click changes nothing."""
    party = parties.hold(registration)
    main = party.main
    if not main.is_live:
        raise Refused(_("The time to confirm has passed and the seat was given back. Please register again."))
    changes = Changes(by)
    now = timezone.now()
    if main.state == State.PENDING:
        parties.put(main, State.CONFIRMED, changes, "confirmed", mail_confirmed_at=now)
        follow_main(party, changes)
        changes.tell("confirmed", main)
    elif main.mail_confirmed_at is None:
        main.mail_confirmed_at = now
        main.save(update_fields=["mail_confirmed_at"])
    changes.seal()
    return main


@transaction.atomic
def accept_offer(registration: Registration, *, by: By = None) -> Registration:
    """Take the offered seat while it is kept. Taken already: nothing changes."""
    party = parties.hold(registration)
    row = parties.row_of(party, registration)
    if row.state == State.CONFIRMED or (row.is_wish and row.capacity_id == party.main.capacity_id):
        return row
    now = timezone.now()
    if row.state != State.OFFERED or row.held_until is None or row.held_until <= now:
        raise Refused(_("This offer has ended, and the seat went to the next in line."))
    changes = Changes(by)
    if row.is_wish:
        sit_elsewhere(party, row.capacity_id, changes)
    else:
        proven = row.mail_confirmed_at or now
        parties.put(row, State.CONFIRMED, changes, "took the offered seat", mail_confirmed_at=proven)
        if row.pk == party.main.pk:
            follow_main(party, changes)
        changes.tell("confirmed", row)
    changes.seal()
    return row


def decline_offer(registration: Registration) -> None:
    """Do without the offered seat; the next in line gets it in the same transaction."""
    cancel(registration)


def answer_invitation(invitation: Invitation, *, comes: bool) -> None:
    """Yes gives a seat, or a place on the waiting list, under the invited name; no gives it back."""
    if comes:
        join(invitation)
    else:
        _stay_away(invitation)


@transaction.atomic
def _stay_away(invitation: Invitation) -> None:
    for registration in Registration.objects.live().mains().filter(invitation=invitation):
        cancel(registration)
    changes = Changes()
    answered = Invitation.objects.filter(pk=invitation.pk).exclude(answer=Invitation.Answer.NO)
    if answered.update(answer=Invitation.Answer.NO, answered_at=timezone.now()):
        changes.keep(invitation, "answered", after={"answer": Invitation.Answer.NO})
    changes.seal()
