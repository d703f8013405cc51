"""What a run's timetable means: wishes served, what still collides, how rooms are used, what moved."""

from collections import Counter
from itertools import combinations
from typing import Any

from kogge.plan.timetable.solver.gathering.counting import stays

from .building import Task

SHOWN = 12


def facts(task: Task, solution: dict[str, Any]) -> dict[str, Any]:
    """Everything the page says of a timetable, with keys of records instead of the solver's numbers."""
    instance, keys = task.instance, task.layout["sessions"]
    sessions, start, room = instance["sessions"], solution["start"], solution["room"]
    attendable, clashing = _wishes(instance, start, room)
    slots = [0] * len(instance["rooms"])
    for number, where in enumerate(room):
        if where >= 0:
            slots[where] += sessions[number]["length"]
    minutes, open_slots = task.layout["minutes"], instance["days"] * instance["slots_per_day"]
    moved = [
        keys[number]
        for number, place in task.current.items()
        if (start[number], room[number]) != place and place != (-1, -1)
    ]
    published = [n for n, one in enumerate(sessions) if "published" in one]
    return {
        "wishes": sum(map(len, instance["wishes"])), "attendable": attendable, "visitors": len(instance["wishes"]),
        "clashes": [[keys[a], keys[b], count] for (a, b), count in clashing.most_common(SHOWN)],
        "clashing_pairs": len(clashing),
        "rooms": [
            [task.layout["rooms"][at], used * minutes, round(100 * used / open_slots)] for at, used in enumerate(slots)
        ],
        "placed": sum(where >= 0 for where in room), "sessions": len(room),
        "unplaced": [keys[n] for n, where in enumerate(room) if where < 0], "moved": moved,
        "published": len(published),
        "published_moved": sum(
            (start[n], room[n]) != (sessions[n]["published"]["start"], sessions[n]["published"]["room"])
            for n in published
        ),
        "forced": [keys[n] for n in solution.get("forced", [])], "proven": bool(solution.get("proven")),
        **_before(task), "tracks": _tracks(task, start, room),
        "tight": [
            keys[n]
            for n, where in enumerate(room)
            if where >= 0 and 0 < instance["rooms"][where]["capacity"] < sessions[n]["expected"]
        ],
    }  # fmt: skip


def _before(task: Task) -> dict[str, Any]:
    """What the draft served when the run read it, so that a result can be compared."""
    start, room = _draft(task)
    return {"attendable_before": _wishes(task.instance, start, room)[0], "placed_before": len(task.current)}


def _draft(task: Task) -> tuple[list[int], list[int]]:
    places = [task.current.get(number, (-1, -1)) for number in range(len(task.instance["sessions"]))]
    return [start for start, _room in places], [room for _start, room in places]


def _tracks(task: Task, start: list[int], room: list[int]) -> list[list[int]]:
    """Each track on each day: its key, the day, then sessions, rooms and breaks, as they were and as they are found."""
    tracks, per_day = [one["track"] for one in task.instance["sessions"]], task.instance["slots_per_day"]
    rows: dict[tuple[int, int], list[int]] = {}
    for side, places in enumerate((_draft(task), (start, room))):
        for one in stays(tracks, per_day, *places):
            row = rows.setdefault((one.track, one.day), [0] * 6)
            row[3 * side : 3 * side + 3] = one.sessions, one.rooms, one.breaks
    return [[track, day, *row] for (track, day), row in sorted(rows.items())]


def whole(rows: list[list[int]]) -> tuple[float, int] | None:
    """All tracks and days together: in how many rooms a track stands on a day, on average, and all breaks."""
    days = sum(sessions > 0 for sessions, _rooms, _breaks in rows)
    return (round(sum(row[1] for row in rows) / days, 1), sum(row[2] for row in rows)) if days else None


def _wishes(
    instance: dict[str, Any], start: list[int], room: list[int]
) -> tuple[int, Counter[tuple[int, int]]]:
    """Wishes that can be attended, and how many visitors each pair of sessions at one time costs a wish."""
    clashing: Counter[tuple[int, int]] = Counter()
    attendable = 0
    for wanted in instance["wishes"]:
        there = sorted(
            (start[n] + instance["sessions"][n]["length"], start[n], n) for n in wanted if room[n] >= 0
        )
        free = -1
        for end, begin, _n in there:
            if begin >= free:
                attendable, free = attendable + 1, end
        for (end, begin, one), (other_end, other_begin, other) in combinations(there, 2):
            if begin < other_end and other_begin < end:
                clashing[min(one, other), max(one, other)] += 1
    return attendable, clashing


def with_keys(task: Task, reasons: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Reasons with keys of sessions and rooms; people are keys of records already."""
    sessions, rooms = task.layout["sessions"], task.layout["rooms"]
    return [
        one
        | {
            "session": sessions[one["session"]] if one["session"] >= 0 else None,
            "rooms": [rooms[at] for at in one["rooms"]],
            "blockers": [sessions[at] for at in one["blockers"] if at >= 0],
            "move": [sessions[at] for at in one["move"] if at >= 0],
            "room": rooms[one["room"]] if one["room"] >= 0 else None,
        }
        for one in reasons
    ]
