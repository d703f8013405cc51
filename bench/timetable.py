"""Timetables: (a) CoSPLib, (b) a convention of 365 sessions, (c) repairs with the fewest moves, (d) tracks together.

    ./kogge bench timetable [--part a|b|c|d ...] [--seconds 10 60] [--seeds 1 2 3] [--instances FOLDER] [NAME ...]

(b) is judged by bench/convention_instances.py, which shares no code with the solver. References of seed 1: the greedy
that the solver is measured against serves 85.9 % of the wishes; an existing solver for this job, with intervals and
its defaults, found no timetable in 60 s.
(c) takes sessions' half-days away and closes a stage for a half-day.
(d) shows for each weight of a break in a track's day its rooms, the breaks left, and the share of the wishes it leaves.
"""

import argparse
import random
import sys
from copy import deepcopy
from pathlib import Path
from typing import Any

from bench import convention_instances, timetable_cosplib
from bench.harness import Result, report
from kogge.plan.timetable.solver.convention.instance import Place, read
from kogge.plan.timetable.solver.convention.solving import Outcome, solve, warm
from kogge.plan.timetable.solver.gathering.counting import stays, summary
from kogge.plan.timetable.solver.repairing.replanning import repair

GREEDY = 85.9
GOALS = {10: 95.0, 60: 95.5}
SHORTEST_REPAIR, CASES = 5.0, 10
TRACK_WEIGHTS = (0, 0.05, 1, 5)


def main(arguments: list[str]) -> int:
    """Run the parts that are asked for; all without a word."""
    parser = argparse.ArgumentParser(prog="./kogge bench timetable")
    parser.add_argument("names", nargs="*", help="conferences of part (a)")
    parser.add_argument("--part", nargs="+", choices="abcd", default=list("abcd"))
    parser.add_argument("--seconds", nargs="+", type=float, default=[10.0, 60.0])
    parser.add_argument("--seeds", nargs="+", type=int, default=[1, 2, 3])
    parser.add_argument("--instances", type=Path, help="folder of CoSPLib instances, instead of those here")
    options = parser.parse_args(arguments)
    results: list[Result] = []
    if "b" in options.part:
        results += of_conventions(options.seeds, options.seconds)
    if "c" in options.part:
        results += of_repairs(options.seeds[0])
    if "d" in options.part:
        results += of_tracks(options.seeds[0], options.seconds[0])
    if "a" in options.part:
        for seconds in options.seconds:
            results += timetable_cosplib.results(seconds, options.names, options.instances)
    return report(results)


def of_conventions(seeds: list[int], seconds: list[float]) -> list[Result]:
    """Every seed for so many seconds: a line each; goals are those of seed 1 and hold for all."""
    warm()
    results: list[Result] = []
    for limit in seconds:
        print(
            f"{'seed':>4}{'s':>7}{'first':>9}{'violations':>12}{'wishes':>15}{'share':>9}{'greedy':>8}"
            f"{'bound':>8}{'of it':>9}"
        )
        runs = [(seed, *_run(seed, limit)) for seed in seeds]
        shares = [100 * judged["share"] for _seed, _found, judged in runs]
        first = next((share for (seed, *_rest), share in zip(runs, shares, strict=True) if seed == 1), None)
        goal = GOALS.get(int(limit))
        for name, values in (
            (f"seed 1, {limit:g} s", [first] if first is not None else []),
            (f"all seeds, {limit:g} s", shares),
        ):
            if values:
                results.append(_share(name, values, goal))
        broken = float(sum(judged["violations"] for _seed, _found, judged in runs))
        results.append(
            Result.of("timetable", f"violations in all runs of {limit:g} s", [broken], "", at_most=0)
        )
        firsts = [found.first_seconds for _seed, found, _judged in runs]
        results.append(
            Result.of("timetable", "seconds to the first full timetable", firsts, "s", at_most=0.1)
        )
    return results


def of_tracks(seed: int, seconds: float) -> list[Result]:
    """The same convention at four weights; the first, 0, is what the others are measured against."""
    data = convention_instances.make(seed)
    tracks = [one["track"] for one in data["sessions"]]
    breaks, broken = [], 0
    print(f"{'weight':>7}{'rooms':>8}{'breaks':>8}{'wishes':>9}{'violations':>12}")
    for weight in TRACK_WEIGHTS:
        found = solve(read(data | {"weights": {"track_breaks": weight}}), seconds, seed)
        room = [-1 if one is None else one for one in found.room]
        judged = convention_instances.check(data, {"start": found.start, "room": room})
        counted = summary(stays(tracks, data["slots_per_day"], found.start, room))
        breaks.append(counted["track_breaks"])
        broken += judged["violations"]
        mean = counted["track_rooms"] / counted["track_days"]
        print(
            f"{weight:>7}{mean:>8.1f}{breaks[-1]:>8}{judged['share']:>9.2%}{judged['violations']:>12}",
            flush=True,
        )
    left = 100 * breaks[-1] / breaks[0]
    what = f"breaks of tracks left at weight {TRACK_WEIGHTS[-1]}, {seconds:g} s"
    return [
        Result.of("timetable", what, [left], "%", at_most=50),
        Result.of("timetable", "violations with tracks together", [float(broken)], "", at_most=0),
    ]


