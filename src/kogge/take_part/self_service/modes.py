"""How somebody takes part, on site or online, and what the other way has to offer."""

from dataclasses import dataclass

from django.utils import timezone

from kogge.take_part.registration import queries
from kogge.take_part.registration.levels import Level, level
from kogge.take_part.registration.models import Capacity, Registration, State
from kogge.take_part.reseating import modes

from . import standing


@dataclass(frozen=True)
class Other:
    """Another mode: whether it has seats for the whole party, in words, and the own row that waits for one."""

    capacity: Capacity
    level: Level
    wish: Registration | None
    stands: standing.Standing | None


@dataclass(frozen=True)
class Modes:
    """The mode somebody has a seat in, and the others."""

    now: Capacity
    others: list[Other]


def of(registration: Registration) -> Modes | None:
    """Nothing where there is no choice."""
    found = modes.others(registration)
    if not found:
        return None
    waiting = registration.parts.live().filter(capacity__session=None).select_related("capacity", "admission")  # type: ignore[attr-defined]
    wishes = {one.capacity_id: one for one in waiting}
    return Modes(registration.capacity, [_other(one, registration, wishes.get(one.pk)) for one in found])


def _other(capacity: Capacity, registration: Registration, wish: Registration | None) -> Other:
    taken = capacity.taken + registration.heads - 1  # full is what has no room for the whole party
    stands = None
    if wish is not None:
        position = queries.position(wish) if wish.state == State.WAITING else None
        stands = standing.of(wish, timezone.now(), position)
    return Other(capacity, level(capacity.seats, taken), wish, stands)
