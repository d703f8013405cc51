"""The score is the library's: two scorers written apart agree, and impossible timetables are named."""

import random

from hypothesis import given
from hypothesis import strategies as st

from kogge.plan.timetable.solver.cosplib.evaluating import faults, terms
from kogge.plan.timetable.solver.cosplib.model import Solution
from kogge.plan.timetable.solver.cosplib.tests.scene import conference, places, scored_on_the_grid


@given(st.integers(0, 10**6))
def test_two_scorers_agree_on_every_timetable(seed):
    instance, draw = conference(seed), random.Random(seed)
    for _ in range(60):
        chosen = [draw.choice(places(instance, index)) for index in range(len(instance.submissions))]
        solution = Solution(*zip(*chosen, strict=True))
        if not faults(instance, solution):
            assert sum(terms(instance, solution).values()) == scored_on_the_grid(instance, solution)


def test_impossible_timetables_are_named():
    instance = conference(3)
    assert faults(instance, Solution((0,), (0,), (0,))) == [
        "The solution must give session, room and slot for each of the 4 submissions."
    ]
    crowded = faults(instance, Solution((0, 0, 0, 9), (0, 0, 0, 0), (0, 0, 2, 0)))
    assert any("overlap" in fault or "another track" in fault for fault in crowded)
    assert "subs3 stands in a session or room that does not exist." in crowded
    assert "subs2 does not fit into sessions0." in crowded
