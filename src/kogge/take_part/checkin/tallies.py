"""Presses of clickers, from several devices, each counted once."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from . import merge
from .door_plan import GatePlan
from .facts import milliseconds, moment
from .models import Device, Tally


def store(device: Device, presses: list[Any], gates: Mapping[int, GatePlan]) -> list[str]:
    """Store each press once. Returns the uids that are stored now; what cannot be read is left out."""
    now = timezone.now()
    rows = {row.uid: row for raw in presses if (row := _read(raw, device, gates, now)) is not None}
    Tally.objects.bulk_create(rows.values(), ignore_conflicts=True)
    return [str(uid) for uid in rows]


def _read(raw: Any, device: Device, gates: Mapping[int, GatePlan], now: Any) -> Tally | None:
    try:
        uid, gate, change = uuid.UUID(raw["uid"]), gates[raw["gate"]], int(raw["change"])
        at, offset, last = (int(raw.get(name, 0)) for name in ("at", "offset", "last_sync"))
        device_at = moment(at)
        corrected = moment(merge.corrected(at, offset, last, milliseconds(now)))
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, OSError):
        return None
    if not change or abs(change) > 500:
        return None
    return Tally(
        uid=uid, door_id=device.door_id, device=device, gate_id=gate.id, area=gate.area, change=change,
        device_at=device_at, at=corrected, received_at=now,
    )  # fmt: skip
