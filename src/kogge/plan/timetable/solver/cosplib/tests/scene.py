"""Small conferences drawn from a seed, and a second scorer that walks over the grid as a person would."""

import random
from itertools import product

from kogge.plan.timetable.solver.cosplib.model import WEIGHTS, Instance, Solution
from kogge.plan.timetable.solver.cosplib.reading import parse


def conference(seed: int, submissions: int = 4, *, simple: bool = False) -> Instance:
    """A conference of two sessions in two rooms; `simple` leaves out what only time slots decide."""
    draw = random.Random(seed)
    size = {"tracks": 3, "sessions": 2 + (not simple), "rooms": 2, "subs": submissions}
    names = {key: [f"{key}{number}" for number in range(count)] for key, count in size.items()}

    def table(rows: str, columns: str) -> list[list[int]]:
        return [[draw.choice((0, 0, 1, 3)) for _ in names[columns]] for _ in names[rows]]

    def pairs(of: str) -> list[tuple[int, int]]:
        every = [(a, b) for a, b in product(range(size[of]), repeat=2) if a < b]
        return draw.sample(every, min(2, len(every)))

    weights = {name: draw.choice((0, 1, 2, 10)) for name in WEIGHTS}
    if simple:
        weights |= {name: 0 for name in WEIGHTS if "timeslot" in name or "order" in name}
    return parse({
        **names, "slots": [2] * size["sessions"], "sub_track": [draw.randrange(3) for _ in names["subs"]],
        "dur": [draw.choice((1, 1, 2)) if not simple else 1 for _ in names["subs"]],
        "order": [draw.choice((0, 1, 2)) for _ in names["subs"]],
        "ts": table("tracks", "sessions"), "tr": table("tracks", "rooms"), "sr": table("sessions", "rooms"),
        "tt": table("tracks", "tracks"), "ns": table("subs", "sessions"), "nr": table("subs", "rooms"),
        "nz": table("subs", "sessions"), "pc": pairs("subs"), "ac": pairs("subs"), "cc": pairs("tracks"), "w": weights,
    })  # fmt: skip


def places(instance: Instance, index: int) -> list[tuple[int, int, int]]:
    """Every session, room and first slot in which a submission fits."""
    return [
        (s, r, slot)
        for s, slots in enumerate(instance.slots)
        for r in range(len(instance.rooms))
        for slot in range(slots - instance.duration[index] + 1)
    ]


def scored_on_the_grid(instance: Instance, solution: Solution) -> int:
    """The objective once more: fill a grid of session, room and slot, then read it line by line."""
    grid: dict[tuple[int, int, int], int] = {}
    for index in range(len(instance.submissions)):
        for part in range(instance.duration[index]):
            grid[solution.session[index], solution.room[index], solution.slot[index] + part] = index
    return _of_lines(instance, grid) + _of_pairs(instance, grid) + _of_order(instance, grid)


def _of_lines(i: Instance, grid: dict[tuple[int, int, int], int]) -> int:
    w, cost = i.weights, 0
    where = {(i.track_of[sub], s, r) for (s, r, _), sub in grid.items()}
    for (s, r, _), sub in grid.items():
        cost += w[WEIGHTS[9]] * i.submission_session[sub][s] + w[WEIGHTS[7]] * i.timezone[sub][s]
        cost += w[WEIGHTS[10]] * i.submission_room[sub][r]
    for t, s, r in where:
        cost += w[WEIGHTS[0]] * i.track_session[t][s] + w[WEIGHTS[1]] * i.track_room[t][r]
        cost += w[WEIGHTS[2]] * i.session_room[s][r]
    for t in {t for t, _, _ in where}:
        sessions = {s for u, s, _ in where if u == t}
        cost += w[WEIGHTS[4]] * (len({r for u, _, r in where if u == t}) - 1)
        cost += w[WEIGHTS[5]] * (sum(u == t for u, _, _ in where) - len(sessions))
        cost += w[WEIGHTS[6]] * (sorted(sessions) != list(range(min(sessions), max(sessions) + 1)))
    for t, s, r in where:
        for u, s2, r2 in where:
            if s == s2 and r < r2 and t != u:
                cost += w[WEIGHTS[3]] * i.similar[t][u] + w[WEIGHTS[13]] * (
                    (min(t, u), max(t, u)) in i.chairs
                )
    return cost


def _of_pairs(i: Instance, grid: dict[tuple[int, int, int], int]) -> int:
    cost = 0
    for pairs, whole, part in ((i.presenters, 11, 14), (i.attendees, 12, 15)):
        for a, b in pairs:
            at_a = {place for place, sub in grid.items() if sub == a}
            at_b = {place for place, sub in grid.items() if sub == b}
            met = {(s, r, r2) for s, r, _ in at_a for s2, r2, _ in at_b if s == s2 and r != r2}
            cost += i.weights[WEIGHTS[whole]] * bool(met)
            cost += i.weights[WEIGHTS[part]] * len(
                {(s, k) for s, _, k in at_a} & {(s, k) for s, _, k in at_b}
            )
    return cost


def _of_order(i: Instance, grid: dict[tuple[int, int, int], int]) -> int:
    wrong = 0
    for track in range(len(i.tracks)):
        seen: list[int] = []
        for place in sorted(grid):
            if i.track_of[grid[place]] == track and grid[place] not in seen:
                seen.append(grid[place])
        wrong += sum(i.order[sub] > 0 and i.order[sub] != number + 1 for number, sub in enumerate(seen))
        for (s, r, k), sub in grid.items():
            for (s2, r2, k2), other in grid.items():
                beside = (s, k) == (s2, k2) and r < r2
                same = i.track_of[sub] == i.track_of[other] == track
                wrong += beside and same and i.order[sub] > 0 and i.order[other] > 0
    return i.weights[WEIGHTS[8]] * wrong
