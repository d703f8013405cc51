"""What the organiser decides: who gets in, how many seats there are, who is seated beyond them."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused

from .. import parties
from .. import seats as counters
from ..changes import By, Changes
from ..levels import level
from ..models import Admission, Capacity, Registration, State
from .leaving import end
from .parts import follow_main, seat_anyhow, sit_elsewhere
from .terms import touch

Ended = Registration.Ended


@transaction.atomic
def approve(registration: Registration, *, by: By) -> Registration:
    """Say yes to a request: a seat if one is free, else the waiting list. Decided already: nothing changes.

    Where registrations are confirmed by link and this one's was not clicked yet, the seat is kept until it is.
    """
    party = parties.hold(registration)
    main = party.main
    if main.state != State.REQUESTED:
        parties.refuse_ended(main)
        return main
    changes = Changes(by)
    counter = party.counter(main)
    if counters.fits(counter, main.heads):
        changes.words(counters.add(counter, main.heads))
        _seated(main, changes)
    else:
        parties.refuse_without_list(counter)
        parties.put(main, State.WAITING, changes, "approved")
    follow_main(party, changes)
    changes.tell("approved", main)
    changes.seal()
    return main


def _seated(main: Registration, changes: Changes) -> None:
    by_link = main.admission.confirmation == Admission.Confirmation.LINK
    if by_link and main.mail_confirmed_at is None and main.email:
        until = parties.offer_times(main, timezone.now())[1]
        parties.put(main, State.PENDING, changes, "approved", held_until=until)
    else:
        parties.put(main, State.CONFIRMED, changes, "approved")


@transaction.atomic
def decline(registration: Registration, *, by: By, reason: str) -> None:
    """Say no to a request or to somebody on the waiting list, with a reason that the person reads."""
    if not reason.strip():
        raise Refused(_("Please say in a few words why. The person will read it."), field="reason")
    party = parties.hold(registration)
    row = parties.row_of(party, registration)
    if row.state not in {State.REQUESTED, State.WAITING}:
        raise Refused(_("Only requests and people who wait can be declined. Please cancel this one instead."))
    changes = Changes(by)
    facts = {"reason": reason.strip()[:500]}
    end(party, row, State.DECLINED, Ended.DECLINED, changes, what="declined", facts=facts)
    changes.seal()


@transaction.atomic
def set_seats(capacity: Capacity, seats: int | None, *, by: By) -> Capacity:
    """Another number of seats, or None for no limit. More are offered at once to those who wait.

    Fewer than are taken throws nobody out: what is above is `overbooked` until seats are given back.
    """
    if seats is not None and not 0 <= seats <= 1_000_000:
        raise Refused(_("Please write a number of seats from 0 to 1,000,000."), field="seats")
    counter = counters.lock([capacity.pk])[capacity.pk]
    if counter.seats == seats:
        return counter
    changes = Changes(by)
    before = {"seats": counter.seats}
    words = level(counter.seats, counter.taken)
    counter.seats = seats
    counter.overbooked = max(0, counter.taken - seats) if seats is not None else 0
    counter.save(update_fields=["seats", "overbooked"])
    changes.words(level(counter.seats, counter.taken) != words)
    touch(counter.admission)
    after = {"seats": seats, "taken": counter.taken, "overbooked": counter.overbooked}
    changes.keep(counter, "seats changed", before=before, after=after)
    parties.promote(counter, changes)
    changes.seal()
    return counter


@transaction.atomic
def seat_anyway(registration: Registration, *, by: By, reason: str) -> Registration:
    """Seat somebody who waits or asked, beyond the seats if need be; the reason stays in the history."""
    if not reason.strip():
        raise Refused(_("Please say in a few words why this one goes first."), field="reason")
    party = parties.hold(registration)
    row = parties.row_of(party, registration)
    parties.refuse_ended(row)
    if row.state == State.CONFIRMED:
        return row
    if row.pk != party.main.pk and party.main.state != State.CONFIRMED:
        raise Refused(_("Please seat this registration for the event first, then for the session."))
    changes = Changes(by)
    seat_anyhow(row, party, changes, reason=reason.strip())
    if row.pk == party.main.pk:
        follow_main(party, changes)
    if row.is_wish:
        sit_elsewhere(party, row.capacity_id, changes)
    else:
        changes.tell("confirmed", row)
    changes.seal()
    return row


@transaction.atomic
def move_up(capacity: Capacity, *, by: By = None) -> list[Registration]:
    """Offer every free seat to those who wait. Done by itself whenever one is freed; harmless at any time."""
    counter = counters.lock([capacity.pk])[capacity.pk]
    changes = Changes(by)
    promoted = parties.promote(counter, changes)
    changes.seal()
    return promoted
