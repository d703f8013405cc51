"""Conferences of the CoSPLib library, timetabled on their full objective: value, best known, bound, seconds.

Best known values: the library's published solutions and its own solvers re-scored, and earlier searches. A value is
compared as (value + 1) / (best + 1), because the best of some conferences is 0. Lower is better.
    ./kogge bench timetable_cosplib [--seconds 60] [--folder FOLDER] [NAME ...]
"""

import argparse
import sys
from collections.abc import Sequence
from math import prod
from pathlib import Path

from bench.harness import Result, report
from kogge.plan.timetable.solver.cosplib.model import Outcome
from kogge.plan.timetable.solver.cosplib.reading import read
from kogge.plan.timetable.solver.cosplib.solving import solve, warm

FOLDER = Path(__file__).parent / "instances" / "cosplib"
BEST = {
    "N2OR": 1, "GECCO19": 33, "GECCO20": 5_773, "GECCO21": 10_933, "GECCO22": 1_500, "GECCO23": 10_479, "ISF22": 258,
    "OR60": 89, "OR60F": 42, "OR60F2": 95, "OR60F3": 734, "GECCO20Workshop": 63_826, "GECCO21Workshop": 10_764,
    "GECCO22Workshop": 1_735, "GECCO23Workshop": 150, "GECCO20Poster": 0,
}  # fmt: skip
PUBLISHED = {
    "N2OR": 2,
    "GECCO19": 1_000_116,
    "GECCO20": 6_298,
    "GECCO21": 11_130,
    "OR60F": 433,
    "OR60F2": 1_660,
}
PROVABLE = ("N2OR", "GECCO20", "GECCO21")


def results(seconds: float, only: Sequence[str] = (), folder: Path | None = None) -> list[Result]:
    """Solve every instance of the folder once, print a line each, and judge all of them together."""
    files = {path.stem: path for path in sorted((folder or FOLDER).glob("*.json")) if path.stem in BEST}
    outcomes = {}
    warm()
    print(
        f"{'conference':18}{'value':>9}{'best known':>12}{'published':>11}{'ratio':>7}{'bound':>9}{'proven':>8}{'s':>7}"
    )
    for name, path in files.items():
        if only and name not in only:
            continue
        outcomes[name] = outcome = solve(read(path), seconds, seed=1)
        print(
            f"{name:18}{_shown(outcome.value):>9}{BEST[name]:>12,}{_shown(PUBLISHED.get(name)):>11}"
            f"{_ratio(name, outcome):>7.3f}{outcome.bound:>9,}"
            f"{'yes' if outcome.proven else '':>8}{outcome.seconds:>7.1f}",
            flush=True,
        )
    return _judged(seconds, outcomes)


def _shown(value: int | None) -> str:
    return "–" if value is None else f"{value:,}"


def _ratio(name: str, outcome: Outcome) -> float:
    return float("inf") if outcome.value is None else (outcome.value + 1) / (BEST[name] + 1)


def _judged(seconds: float, outcomes: dict[str, Outcome]) -> list[Result]:
    if not outcomes:
        return []
    ratios = [_ratio(name, outcome) for name, outcome in outcomes.items()]
    mean, most = prod(ratios) ** (1 / len(ratios)), 1.02 if seconds >= 60 else 1.15
    bench, number = "timetable", len(ratios)
    proven = [name for name, outcome in outcomes.items() if outcome.proven]
    found = [
        Result(
            bench, f"CoSPLib, {number} conferences, {seconds:g} s: geometric mean of (ours+1)/(best+1)", round(mean, 4),
            "times best", f"at most {most}", mean <= most, "best known value", 1.0, round(mean, 4), number,
            (round(min(ratios), 4), round(max(ratios), 4)),
        )
    ]  # fmt: skip
    if seconds >= 60:
        worst = max(ratios)
        found.append(
            Result(
                bench, "CoSPLib, the conference furthest above its best known value", round(worst, 4), "times best",
                "at most 1.02", worst <= 1.02, "best known value", 1.0, round(worst, 4), number,
            )
        )  # fmt: skip
        asked = [name for name in PROVABLE if name in outcomes]
        reached = [name for name in asked if outcomes[name].value == BEST[name] and name in proven]
        found.append(
            Result(
                bench, f"CoSPLib, {', '.join(asked)} reached and proven", len(reached), "conferences",
                f"at least {len(asked)}", len(reached) == len(asked),
            )
        )  # fmt: skip
        if number >= 4:
            found.append(
                Result(
                    bench, f"CoSPLib, proven optimal ({', '.join(proven)})", len(proven), "conferences", "at least 4",
                    len(proven) >= 4,
                )
            )  # fmt: skip
    return found


def main() -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="kogge bench timetable_cosplib")
    parser.add_argument("only", nargs="*", metavar="NAME")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    return report(results(options.seconds, options.only, options.folder))


if __name__ == "__main__":
    sys.exit(main())
