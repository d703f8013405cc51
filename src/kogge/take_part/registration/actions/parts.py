"""A session's seats under the registration for its event."""

import hashlib

from django.db import transaction

from kogge.plan.events.models import Session

from .. import parties, seats
from ..changes import By, Changes
from ..models import Capacity, Registration, State
from ..parties import Party
from ..wishes import session_counters

_REPEATED = (
    "admission", "kind", "heads", "source", "state", "name", "email", "email_key", "language", "is_minor",
    "created_at", "confirmed_at", "mail_confirmed_at", "held_until",
)  # fmt: skip


def part_of(main: Registration, capacity: Capacity, **values: object) -> Registration:
    """An unsaved row for a session, in the state of its main row, with its name and mail repeated."""
    digest = hashlib.sha256(f"{main.idempotency_key}:{main.version}".encode()).hexdigest()[:40]
    repeated = {name: getattr(main, name) for name in _REPEATED}
    key = f"{digest}:{capacity.pk}"
    return Registration(idempotency_key=key, main=main, capacity=capacity, **repeated | values)


@transaction.atomic
def book_session(registration: Registration, capacity: Capacity, *, by: By = None) -> Registration:
    """Add a session to somebody's registration: a seat if one is free, else its waiting list.

    Refused where it overlaps another of theirs, or is one too many. Booked already: that row.
    """
    party = parties.hold(registration, capacity.pk)
    main = party.main
    found = next((part for part in party.parts if part.capacity_id == capacity.pk), None)
    if found is not None:
        return found
    parties.refuse_ended(main)
    taken = [part.capacity.session for part in party.parts if part.capacity.session is not None]
    session_counters(main.admission, [capacity.pk], taken=taken)
    changes = Changes(by)
    main.version += 1
    main.save(update_fields=["version"])
    part = part_of(main, party.counters[capacity.pk], state=State.WAITING, held_until=None, confirmed_at=None)
    part.save(force_insert=True)
    if main.state in {State.CONFIRMED, State.PENDING}:
        seat(part, party, changes, State(main.state))
    elif main.state == State.REQUESTED:
        parties.put(part, State.REQUESTED, changes, "waits for a decision")
    if part.state == State.WAITING:
        parties.refuse_without_list(party.counter(part))
    changes.keep(part, "booked a session", after={"state": part.state, "capacity": capacity.pk})
    changes.tell(str(part.state), part)
    changes.seal()
    return part


def seat(row: Registration, party: Party, changes: Changes, state: State) -> bool:
    """Give a waiting or requested row its seat if it fits; else let it wait."""
    counter = party.counter(row)
    if not seats.fits(counter, row.heads):
        if row.state != State.WAITING:
            parties.put(row, State.WAITING, changes, "put on the waiting list")
        return False
    changes.words(seats.add(counter, row.heads))
    held = party.main.held_until if state == State.PENDING else None
    parties.put(row, state, changes, "given a seat", held_until=held)
    return True


def sit_elsewhere(party: Party, wanted: int, changes: Changes) -> None:
    """The party takes the seat it got in another mode, counted already; the one it had goes to the next."""
    main, former = party.main, party.counter(party.main)
    for wish in [part for part in party.parts if part.is_wish]:
        if wish.capacity_id != wanted:
            parties.release([wish], party.counters, changes)
        parties.put(
            wish, State.CANCELLED, changes, "mode changed", ended_because=Registration.Ended.BY_PERSON
        )
    parties.release([main], party.counters, changes)
    counter, verb = party.counters[wanted], f"mode changed: {party.counters[wanted].mode}"
    parties.put(main, State.CONFIRMED, changes, verb, capacity=counter, confirmed_at=main.confirmed_at)
    changes.tell("changed", main)
    parties.promote(former, changes)


def follow_main(party: Party, changes: Changes) -> None:
    """Bring the parts in step with a main row that was just confirmed, or that holds its seat for now."""
    state = State(party.main.state)
    for part in party.parts:
        if part.is_wish:
            parties.promote(party.counter(part), changes)
        elif part.state == State.PENDING and state == State.CONFIRMED:
            parties.put(part, state, changes, "confirmed", mail_confirmed_at=party.main.mail_confirmed_at)
        elif part.state in {State.WAITING, State.REQUESTED}:
            if state in {State.CONFIRMED, State.PENDING}:
                seat(part, party, changes, state)
            elif part.state == State.REQUESTED:
                parties.put(part, State.WAITING, changes, "put on the waiting list")


@transaction.atomic
def seat_at_door(registration: Registration, session: Session | None, *, by: By) -> None:
    """Whoever stands at the door is seated, in the event and in the session, beyond the seats if need be."""
    admission = registration.admission
    counters = [c for c in admission.capacities.all() if session is not None and c.session_id == session.pk]
    wanted = counters[0].pk if counters else None
    party = parties.hold(registration, *([wanted] if wanted else []))
    changes = Changes(by)
    if party.main.state != State.CONFIRMED:
        seat_anyhow(party.main, party, changes)
        follow_main(party, changes)
        changes.tell("confirmed", party.main)
    if wanted is not None:
        part = next((part for part in party.parts if part.capacity_id == wanted), None)
        if part is None:
            part = part_of(party.main, party.counters[wanted], state=State.WAITING, confirmed_at=None)
            part.save(force_insert=True)
            changes.keep(part, "came to a session", after={"capacity": wanted})
        if part.state != State.CONFIRMED:
            seat_anyhow(part, party, changes)
    changes.seal()


def seat_anyhow(row: Registration, party: Party, changes: Changes, *, reason: str = "") -> None:
    """Confirm a row: one that holds a seat keeps it, any other gets one beyond the seats if need be."""
    if row.state in {State.PENDING, State.OFFERED}:
        parties.put(row, State.CONFIRMED, changes, "confirmed", reason=reason)
        return
    counter = party.counter(row)
    changes.words(seats.add(counter, row.heads))
    if counter.overbooked:
        facts = {"taken": counter.taken, "seats": counter.seats, "registration": row.pk}
        changes.keep(counter, "overbooked", after=facts, reason=reason)
    parties.put(row, State.CONFIRMED, changes, "given a seat", reason=reason)
