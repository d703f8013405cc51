"""The solver finds the best of small conferences, proves only what is true, and repeats itself from a seed."""

from itertools import product
from pathlib import Path

import pytest

from kogge.plan.timetable.solver.cosplib.evaluating import evaluate, faults
from kogge.plan.timetable.solver.cosplib.model import Instance, Solution
from kogge.plan.timetable.solver.cosplib.reading import read
from kogge.plan.timetable.solver.cosplib.solving import as_json, solve
from kogge.plan.timetable.solver.cosplib.tests.scene import conference, places

pytestmark = pytest.mark.slow
FOLDER = Path(__file__).parents[7] / "bench" / "instances" / "cosplib"


def best_of_all(instance: Instance) -> int:
    """The optimum by trying every timetable there is."""
    every = product(*(places(instance, index) for index in range(len(instance.submissions))))
    solutions = (Solution(*zip(*chosen, strict=True)) for chosen in every)
    return min(evaluate(instance, solution) for solution in solutions if not faults(instance, solution))


@pytest.mark.parametrize("seed", range(6))
def test_small_conferences_are_solved_to_the_optimum(seed):
    instance = conference(seed, simple=True)
    outcome = solve(instance, 1.0, seed)
    assert outcome.value == best_of_all(instance)
    assert outcome.bound <= outcome.value


@pytest.mark.parametrize("seed", range(100, 104))
def test_nothing_is_proven_that_is_not_so(seed):
    instance = conference(seed, submissions=3)
    outcome = solve(instance, 1.0, seed)
    assert outcome.bound <= best_of_all(instance) <= outcome.value
    assert faults(instance, outcome.solution) == []
    assert evaluate(instance, outcome.solution) == outcome.value


def test_same_seed_and_same_number_of_moves_give_the_same_timetable():
    instance = read(FOLDER / "GECCO20.json")
    one, other = (solve(instance, 60, 7, moves=60_000) for _ in range(2))
    assert one.solution == other.solution
    assert as_json(instance, one.solution)["value"] == one.value


def test_real_conference_is_solved_and_proven():
    progress = []
    outcome = solve(read(FOLDER / "N2OR.json"), 20, 1, progress.append)
    assert (outcome.value, outcome.bound, outcome.proven) == (1, 1, True)
    assert [step.value for step in progress if step.value is not None][-1] == 1


def test_search_ends_when_it_is_stopped():
    outcome = solve(read(FOLDER / "OR60F2.json"), 60, 1, stop=lambda: True)
    assert outcome.seconds < 30
