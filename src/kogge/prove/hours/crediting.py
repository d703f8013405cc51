"""Pure: what attendance at one event is worth to each person."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Presence:
    """One row of attendance: a ticket at the event's door (area 0) or in one of its sessions."""

    serial: str
    area: int
    minutes: int
    attended: bool
    proof: str


@dataclass(frozen=True)
class Worth:
    """Minutes of one person at one event, and how they were proved."""

    minutes: int
    proofs: tuple[str, ...]


def credit(rows: Iterable[Presence], holders: Mapping[str, int]) -> dict[int, Worth]:
    """Each person's minutes.

    Whoever was scanned at the event's own door is credited what the door measured, else the sum of the sessions.
    Two tickets of one person at one event (registered twice, found by a merge) are one presence: the longer counts.
    """
    tickets: dict[str, list[Presence]] = {}
    for row in rows:
        if row.attended and row.serial in holders:
            tickets.setdefault(row.serial, []).append(row)
    worths: dict[int, list[Worth]] = {}
    for serial, presences in tickets.items():
        worths.setdefault(holders[serial], []).append(_of_ticket(presences))
    return {person: max(found, key=lambda one: (one.minutes, one.proofs)) for person, found in worths.items()}


def _of_ticket(rows: list[Presence]) -> Worth:
    at_the_door = [row for row in rows if row.area == 0]
    counted = at_the_door or rows
    return Worth(sum(row.minutes for row in counted), tuple(sorted({row.proof for row in counted})))
