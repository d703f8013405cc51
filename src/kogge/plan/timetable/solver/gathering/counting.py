"""How tracks stand: on each day the rooms of a track, and where its row of sessions breaks. Pure, for every reader.

A session follows when, of its track on that day, exactly one session began last before it, and both stand in one room
with nothing of others between them. Every other session of the track beyond its first of the day is a break: a room
to change, something else to wait through, or two at once. A track without breaks stands in one room, in a row.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Stay:
    """One track on one day: its sessions, the rooms they stand in, and the breaks between them."""

    track: int
    day: int
    sessions: int
    rooms: int
    breaks: int


def stays(
    tracks: Sequence[int], per_day: int, start: Sequence[int], room: Sequence[int | None]
) -> list[Stay]:
    """Each track on each day it has sessions. Without a track, or without a place (room None or -1), nothing counts."""
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    next_in_room: dict[int, int] = {}
    last: dict[tuple[int | None, int], int] = {}
    for number in sorted((n for n, one in enumerate(room) if one not in (None, -1)), key=lambda n: start[n]):
        here = room[number], start[number] // per_day
        if here in last:
            next_in_room[last[here]] = number
        last[here] = number
        if tracks[number] >= 0:
            found[tracks[number], here[1]].append(number)
    return [
        Stay(track, day, len(own), len({room[one] for one in own}), _breaks(own, start, next_in_room))
        for (track, day), own in sorted(found.items())
    ]


def _breaks(own: list[int], start: Sequence[int], next_in_room: dict[int, int]) -> int:
    begun: dict[int, list[int]] = defaultdict(list)
    for number in own:
        begun[start[number]].append(number)
    row = [numbers[0] if len(numbers) == 1 else -1 for numbers in begun.values()]
    follow = sum(next_in_room.get(one) == then for one, then in pairwise(row) if then >= 0)
    return len(own) - 1 - follow


def summary(found: Sequence[Stay]) -> dict[str, int]:
    """All tracks and days together, as the file of a solution says it."""
    return {
        "track_days": len(found),
        "track_rooms": sum(one.rooms for one in found),
        "track_breaks": sum(one.breaks for one in found),
    }
