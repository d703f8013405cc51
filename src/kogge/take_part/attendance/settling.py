"""Keeps the attendance of an event in step with its facts. It can be made anew from them at any time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kogge.core.reactions import announce
from kogge.plan.events.models import Event, Session
from kogge.take_part.checkin import merge
from kogge.take_part.checkin.facts import as_fact, local_day, milliseconds, moment, rows_of, sizes_of
from kogge.take_part.checkin.models import Door, Scan

from .models import Attendance, Correction, OnlineStay

_FIELDS = (
    "first_in",
    "last_out",
    "inside",
    "minutes",
    "heads",
    "proof",
    "attended",
    "registration_id",
    "seat_id",
)
Key = tuple[int, str]


@dataclass(frozen=True)
class Period:
    """When an area begins and ends, and when somebody who never left is taken to have left."""

    start: int | None
    end: int | None
    closes: Callable[[int], int | None]


def settle(door: Door, *, anew: bool = False) -> int:
    """Bring the attendance in step when facts have come since. Returns how many rows changed."""
    if not anew and not Door.objects.filter(pk=door.pk).exclude(settled=F("revision")).exists():
        return 0
    with transaction.atomic():
        locked = Door.objects.select_for_update().select_related("event").get(pk=door.pk)
        changed = _write(locked, computed(locked))
        Door.objects.filter(pk=door.pk).update(settled=locked.revision)
    return changed


def computed(door: Door) -> dict[Key, dict[str, Any]]:
    """What follows from all facts, stays and corrections of a door: columns of `Attendance` by area and serial."""
    rows = rows_of(door.pk)
    sizes = sizes_of(row.serial for row in rows)
    folded = merge.fold(map(as_fact, rows), sizes, local_day)
    stays = _stays(door)
    owners = _owners(door)
    periods = _periods(door.event)
    found = {}
    for key in sorted({key for key, one in folded.items() if one.entries} | stays.keys()):
        period = periods(key[0])
        found[key] = _columns(folded.get(key), stays.get(key, []), period) | owners.get(key[1], {})
    for correction in Correction.objects.filter(door=door):
        key = (correction.area, correction.serial)
        base = found.get(key, _NOBODY) | {
            "registration_id": correction.registration_id, "seat_id": correction.seat_id,
            "proof": "staff", "attended": correction.attended,
        }  # fmt: skip
        if not correction.attended:
            base = base | {"minutes": 0}
        elif correction.minutes is not None:
            base = base | {"minutes": correction.minutes}
        found[key] = base
    return found


_NOBODY: dict[str, Any] = {
    "first_in": None, "last_out": None, "inside": 0, "minutes": 0, "heads": 1, "proof": "staff", "attended": True,
    "registration_id": None, "seat_id": None,
}  # fmt: skip


def _columns(
    presence: merge.Presence | None, stays: list[tuple[int, int | None]], period: Period
) -> dict[str, Any]:
    presence = presence or merge.Presence()
    intervals = [*presence.intervals, *stays]
    begins = [begin for begin, _end in intervals]
    ends = [finish for _begin, finish in intervals if finish is not None]
    still_in = bool(presence.inside)
    return _NOBODY | {
        "first_in": moment(min(begins)), "last_out": moment(max(ends)) if ends and not still_in else None,
        "inside": presence.inside, "heads": max(1, presence.heads), "proof": presence.source or "online",
        "minutes": merge.minutes(intervals, period.start, period.end, period.closes),
    }  # fmt: skip


def _stays(door: Door) -> dict[Key, list[tuple[int, int | None]]]:
    found: dict[Key, list[tuple[int, int | None]]] = {}
    rows = OnlineStay.objects.filter(door=door).exclude(serial="")
    for area, serial, joined, left in rows.values_list("area", "serial", "joined_at", "left_at"):
        found.setdefault((area, serial), []).append((milliseconds(joined), milliseconds(left)))
    return found


def _owners(door: Door) -> dict[str, dict[str, Any]]:
    columns = ("serial", "registration_id", "seat_id")
    found = {}
    for model in (Scan, OnlineStay):
        rows = model.objects.filter(door=door).exclude(serial="").order_by().values_list(*columns).distinct()
        found.update({serial: {"registration_id": one, "seat_id": seat} for serial, one, seat in rows})
    return found


def _periods(event: Event) -> Callable[[int], Period]:
    sessions = {
        one.pk: one for one in Session.objects.filter(event=event).only("starts_at", "ends_at", "event")
    }

    def period(area: int) -> Period:
        thing = sessions.get(area, event) if area else event
        start, end = (milliseconds(at) if at else None for at in (thing.starts_at, thing.ends_at))
        return Period(start, end, _closing(thing.ends_at))

    return period


def _closing(ends_at: datetime | None) -> Callable[[int], int | None]:
    """Whoever never left is taken to have left at the hour of the end, on the day they came."""
    if ends_at is None:
        return lambda _begin: None
    end, clock = milliseconds(ends_at), timezone.localtime(ends_at).timetz()

    def closes(begin: int) -> int | None:
        if local_day(begin) >= local_day(end):
            return end
        entered = timezone.localtime(moment(begin))
        return max(begin, milliseconds(entered.replace(hour=clock.hour, minute=clock.minute, second=0)))

    return closes


def _write(door: Door, found: dict[Key, dict[str, Any]]) -> int:
    """Write only what differs."""
    stored = {(row.area, row.serial): row for row in Attendance.objects.filter(door=door)}
    new, changed = [], []
    for (area, serial), columns in found.items():
        row = stored.pop((area, serial), None)
        if row is None:
            new.append(Attendance(door=door, session_id=area or None, area=area, serial=serial, **columns))
        elif any(getattr(row, name) != value for name, value in columns.items()):
            for name, value in columns.items():
                setattr(row, name, value)
            changed.append(row)
    Attendance.objects.bulk_create(new, batch_size=500)
    Attendance.objects.bulk_update(changed, _FIELDS, batch_size=100)
    Attendance.objects.filter(pk__in=[row.pk for row in stored.values()]).delete()
    if new or changed or stored:
        announce("attendance changed", door=door)
    return len(new) + len(changed) + len(stored)
