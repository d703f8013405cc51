"""What was called off takes place after all: its bookings come back (PL-F1), of one session or of a whole event.

Whatever ended because its event or session does not take place keeps that as its reason until it comes back, so the
rows themselves tell who returns: as they stood then, who had a seat to the seat, who waited to the list in its order.
Left alone is whoever gave the place up meanwhile, was erased or registered anew, and of sessions whoever booked
something else at that time; a row that cannot come back says so.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from kogge.core import history
from kogge.core.models import HistoryEntry
from kogge.plan.events.models import Event, Session
from kogge.take_part.registration import actions, parties, seats
from kogge.take_part.registration.changes import By, Changes
from kogge.take_part.registration.models import Admission, Capacity, Registration, State
from kogge.take_part.registration.models.registrations import LIVE
from kogge.take_part.registration.overlaps import overlap

Ended = Registration.Ended
Room = dict[int, int | None]
CLOSED, OPENED = "closed as it was called off", "opened as it takes place"
_LIKE_MAIN = ("name", "email", "email_key", "heads", "language", "is_minor", "person", "mail_confirmed_at")
"""What a part's row repeats; it may have changed with the main row while this one was ended."""
_HAD_SEAT = {State.CONFIRMED, State.PENDING}
_OFF = Q(state=State.CANCELLED, ended_because=Ended.EVENT)
_RELATED = ("admission__event", "admission__series", "capacity__session", "main", "person")


@transaction.atomic
def call_off(event: Event, *, by: By) -> int:
    """End every seat of an event that does not take place, and close its registration until it does."""
    was_open = list(Admission.objects.filter(event=event, is_open=True))
    ended = actions.cancel_all(event, by=by)
    for one in was_open:
        history.record(one, CLOSED, by=by, before={"is_open": True}, after={"is_open": False})
    return ended


def returning(event: Event) -> list[tuple[Registration, State]]:
    """The parties of an event that was called off, each with how it will stand once it takes place after all."""
    rows = list(_mains(event).select_related(*_RELATED).order_by("pk"))
    counters = list(Capacity.objects.filter(admission__event=event, session=None))
    return list(_standing(rows, _stood(rows), _room(counters)))


def ended_parts(session: Session) -> QuerySet[Registration]:
    """What ended with a session, of people who are registered."""
    return Registration.objects.filter(_OFF, capacity__session=session, main__state__in=LIVE)


def is_awaited(thing: Event | Session) -> bool:
    """Whether anybody comes back with this, or its registration may open again."""
    if isinstance(thing, Session):
        return ended_parts(thing).exists()
    return _mains(thing).exists() or Admission.objects.filter(event=thing, is_open=False).exists()


@transaction.atomic
def stay_away(registration: Registration, *, by: By = None) -> None:
    """Somebody gives the place up for good while the event is called off: with it nothing comes back."""
    main = parties.hold(registration).main
    if main.state == State.CANCELLED and main.ended_because == Ended.EVENT:
        changes = Changes(by)
        parties.put(
            main,
            State.CANCELLED,
            changes,
            "stays away",
            ended_because=Ended.BY_PERSON,
            ended_at=main.ended_at,
        )
        changes.seal()


@transaction.atomic
def bring_back(thing: Event | Session, *, by: By) -> int:
    """Give everybody back what the calling-off took. A second run finds nothing to do."""
    wanted = Q(admission__event=thing) if isinstance(thing, Event) else Q(capacity__session=thing)
    pairs = Registration.objects.filter(_OFF, wanted).values_list("capacity_id", "main__capacity_id")
    counters = seats.lock({pk for pair in pairs for pk in pair if pk})
    changes, room = Changes(by), _room(counters.values())
    back = _mains_back(thing, counters, room, changes) if isinstance(thing, Event) else 0
    parts = _parts_of(thing) if isinstance(thing, Event) else ended_parts(thing)
    back += _parts_back(list(parts.select_related(*_RELATED).order_by("pk")), counters, room, changes)
    for capacity in counters.values():
        if isinstance(thing, Event) or capacity.session_id == thing.pk:
            parties.promote(capacity, changes, "brought back")
    if isinstance(thing, Event):
        _open_again(thing, changes)
    changes.seal()
    return back


