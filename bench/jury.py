"""`./kogge bench jury`: how well jurors are assigned to files, and how fast, against a greedy round robin.

Files and jurors are made from a seed: thirty topics, one to three for a file, two to six for a juror, wishes on a
fifth of the pairs, conflicts of interest on three in a hundred; once also with a fit of its own for every pair, which
leaves no ties. Prints value, reference, bound and seconds of each; the claims are the goals of the assignment: proven
to the last figure, no conflict, within the seconds. Then the ranking follows (`jury_ranking`); `--assignment` leaves
it out.
"""

import random
import sys
import time
from collections.abc import Sequence
from importlib.util import find_spec

from bench import harness, jury_ranking
from kogge.plan.juries.assigning import CONFLICT, Outcome, Problem, faults
from kogge.plan.juries.assigning.loads import even_loads
from kogge.plan.juries.assigning.problem import measure
from kogge.plan.jury_desk.fit import fit

if find_spec("scipy") is None:
    raise SystemExit(harness.missing("SciPy", "./kogge prepare-solver"))

from kogge.plan.juries.assigning.solving import solve

SIZES = ((60, 400, 1, 10), (200, 200, 1, 5), (200, 200, 10, 5), (600, 1_500, 1, 60))
"""Jurors, files, how fine the fit is, seconds at most."""
PER_FILE = 3
SEED = 2027
REFERENCE = "greedy round robin"


def made(jurors: int, files: int, grain: int = 1) -> Problem:
    """A jury and its files as the platform would pose them."""
    chance = random.Random(SEED)
    topics = [str(number) for number in range(30)]
    known = [set(chance.sample(topics, chance.randint(2, 6))) for _juror in range(jurors)]
    asked = [set(chance.sample(topics, chance.randint(1, 3))) for _file in range(files)]
    values = []
    for own in known:
        wishes = chance.choices((None, 2, 1, 0), (80, 5, 10, 5), k=files)
        row = [fit(own, about, wish) * grain for about, wish in zip(asked, wishes, strict=True)]
        row = [value + chance.randrange(grain) for value in row]
        values.append([CONFLICT if chance.random() < 0.03 else value for value in row])
    least, most = even_loads(files * PER_FILE, [files] * jurors, [0] * jurors)
    return Problem(values, PER_FILE, least, most, limits=[files] * jurors)


def greedy(problem: Problem) -> list[tuple[int, int]]:
    """File by file, round by round, the best juror who has room: what an office does by hand."""
    room, pairs = list(problem.most), set[tuple[int, int]]()
    for _round in range(problem.per_file):
        for file in range(problem.files):
            free = [
                (problem.values[juror][file], -juror)
                for juror in range(problem.jurors)
                if room[juror] and problem.values[juror][file] != CONFLICT and (juror, file) not in pairs
            ]
            if free:
                juror = -max(free)[1]
                room[juror] -= 1
                pairs.add((juror, file))
    return sorted(pairs)


def main(arguments: Sequence[str]) -> int:
    results = []
    for jurors, files, grain, seconds in SIZES:
        problem = made(jurors, files, grain)
        begun = time.perf_counter()
        outcome = solve(problem)
        took = time.perf_counter() - begun
        results += _claims(problem, outcome, took, seconds, grain)
    results += _after_leaving()
    return harness.report(results if "--assignment" in arguments else [*results, *jury_ranking.measure()])


def _claims(problem: Problem, outcome: Outcome, took: float, most: int, grain: int) -> list[harness.Result]:
    name = f"{problem.jurors} jurors × {problem.files} files{', no ties' if grain > 1 else ''}"
    worst, total, spread = measure(problem, greedy(problem))
    for what, value, bound, other in (
        ("file served worst", outcome.worst, outcome.worst_bound, worst),
        ("total", outcome.total, outcome.total_bound, total),
        ("spread of loads", outcome.spread, outcome.spread_bound, spread),
    ):
        print(f"{name}: {what} {value}, bound {bound}, {REFERENCE} {other}, {took:.1f} s")
    wrong = len(list(faults(problem, outcome.pairs)))
    proof = harness.Result(
        "jury", f"{name}: total fit, proven", outcome.total, "points", "equal to its bound, no rule broken",
        outcome.proven and not wrong, REFERENCE, total, round(outcome.total / total, 4),
    )  # fmt: skip
    least = harness.Result(
        "jury", f"{name}: fit of the file served worst, proven", outcome.worst, "points", "equal to its bound",
        outcome.worst == outcome.worst_bound and outcome.worst >= worst, REFERENCE, worst,
        round(outcome.worst / max(worst, 1), 4),
    )  # fmt: skip
    conflicts = sum(problem.values[juror][file] == CONFLICT for juror, file in outcome.pairs)
    never = harness.Result.of("jury", f"{name}: conflicts of interest", [conflicts], "pairs", at_most=0)
    return [
        proof,
        least,
        never,
        harness.Result.of("jury", f"{name}: until proven", [took], "s", at_most=most),
    ]


def _after_leaving() -> list[harness.Result]:
    """One of sixty jurors leaves: only their files get somebody else."""
    problem = made(60, 400)
    pairs = solve(problem).pairs
    kept = [pair for pair in pairs if pair[0]]
    values = [row if juror else [CONFLICT] * 400 for juror, row in enumerate(problem.values)]
    _least, most = even_loads(1_200, [0] + [400] * 59, [0] * 60)
    after = Problem(values, 3, [0] * 60, most, previous=kept)
    outcome = solve(after)
    moved = len(set(kept) - set(outcome.pairs))
    print(
        f"one juror left: {len(pairs) - len(kept)} places filled, {moved} others moved, {outcome.seconds:.1f} s"
    )
    return [
        harness.Result.of("jury", "a juror leaves: sheets of others that move", [moved], "sheets", at_most=0)
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
