"""Putting sessions in their places: one, many at once, and back again.

The bookings of rooms and people move along; the database refuses what is double, and then nothing has changed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kogge.core.refusals import Refused
from kogge.network.directory.models import Room
from kogge.plan.events.models import Session

from ..models import Timetable


@dataclass(frozen=True)
class Placing:
    """Where a session shall stand. Without `starts_at` it stands in the list of what has no place yet.

    Without `minutes` it stays as long as it is.
    """

    session_id: int
    room_id: int | None
    starts_at: datetime | None
    minutes: int | None = None


class MovedMeanwhile(Refused):
    """Somebody else moved one of these sessions after the state that the editor saw."""


def place(
    session: Session,
    room: Room | None,
    starts_at: datetime | None,
    *,
    by: Any,
    expected_revision: int | None = None,
    minutes: int | None = None,
) -> Timetable:
    """Put one session in a room at a time, or (without a time) back into the list."""
    raise NotImplementedError


def place_many(
    timetable: Timetable,
    placings: Iterable[Placing],
    *,
    by: Any,
    reason: str = "",
    expected_revision: int | None = None,
) -> Timetable:
    """Put many sessions in their places at once, in a constant number of statements; all of them or none."""
    raise NotImplementedError


def undo(timetable: Timetable, *, by: Any) -> Mapping[str, Any]:
    """Take back the last change of places that was not taken back yet."""
    raise NotImplementedError