def in_the_way(row: Registration, others: Iterable[Registration]) -> list[Session]:
    """What the party booked meanwhile at that time."""
    session = row.capacity.session
    taken = [one.capacity.session for one in others if one.capacity_id != row.capacity_id]
    return [one for one in taken if one is not None and session is not None and overlap(one, session)]


def _mains(event: Event) -> QuerySet[Registration]:
    return Registration.objects.mains().filter(_OFF, admission__event=event, erased_at=None)


def _parts_of(event: Event) -> QuerySet[Registration]:
    """Parts of parties that are there again; those of sessions that are called off themselves wait for these."""
    rows = Registration.objects.filter(_OFF, admission__event=event, main__state__in=LIVE)
    return rows.filter(Q(capacity__session=None) | Q(capacity__session__public__state="planned"))


def _standing(
    rows: list[Registration], stood: dict[int, str], room: Room
) -> Iterator[tuple[Registration, State]]:
    """How each party will stand: seats to those who had them, the others wait and are offered what is free."""
    now, anew = timezone.now(), _registered_anew(rows)
    for row in sorted(rows, key=lambda row: (stood.get(row.pk) not in _HAD_SEAT, row.pk)):
        before = stood.get(row.pk, State.WAITING)
        minutes = timedelta(minutes=row.admission.hold_minutes)
        if (row.email_key and ("mail", row.email_key) in anew) or ("invitation", row.invitation_id) in anew:
            yield row, State.CANCELLED
        elif before == State.PENDING and row.ended_at and row.ended_at + minutes <= now:
            yield row, State.EXPIRED
        elif before in _HAD_SEAT and _sit(row.capacity_id, row.heads, room):
            yield row, State(before)
        else:
            yield row, State.REQUESTED if before == State.REQUESTED else State.WAITING
        anew.add(("mail", row.email_key))


def _registered_anew(rows: list[Registration]) -> set[tuple[str, object]]:
    live = Registration.objects.live().mains().filter(admission__in={row.admission_id for row in rows})
    known = set(live.values_list("email_key", "invitation"))
    return {("mail", key) for key, _one in known} | {("invitation", one) for _key, one in known if one}


def _mains_back(event: Event, counters: dict[int, Capacity], room: Room, changes: Changes) -> int:
    rows, back = list(_mains(event).select_related(*_RELATED).order_by("pk")), 0
    for row, state in _standing(rows, _stood(rows), room):
        if state == State.CANCELLED:
            parties.put(row, state, changes, "not brought back", ended_because=Ended.TIME_TAKEN)
            continue
        if state == State.EXPIRED:
            parties.put(row, state, changes, "not brought back", ended_because=Ended.NOT_CONFIRMED)
            continue
        until = timezone.now() + timedelta(minutes=row.admission.hold_minutes)
        _put(row, state, counters, changes, held_until=until if state == State.PENDING else None)
        back += 1
    return back


def _parts_back(rows: list[Registration], counters: dict[int, Capacity], room: Room, changes: Changes) -> int:
    stood, booked, back = _stood(rows), _booked(rows), 0
    for row in sorted(rows, key=lambda row: (stood.get(row.pk) not in _HAD_SEAT, row.pk)):
        main, mine = row.main, booked[row.main_id]
        assert main is not None
        if reason := _in_vain(row, mine):
            parties.put(row, State.CANCELLED, changes, "not brought back", ended_because=reason)
            continue
        state = State.REQUESTED if main.state == State.REQUESTED else State.WAITING
        sure = stood.get(row.pk) in _HAD_SEAT and main.state in _HAD_SEAT
        if sure and _sit(row.capacity_id, main.heads, room):
            state = State(main.state)
        repeated = {name: getattr(main, name) for name in _LIKE_MAIN}
        held = main.held_until if state == State.PENDING else None
        _put(row, state, counters, changes, **repeated, held_until=held)
        mine.append(row)
        back += 1
    return back


