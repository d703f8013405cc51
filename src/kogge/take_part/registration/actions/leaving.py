"""How a seat becomes free: cancelled, not confirmed in time, not taken in time, called off, erased.

Freed seats are offered to those who wait in the same transaction.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kogge.core.models import OutboxMessage
from kogge.plan.events.models import Event, Session

from .. import known_people, parties, seats
from ..changes import By, Changes
from ..models import AccessCode, Admission, Registration, Seat, State
from ..models.registrations import LIVE
from ..parties import Party
from .files import drop_files

Ended = Registration.Ended


@transaction.atomic
def cancel(registration: Registration, *, by: By = None, because: str = Ended.BY_PERSON) -> None:
    """Give back a whole registration with its sessions, or one session of it. Ended already: nothing changes."""
    party = parties.hold(registration)
    row = parties.row_of(party, registration)
    if row.is_live:
        changes = Changes(by)
        end(party, row, State.CANCELLED, because, changes, what="cancelled")
        changes.seal()


@transaction.atomic
def cancel_seat(seat: Seat, *, by: By = None) -> None:
    """One person of a group does not come; the last one takes the registration along."""
    party = parties.hold(seat.registration)
    changes = Changes(by)
    fresh = party.main.seats.get(pk=seat.pk)
    if fresh.cancelled_at is not None or not party.main.is_live:
        return
    fresh.cancelled_at = timezone.now()
    fresh.save(update_fields=["cancelled_at"])
    changes.keep(fresh, "cancelled")
    if party.main.heads > 1:
        change_heads(party, party.main.heads - 1, changes)
        changes.tell("seat cancelled", party.main, seat=fresh)
    else:
        end(party, party.main, State.CANCELLED, Ended.BY_PERSON, changes, what="cancelled")
    changes.seal()


def change_heads(party: Party, heads: int, changes: Changes) -> None:
    """Another number of people in the whole party; freed seats go to those who wait. Room must have been checked."""
    for row in party.rows:
        if row.state in parties.SEATED:
            changes.words(seats.add(party.counter(row), heads - row.heads))
        row.heads = heads
        row.version += 1
        row.save(update_fields=["heads", "version"])
    for row in party.rows:
        parties.promote(party.counter(row), changes)


def end(
    party: Party,
    row: Registration,
    state: State,
    because: str,
    changes: Changes,
    *,
    what: str,
    verb: str = "",
    facts: Mapping[str, Any] | None = None,
) -> None:
    """End a row, and with a main row all its parts; then offer what became free."""
    rows = [r for r in party.rows if r.state in LIVE] if row.pk == party.main.pk else [row]
    parties.release(rows, party.counters, changes)
    for one in rows:
        parties.put(one, state, changes, verb or what, ended_because=because)
    if row.access_code_id is not None:
        AccessCode.objects.filter(pk=row.access_code_id, uses__gt=0).update(uses=F("uses") - 1)
    if what:
        changes.tell(what, row, because=because, **facts or {})
    for capacity_id in dict.fromkeys(one.capacity_id for one in rows):
        parties.promote(party.counters[capacity_id], changes)


def expire_due(now: datetime | None = None) -> int:
    """Give back seats that were not confirmed or taken in time. Returns how many registrations ended."""
    now = now or timezone.now()
    due = Registration.objects.filter(held_until__lte=now).order_by("pk")
    return sum(_expire(registration, now) for registration in due)


@transaction.atomic
def _expire(registration: Registration, now: datetime) -> bool:
    party = parties.hold(registration)
    row = parties.row_of(party, registration)
    if row.held_until is None or row.held_until > now:
        return False  # confirmed or taken meanwhile
    changes = Changes("clock")
    if row.state == State.OFFERED:
        end(party, row, State.EXPIRED, Ended.OFFER_LAPSED, changes, what="offer lapsed")
    else:
        end(party, row, State.EXPIRED, Ended.NOT_CONFIRMED, changes, what="expired")
    changes.seal()
    return True


@transaction.atomic
def cancel_all(thing: Event | Session, *, by: By) -> int:
    """An event or a session does not take place: everybody's seat in it ends, nobody moves up, each is told."""
    if isinstance(thing, Session):
        rows = Registration.objects.filter(capacity__session=thing)
    else:
        rows = Registration.objects.filter(admission__event=thing)
        Admission.objects.filter(event=thing).update(is_open=False)
    counters = seats.lock(rows.order_by().values_list("capacity_id", flat=True).distinct())
    changes = Changes(by, advance=True)
    ended = list(
        rows.live().select_related("admission__event", "admission__series", "capacity__session", "main")
    )
    parties.release(ended, counters, changes)
    for row in ended:
        parties.put(row, State.CANCELLED, changes, "called off", ended_because=Ended.EVENT)
        if row.main_id is None or isinstance(thing, Session):
            changes.tell("cancelled", row, because=Ended.EVENT)
    changes.seal()
    return len(ended)


@transaction.atomic
def erase(registration: Registration, *, by: By = None) -> None:
    """Forget who it was, at once: seats are given back, names, answers, files and consents are gone for good.

    The row stays without a name, so that counts stay true.
    """
    party = parties.hold(registration)
    main = party.main
    changes = Changes(by)
    former = {"name": main.name, "email": main.email, "language": main.language}
    if main.is_live:
        end(party, main, State.CANCELLED, Ended.ERASED, changes, what="", verb="erased")
    OutboxMessage.objects.filter(about=f"registration:{main.pk}", is_farewell=False).delete()
    drop_files(main)
    main.consents.all().delete()
    main.seats.update(name="", email="", is_minor=False, person=None, link_version=F("link_version") + 1)
    Registration.objects.filter(pk=main.pk).update(
        erased_at=timezone.now(), link_version=F("link_version") + 1
    )
    rows = Registration.objects.filter(pk=main.pk) | Registration.objects.filter(main=main)
    rows.update(
        version=F("version") + 1,
        name="", email="", email_key="", organization="", postcode="", answers={}, is_minor=False,
        person=None, mail_problem="",
    )  # fmt: skip
    invitation, person = main.invitation, main.person
    main.refresh_from_db()
    if invitation is not None:
        invitation.delete()
    known_people.forget_if_unused(person)
    changes.keep(main, "erased")
    changes.tell("erased", main, **former)
    changes.seal()
