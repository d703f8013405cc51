"""The counters: one row per event, session or mode, raised by one conditional statement (decision D1).

Order of locks, for everybody: counters of events before those of sessions, each by id; then registrations; then
the history; the public revision last. Who joins a waiting list holds the counter until COMMIT, so whoever frees
a seat sees them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import Case, When

from .levels import level
from .models import Capacity

_EVENTS_FIRST = Case(When(session=None, then=0), default=1)
_TAKE = """
    UPDATE registration_capacity SET taken = taken + %s
    WHERE id = %s AND admission_id = %s AND (seats IS NULL OR taken + %s <= seats)
    RETURNING seats, taken
"""


@dataclass(frozen=True)
class Taken:
    """What `take` did: whether it fitted, and whether the words on public pages changed by it."""

    fits: bool
    words_changed: bool = False


def take(capacity_id: int, admission_id: int, heads: int) -> Taken:
    """Raise the counter if that many fit. One statement, safe without a lock."""
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [heads, capacity_id, admission_id, heads])
        row = cursor.fetchone()
    if row is None:
        return Taken(False)
    seats, taken = row
    return Taken(True, level(seats, taken - heads) != level(seats, taken))


def lock(capacity_ids: Iterable[int]) -> dict[int, Capacity]:
    """Hold these counters until COMMIT, events before sessions, and read them as they are now."""
    wanted = Capacity.objects.select_related("admission__event", "session").filter(pk__in=set(capacity_ids))
    wanted = wanted.select_for_update(no_key=True, of=("self",))
    return {capacity.pk: capacity for capacity in wanted.order_by(_EVENTS_FIRST, "pk")}


def fits(capacity: Capacity, heads: int) -> bool:
    """Whether that many find a seat in this locked counter."""
    return capacity.seats is None or capacity.taken + heads <= capacity.seats


def add(capacity: Capacity, heads: int) -> bool:
    """Count heads in (or out, when negative) of a locked counter. True when the words on public pages change.

    `overbooked` is always exactly what is above the seats, so it shrinks by itself as seats are freed.
    """
    before = level(capacity.seats, capacity.taken)
    capacity.taken += heads
    capacity.overbooked = max(0, capacity.taken - capacity.seats) if capacity.seats is not None else 0
    capacity.save(update_fields=["taken", "overbooked"])
    return level(capacity.seats, capacity.taken) != before