def _run(seed: int, seconds: float) -> tuple[Outcome, dict[str, Any]]:
    data = convention_instances.make(seed)
    found = solve(read(data), seconds, seed)
    room = [-1 if one is None else one for one in found.room]
    judged = convention_instances.check(data, {"start": found.start, "room": room})
    served = f"{judged['attendable']:,} / {judged['wishes']:,}"
    print(
        f"{seed:>4}{found.seconds:>7.1f}{found.first_seconds:>8.3f}s{judged['violations']:>12}{served:>15}"
        f"{judged['share']:>9.2%}{GREEDY:>7}%{found.bound:>8,}{found.value / found.bound:>9.2%}",
        flush=True,
    )
    return found, judged


def _share(name: str, values: list[float], goal: float | None) -> Result:
    value = sorted(values)[len(values) // 2]
    return Result(
        "timetable", f"wishes attendable, {name}", round(value, 2), "%", f"at least {goal or GREEDY} %",
        value >= (goal or GREEDY), "greedy, hardest first", GREEDY, round(value / GREEDY, 4), len(values),
        (round(min(values), 2), round(max(values), 2)),
    )  # fmt: skip


def of_repairs(seed: int) -> list[Result]:
    """Ten cases: twelve sessions lose the half-day they stand in, and a stage is lost for a half-day."""
    data = convention_instances.make(seed)
    start, room, *_rest = _places(data, seed)
    proven, seconds, beyond = [], [], []
    print(
        f"{'case':>4}{'forced':>8}{'moved':>7}{'least':>7}{'proven':>8}{'violations':>12}{'wishes':>9}{'s':>7}"
    )
    repair(read(data), [Place(*place) for place in zip(start, room, strict=True)], 1.0)
    for case in range(CASES):
        changed = _changed(data, start, case)
        found = repair(
            read(changed), [Place(*place) for place in zip(start, room, strict=True)], SHORTEST_REPAIR
        )
        rooms = [-1 if one is None else one for one in found.room]
        judged = convention_instances.check(changed, {"start": found.start, "room": rooms})
        judged["violations"] += _in_closed_room(changed, found.start, rooms)
        proven.append(found.proven and not judged["violations"])
        seconds.append(found.seconds)
        beyond.append(float(len(found.moved) - found.least))
        print(
            f"{case:>4}{len(found.forced):>8}{len(found.moved):>7}{found.least:>7}{'yes' if found.proven else 'no':>8}"
            f"{judged['violations']:>12}{judged['share']:>9.2%}{found.seconds:>7.2f}",
            flush=True,
        )
    return [
        Result.of("timetable", "repairs proven minimal", [100 * sum(proven) / CASES], "%", at_least=60),
        Result.of("timetable", "slowest repair", [max(seconds)], "s", at_most=SHORTEST_REPAIR),
        Result.of(
            "timetable", "moves beyond what is proven unavoidable, median", beyond, "sessions", at_most=0
        ),
    ]


def _places(data: dict[str, Any], seed: int) -> tuple[list[int], list[int]]:
    found = solve(read(data), 3.0, seed)
    return found.start, [one for one in found.room if one is not None]


def _changed(data: dict[str, Any], start: list[int], case: int) -> dict[str, Any]:
    """The instance after cancellations and a lost stage."""
    changed, chance = deepcopy(data), random.Random(case)
    half = data["slots_per_day"] // 2
    for number in chance.sample(range(len(start)), 12):
        session, lost = changed["sessions"][number], start[number] // half * half
        kept = [s for s in session["starts"] if s + session["length"] <= lost or s >= lost + half]
        session["starts"] = kept or session["starts"]
    closed = chance.randrange(2 * data["days"]) * half
    changed["breaks"] = [
        {"start": closed, "length": half, "room": chance.randrange(convention_instances.STAGES)}
    ]
    return changed


def _in_closed_room(data: dict[str, Any], start: list[int], room: list[int]) -> int:
    [closed] = data["breaks"]
    return sum(
        room[n] == closed["room"]
        and start[n] < closed["start"] + closed["length"]
        and closed["start"] < start[n] + one["length"]
        for n, one in enumerate(data["sessions"])
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
