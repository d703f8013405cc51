"""From on site to online and back (issue: hybrid events). The seat one has is given back only for the one one gets.

Where the other mode is full, a row of the party waits there like everybody else (`Registration.is_wish`), in the same
order and with the same offers. Sessions have no mode of their own: the plan knows ways of taking part of events alone,
so a booked session goes along with its registration and keeps its seat.
"""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused
from kogge.take_part.registration import parties, seats
from kogge.take_part.registration.actions.leaving import cancel
from kogge.take_part.registration.actions.parts import part_of, sit_elsewhere
from kogge.take_part.registration.changes import By, Changes
from kogge.take_part.registration.models import Capacity, Registration, State


def others(registration: Registration) -> list[Capacity]:
    """The other modes of what somebody has a sure seat for; none once it has begun."""
    event = registration.admission.event
    begun = event is not None and event.starts_at is not None and event.starts_at <= timezone.now()
    if registration.state != State.CONFIRMED or begun:
        return []
    rows = registration.admission.capacities.filter(session=None).exclude(pk=registration.capacity_id)
    return list(rows.select_related("admission__event"))


def wishes(parts: Iterable[Registration]) -> list[Registration]:
    """Those of a party's rows that wait for another mode."""
    return [part for part in parts if part.is_live and part.is_wish]


@transaction.atomic
def change_mode(registration: Registration, capacity: Capacity, *, by: By = None) -> Registration:
    """A seat in the other mode if one is free, else a place on its waiting list while the present seat stays.

    Returns the party's own row when it has moved, else the row that waits. Asked for twice: nothing changes.
    """
    party = parties.hold(registration, capacity.pk)
    main, counter = party.main, party.counters[capacity.pk]
    if main.capacity_id == counter.pk:
        return main
    if found := next((part for part in party.parts if part.capacity_id == counter.pk), None):
        return found
    if counter.admission_id != main.admission_id or counter.session_id is not None:
        raise Refused(_("This is not on offer."))
    if main.state != State.CONFIRMED:
        raise Refused(_("Only somebody with a confirmed seat can change to the other way of taking part."))
    if parties.has_begun(counter, timezone.now()):
        raise Refused(_("It has begun. Please ask the organiser."))
    changes = Changes(by)
    if seats.fits(counter, main.heads):
        changes.words(seats.add(counter, main.heads))
        sit_elsewhere(party, counter.pk, changes)
        changes.seal()
        return main
    parties.refuse_without_list(counter)
    wish = _wait(main, counter, changes)
    changes.seal()
    return wish


def stay(registration: Registration, *, by: By = None) -> None:
    """Do without the other mode; the present seat stays."""
    for wish in wishes(registration.parts.live().select_related("capacity")):  # type: ignore[attr-defined]
        cancel(wish, by=by)


def _wait(main: Registration, counter: Capacity, changes: Changes) -> Registration:
    main.version += 1
    main.save(update_fields=["version"])
    wish = part_of(main, counter, state=State.WAITING, held_until=None, confirmed_at=None)
    wish.save(force_insert=True)
    changes.keep(wish, "waits for the other mode", after={"capacity": counter.pk})
    changes.tell("waiting", wish)
    return wish
