"""What a call from a device needs to know of the door; kept a few seconds so that each scan stays cheap."""

import time
from dataclasses import dataclass
from datetime import datetime

from .models import Door, Gate
from .subjects import admissions_of, open_areas

KEEP_SECONDS = 5.0


@dataclass(frozen=True)
class GatePlan:
    """One gate with its area: 0 is the event as a whole."""

    id: int
    name: str
    area: int
    area_title: str
    direction: str
    hand_out: tuple[str, ...]
    starts_at: datetime | None
    ends_at: datetime | None


@dataclass(frozen=True)
class DoorPlan:
    """An event's door: its gates by number, the admissions that count here, the sessions that are open to all."""

    gates: dict[int, GatePlan]
    scopes: tuple[int, ...]
    open_areas: frozenset[int]

    def needs_booking(self, area: int) -> bool:
        """Whether somebody needs a seat of their own for this area."""
        return bool(area) and area not in self.open_areas


_kept: dict[tuple[int, str], tuple[float, DoorPlan]] = {}


def plan_of(door: Door, *, fresh: bool = False) -> DoorPlan:
    """The plan of this door, at most five seconds old."""
    key = (door.pk, door.salt)
    now = time.monotonic()
    kept = _kept.get(key)
    if kept and not fresh and now - kept[0] < KEEP_SECONDS:
        return kept[1]
    plan = _read(door)
    if len(_kept) > 100:
        _kept.clear()
    _kept[key] = (now, plan)
    return plan


def _read(door: Door) -> DoorPlan:
    rows = Gate.objects.filter(door=door).select_related("session")
    event = door.event
    gates = {
        row.pk: GatePlan(
            row.pk, row.name, row.area, str(row.session or event), row.direction, tuple(row.hand_out),
            row.session.starts_at if row.session else event.starts_at,
            row.session.ends_at if row.session else event.ends_at,
        )
        for row in rows
    }  # fmt: skip
    scopes = tuple(sorted(one.pk for one in admissions_of(event)))
    return DoorPlan(gates, scopes, frozenset(open_areas(event)))
