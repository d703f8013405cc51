"""Invented two-day conventions by seed (365 sessions, 17 rooms, 2,500 visitors), and a judge that is not the solver's.

    .venv/bin/python -m bench.convention_instances make 1 > instance.json
    .venv/bin/python -m bench.convention_instances check instance.json solution.json

Instance: `slots_per_day`, `days`; slot s of day d is number d*slots_per_day+s. `sessions[i]`: `length` (slots),
`track`, `persons` (ids of speakers and moderators), `starts` (allowed first slots: availability of all its persons,
day's end), `rooms` (allowed rooms: kind and expected attendance). `rooms[r]`: `capacity`. `wishes[v]`: the sessions
that visitor v wants. Solution: `{"start": [slot per session], "room": [room per session]}`.
The judge counts violations (must be 0) and the wishes that visitors can attend when each picks the best clash-free
subset. Needs numpy only to make an instance: the same seed gives the same instance as everywhere this form is used.
"""

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

CAPACITY = [1500, 800, 500, 350, 250, 200, 150, 120, 100, 80, 80, 60, 60, 50, 40, 40, 30]
STAGES, DAYS, PER_DAY, PEOPLE = 7, 2, 20, 430


def make(
    seed: int,
    *,
    talks: int = 300,
    workshops: int = 65,
    visitors: int = 2500,
    wishes: int = 8,
    tracks: int = 12,
) -> dict[str, Any]:
    """The instance of a seed."""
    rng, n = np.random.default_rng(seed), talks + workshops
    of_talks = rng.choice([1, 2, 3], n, p=[0.70, 0.25, 0.05])
    of_workshops = rng.choice([3, 4], n, p=[0.8, 0.2])
    length = np.where(np.arange(n) < talks, of_talks, of_workshops)
    track = rng.integers(0, tracks, n)
    popularity = np.exp(rng.normal(0, 0.9, n))
    popularity[talks:] *= 0.35
    wanted = _wanted(rng, track, popularity, (visitors, wishes), tracks)
    persons, load = _persons(rng, length, talks)
    available = _available(rng, load)
    for i in range(n):
        if len(_starts(length[i], persons[i], available)) < 6:
            for p in persons[i]:
                available.pop(p, None)
    expected = np.ceil(np.bincount(wanted.ravel(), minlength=n) * 0.6).astype(int)
    sessions = []
    for i in range(n):
        rooms = [r for r, seats in enumerate(CAPACITY) if (i < talks or r >= STAGES) and seats >= expected[i]]
        if len(rooms) < 3:
            rooms = list(range(3)) if i < talks else list(range(STAGES, STAGES + 3))
        sessions.append({
            "kind": "talk" if i < talks else "workshop", "length": int(length[i]), "track": int(track[i]),
            "persons": [int(p) for p in persons[i]], "starts": _starts(length[i], persons[i], available),
            "rooms": rooms, "expected": int(expected[i]),
        })  # fmt: skip
    rooms = [{"capacity": capacity} for capacity in CAPACITY]
    return {
        "seed": seed, "days": DAYS, "slots_per_day": PER_DAY, "rooms": rooms, "sessions": sessions,
        "wishes": wanted.tolist(),
    }  # fmt: skip


def _wanted(rng: Any, track: Any, popularity: Any, size: tuple[int, int], tracks: int) -> Any:
    """What each visitor wants: popular sessions, and those of three favourite tracks six times as much."""
    visitors, wishes = size
    wanted = np.zeros(size, int)
    for v in range(visitors):
        favourites = rng.choice(tracks, 3, replace=False)
        weight = popularity * np.where(np.isin(track, favourites), 6.0, 1.0)
        wanted[v] = rng.choice(len(track), wishes, replace=False, p=weight / weight.sum())
    return wanted


def _persons(rng: Any, length: Any, talks: int) -> tuple[list[list[int]], dict[int, int]]:
    """Who is on stage: few are in many sessions, thirty moderators; nobody for more than ten slots."""
    persons, activity = [], np.exp(rng.normal(0, 1.0, PEOPLE))
    for i in range(len(length)):
        count = rng.choice([1, 2, 3], p=[0.6, 0.25, 0.15]) if i < talks else rng.choice([1, 2], p=[0.5, 0.5])
        chosen = rng.choice(PEOPLE, count, replace=False, p=activity / activity.sum())
        persons.append(sorted(chosen.tolist()))
    for i in range(0, talks, 2):
        persons[i].append(int(PEOPLE + rng.integers(0, 30)))
    load: dict[int, int] = {}
    for i in range(len(length)):
        kept = []
        for p in persons[i]:
            if load.get(p, 0) + length[i] <= 10:
                kept.append(p)
                load[p] = load.get(p, 0) + int(length[i])
        persons[i] = kept or [PEOPLE + 100 + i]
    return persons, load


def _available(rng: Any, load: dict[int, int]) -> dict[int, tuple[int, int]]:
    """Every fifth person has a day, a morning or an afternoon only."""
    available: dict[int, tuple[int, int]] = {}
    for p in range(PEOPLE):
        if rng.random() < 0.2 and load.get(p, 0) <= 4:
            day, half = rng.integers(0, DAYS), rng.integers(0, 3)
            first, last = day * PER_DAY, day * PER_DAY + PER_DAY
            if half == 1:
                last = first + PER_DAY // 2
            elif half == 2:
                first = first + PER_DAY // 2
            available[p] = (int(first), int(last))
    return available


def _starts(length: int, persons: list[int], available: dict[int, tuple[int, int]]) -> list[int]:
    spans = [available[p] for p in persons if p in available]
    return [
        s
        for s in range(DAYS * PER_DAY)
        if s % PER_DAY + length <= PER_DAY and all(first <= s and s + length <= last for first, last in spans)
    ]


def check(instance: dict[str, Any], solution: dict[str, Any]) -> dict[str, Any]:
    """Violations, and the wishes that can be attended."""
    sessions, start, room = instance["sessions"], solution["start"], solution["room"]
    violations = 0
    cells: dict[tuple[int, int], int] = {}
    busy: dict[tuple[int, int], int] = {}
    for i, session in enumerate(sessions):
        violations += start[i] not in session["starts"]
        violations += room[i] not in session["rooms"]
        for slot in range(start[i], start[i] + session["length"]):
            violations += cells.setdefault((room[i], slot), i) != i
            for person in session["persons"]:
                violations += busy.setdefault((person, slot), i) != i
    attendable = 0
    for wanted in instance["wishes"]:
        free = -1
        for end, begin in sorted((start[i] + sessions[i]["length"], start[i]) for i in wanted):
            if begin >= free:
                attendable, free = attendable + 1, end
    total = sum(map(len, instance["wishes"]))
    return {
        "violations": violations,
        "attendable": attendable,
        "wishes": total,
        "share": round(attendable / total, 4),
    }


if __name__ == "__main__":
    if len(sys.argv) == 3 and sys.argv[1] == "make":
        json.dump(make(int(sys.argv[2])), sys.stdout)
    elif len(sys.argv) == 4 and sys.argv[1] == "check":
        print(json.dumps(check(*(json.loads(Path(one).read_text()) for one in sys.argv[2:]))))
    else:
        sys.exit(__doc__)
