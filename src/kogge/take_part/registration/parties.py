"""A party under its locks: the main registration with its parts, and the counters they stand in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused

from . import seats
from .changes import Changes
from .models import Capacity, Registration, State
from .models.registrations import LIVE, SEATED
from .offer_time import Quiet, offer_period

MAY_MOVE_UP = Q(main=None) | Q(main__state=State.CONFIRMED)
"""A session's seat goes only to those whose registration for the event is confirmed."""


@dataclass
class Party:
    """Who asked together: `main` and its live `parts`, read after every counter they need was locked."""

    main: Registration
    parts: list[Registration]
    counters: dict[int, Capacity]

    @property
    def rows(self) -> list[Registration]:
        return [self.main, *self.parts]

    def counter(self, row: Registration) -> Capacity:
        return self.counters[row.capacity_id]


def hold(registration: Registration, *also: int) -> Party:
    """Lock the counters of a party (and `also` these), then read it as it is now.

    Whoever adds a part holds the counter of the main registration, so the parts read under it stay complete.
    """
    main_id = registration.main_id or registration.pk
    counters = seats.lock([_main_capacity(main_id)])
    rows = list(Registration.objects.filter(Q(pk=main_id) | Q(main=main_id)).order_by("pk"))
    others = {row.capacity_id for row in rows if row.state in LIVE} | set(also)
    counters |= seats.lock(others - set(counters))
    rows = list(
        Registration.objects.filter(Q(pk=main_id) | Q(main=main_id))
        .select_related("admission__event", "admission__series", "capacity__session")
        .order_by("pk")
    )
    main = next(row for row in rows if row.pk == main_id)
    parts = [row for row in rows if row.pk != main_id and row.state in LIVE]
    return Party(main, parts, counters)


def row_of(party: Party, registration: Registration) -> Registration:
    """The row of the party that was meant, as it is now."""
    if registration.pk == party.main.pk:
        return party.main
    found = next((row for row in party.parts if row.pk == registration.pk), None)
    return found or Registration.objects.select_related("admission__event", "capacity__session").get(
        pk=registration.pk
    )


def put(
    row: Registration, state: State, changes: Changes, verb: str, *, reason: str = "", **values: Any
) -> None:
    """Set a state with what belongs to it, and keep it for the history."""
    before = row.state
    row.state = state
    if state not in {State.PENDING, State.OFFERED}:
        values.setdefault("held_until", None)
    if state == State.CONFIRMED:
        values.setdefault("confirmed_at", timezone.now())
    if state not in LIVE:
        values.setdefault("ended_at", timezone.now())
    for name, value in values.items():
        setattr(row, name, value)
    row.version += 1
    row.save(update_fields=["state", "version", *values])
    changes.keep(row, verb, before={"state": before}, after={"state": state}, reason=reason)


def release(rows: Iterable[Registration], counters: dict[int, Capacity], changes: Changes) -> None:
    """Give back the seats of rows that held one (call before their state changes), without promoting yet."""
    for row in rows:
        if row.state in SEATED:
            changes.words(seats.add(counters[row.capacity_id], -row.heads))


def promote(capacity: Capacity, changes: Changes, what: str = "offered") -> list[Registration]:
    """Offer the free seats of a locked counter to those who wait, in order, until nobody fits any more.

    A party larger than the free seats is passed over and keeps its place; a session's seat goes only to those whose
    registration for the event is confirmed (docs/decisions/0008-waiting-lists.md).
    """
    promoted: list[Registration] = []
    now = timezone.now()
    if has_begun(capacity, now):
        return promoted
    while (row := _next(capacity)) is not None:
        told, until = offer_times(row, now)
        changes.words(seats.add(capacity, row.heads))
        put(row, State.OFFERED, changes, "offered a seat", held_until=until)
        changes.tell(what, row, send_after=told)
        promoted.append(row)
    return promoted


def refuse_ended(row: Registration) -> None:
    """Refused when nothing can be changed any more."""
    if not row.is_live:
        raise Refused(_("This registration has ended. Please register again if you want to come."))


def refuse_without_list(capacity: Capacity) -> None:
    """Refused when nobody may wait for this."""
    if not capacity.admission.has_waiting_list:
        raise Refused(full(capacity))


def full(capacity: Capacity) -> str:
    """The sentence for whoever comes too late where there is no waiting list."""
    if capacity.session is None:
        return _("All seats are taken.")
    return _("All seats in “%(session)s” are taken.") % {"session": capacity.session}


def offer_times(row: Registration, now: datetime) -> tuple[datetime, datetime]:
    """When the person may be told of a freed seat and until when it is kept."""
    terms = row.admission
    quiet = Quiet(terms.quiet_from, terms.quiet_until)
    begins = begins_at(row.capacity)
    local = timezone.localtime(begins) if begins else None
    told, until = offer_period(timezone.localtime(now), terms.offer_hours, quiet, local)
    return told, until


def begins_at(capacity: Capacity) -> datetime | None:
    """When that begins for which the seats are, if it is known to the minute."""
    if capacity.session is not None and capacity.session.starts_at is not None:
        return capacity.session.starts_at
    event = capacity.admission.event
    return event.starts_at if event is not None else None


def has_begun(capacity: Capacity, now: datetime) -> bool:
    """Whether it has begun: then seats are given at the door, not by mail."""
    begins = begins_at(capacity)
    return begins is not None and begins <= now


def _next(capacity: Capacity) -> Registration | None:
    waiting = Registration.objects.filter(capacity=capacity, state=State.WAITING)
    waiting = waiting.filter(MAY_MOVE_UP)
    if capacity.seats is not None:
        waiting = waiting.filter(heads__lte=capacity.seats - capacity.taken)
    related = (
        "admission__event",
        "admission__series",
        "capacity__session",
        "capacity__admission__event",
        "main",
    )
    return waiting.select_related(*related).order_by("pk").first()


def _main_capacity(main_id: int) -> int:
    return Registration.objects.values_list("capacity_id", flat=True).get(pk=main_id)
