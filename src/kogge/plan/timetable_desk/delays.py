"""A stage runs late: what has to begin later, and what absorbs it. Pure: minutes are whole numbers.

Every session begins as early as it can, but never earlier than planned; free time between two sessions shrinks down
to what the room needs between them, so a break swallows a delay as far as it is long. A locked session stays.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Slot:
    """A session of the late stage."""

    key: int
    start: int
    minutes: int
    locked: bool = False


@dataclass(frozen=True)
class Shift:
    """A session that begins later: from when on, and instead of when."""

    key: int
    was: int
    start: int


def shifts(slots: Iterable[Slot], late_from: int, minutes: int, turnaround: int = 0) -> list[Shift]:
    """The sessions that begin at or after `late_from` and have to move, in order.

    Two sessions that were closer than the turnaround may stay as close as they were.
    """
    found: list[Shift] = []
    before: Slot | None = None
    free = 0
    for slot in sorted(slots, key=lambda one: (one.start, one.key)):
        if slot.start < late_from:
            before, free = slot, slot.start + slot.minutes
            continue
        if not found and (before is None or before.start < late_from):
            start = slot.start + minutes
        else:
            assert before is not None
            pause = min(turnaround, slot.start - before.start - before.minutes)
            start = max(slot.start, free + max(0, pause))
        if slot.locked:
            start = slot.start
        if start != slot.start:
            found.append(Shift(slot.key, slot.start, start))
        before, free = slot, start + slot.minutes
    return found
