"""Who moves when there are more people than seats: staff choose, nobody is thrown out silently."""

from django.db import transaction
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.take_part.registration import parties
from kogge.take_part.registration.actions.parts import follow_main
from kogge.take_part.registration.changes import Changes
from kogge.take_part.registration.models import Registration, State


@transaction.atomic
def move_to_waiting_list(registration: Registration, *, by: User, reason: str) -> None:
    """Staff choose who moves when there are more people than seats. They wait in their old order, so in front."""
    if not reason.strip():
        raise Refused(_("Please say in a few words why. It stays in the history."), field="reason")
    party = parties.hold(registration)
    row = parties.row_of(party, registration)
    counter = party.counter(row) if row.state in parties.SEATED else None
    if counter is None:
        raise Refused(_("Only somebody who has a seat can be moved to the waiting list."))
    if not counter.overbooked:
        raise Refused(_("There are seats for everybody. Lower the seats first, or cancel this registration."))
    changes = Changes(by)
    parties.release([row], party.counters, changes)
    parties.put(
        row, State.WAITING, changes, "moved to the waiting list", reason=reason.strip(), confirmed_at=None
    )
    if row.pk == party.main.pk:
        follow_main(party, changes)
    changes.tell("waiting", row)
    changes.seal()