def _put(
    row: Registration, state: State, counters: dict[int, Capacity], changes: Changes, **values: Any
) -> None:
    if state == State.CONFIRMED:
        values["confirmed_at"] = row.confirmed_at or timezone.now()
    parties.put(row, state, changes, "brought back", **values, ended_at=None, ended_because="")
    if state in _HAD_SEAT:
        changes.words(seats.add(counters[row.capacity_id], row.heads))
    changes.tell("brought back", row)


def _room(counters: Iterable[Capacity]) -> Room:
    """How many still fit into each. What staff had seated beyond the seats returns beyond them, until they change."""
    rows = list(counters)
    called_off = Registration.objects.filter(_OFF, capacity__in=[one.pk for one in rows])
    since, before = dict[int, datetime](), Counter[int]()
    found = list(called_off.order_by("pk"))
    stood = _stood(found)
    for row in found:
        if row.ended_at is not None and stood.get(row.pk) in _HAD_SEAT:
            since[row.capacity_id] = min(since.get(row.capacity_id, row.ended_at), row.ended_at)
            before[row.capacity_id] += row.heads
    kind = {"kind": "registration.capacity", "verb": "seats changed"}
    changed = HistoryEntry.objects.filter(**kind, object_id__in=[str(pk) for pk in since])
    new = {int(pk) for pk, at in changed.values_list("object_id", "at") if at > since[int(pk)]}
    return {
        one.pk: None if one.seats is None
        else (one.seats if one.pk in new else max(one.seats, before[one.pk])) - one.taken
        for one in rows
    }  # fmt: skip


def _sit(capacity: int, heads: int, room: Room) -> bool:
    """Whether so many fit; then they are counted."""
    left = room[capacity]
    if left is not None and left < heads:
        return False
    room[capacity] = None if left is None else left - heads
    return True


def _in_vain(row: Registration, others: list[Registration]) -> str:
    """Why a part cannot come back beside the others of its party: booked anew, or no time left for it."""
    if any(one.capacity_id == row.capacity_id for one in others):
        return Ended.BY_PERSON
    most, sessions = row.admission.most_sessions, [one for one in others if one.capacity.session_id]
    full = row.capacity.session_id and most is not None and len(sessions) >= most
    return Ended.TIME_TAKEN if full or in_the_way(row, others) else ""


def _stood(rows: list[Registration]) -> dict[int, str]:
    """How each row stood when it was called off, as the history tells."""
    entries = HistoryEntry.objects.filter(
        kind="registration.registration", verb="called off", object_id__in=[str(row.pk) for row in rows]
    ).order_by("pk")
    return {int(pk): before["state"] for pk, before in entries.values_list("object_id", "before")}


def _booked(rows: list[Registration]) -> dict[int | None, list[Registration]]:
    """The live parts of each party."""
    found: dict[int | None, list[Registration]] = defaultdict(list)
    live = Registration.objects.live().filter(main__in=[row.main_id for row in rows])
    for one in live.select_related("capacity__session"):
        found[one.main_id].append(one)
    return found


def _open_again(event: Event, changes: Changes) -> None:
    """Registration opens again if calling off has closed it, and nobody decided otherwise since."""
    for admission in Admission.objects.filter(event=event, is_open=False):
        if next((one.verb for one in history.of(admission) if "is_open" in (one.after or {})), "") == CLOSED:
            admission.is_open = True
            admission.save(update_fields=["is_open"])
            changes.keep(admission, OPENED, before={"is_open": False}, after={"is_open": True})
            changes.words(True)
