"""The solver against an independent check, against every possibility, and against its own promises."""

import itertools
import random
from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ..assigning import CONFLICT, Problem, faults, reasons
from ..assigning.loads import even_loads
from ..assigning.problem import loads, measure

solving = pytest.importorskip("kogge.plan.juries.assigning.solving")


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Small problems of every shape: conflicts, organisations, fixed and previous pairs, odd loads."""
    jurors, files = draw(st.integers(2, 5)), draw(st.integers(1, 4))
    per_file = draw(st.integers(1, min(3, jurors)))
    value = st.sampled_from([CONFLICT, 0, 1, 2, 3, 5, 9])
    values = [[draw(value) for _file in range(files)] for _juror in range(jurors)]
    most = -(-files * per_file // jurors) + draw(st.integers(0, 2))
    names = st.sampled_from(["", "a", "b"])
    groups = [draw(names) for _juror in range(jurors)] if draw(st.booleans()) else []
    pairs = [(juror, file) for juror in range(jurors) for file in range(files)]
    previous = draw(st.lists(st.sampled_from(pairs), max_size=4, unique=True))
    least = draw(st.sampled_from([0, files * per_file // jurors]))
    return Problem(values, per_file, [least] * jurors, [most] * jurors, groups, [], previous)


def every_answer(problem: Problem) -> Iterator[list[tuple[int, int]]]:
    choices = [
        list(
            itertools.combinations(
                [j for j in range(problem.jurors) if problem.values[j][file] != CONFLICT], problem.per_file
            )
        )
        for file in range(problem.files)
    ]
    for chosen in itertools.product(*choices):
        pairs = [(juror, file) for file, readers in enumerate(chosen) for juror in readers]
        if not list(faults(problem, pairs)):
            yield pairs


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(problems())
def test_nothing_better_exists_among_all_possibilities(problem: Problem) -> None:
    previous = set(problem.previous)

    def worth(pairs: list[tuple[int, int]]) -> tuple[int, int, int, int]:
        worst, total, spread = measure(problem, pairs)
        return len(previous & set(pairs)), worst, total, -spread

    best = max(map(worth, every_answer(problem)), default=None)
    try:
        outcome = solving.solve(problem)
    except solving.ImpossibleError:
        assert best is None
        return
    assert not reasons(problem)
    assert list(faults(problem, outcome.pairs)) == []
    assert worth(outcome.pairs) == best and outcome.proven
    assert solving.solve(problem).pairs == outcome.pairs


def made(jurors: int, files: int, per_file: int, seed: int) -> Problem:
    chance = random.Random(seed)
    values = [
        [CONFLICT if chance.random() < 0.04 else chance.randrange(100) for _file in range(files)]
        for _juror in range(jurors)
    ]
    least, most = even_loads(files * per_file, [files] * jurors, [0] * jurors)
    return Problem(values, per_file, least, most)


@pytest.mark.slow
def test_four_hundred_files_are_even_without_conflicts_and_reproducible() -> None:
    problem = made(60, 400, 3, 7)
    outcome = solving.solve(problem)
    assert list(faults(problem, outcome.pairs)) == [] and outcome.proven
    assert set(loads(problem, outcome.pairs)) == {20} and outcome.seconds < 10
    assert solving.solve(problem).pairs == outcome.pairs


def test_after_a_juror_left_only_their_files_move() -> None:
    before = made(12, 40, 3, 3)
    pairs = solving.solve(before).pairs
    values = [row if juror else [CONFLICT] * 40 for juror, row in enumerate(before.values)]
    least, most = even_loads(120, [0] + [40] * 11, [0] * 12)
    kept = [pair for pair in pairs if pair[0]]
    after = Problem(values, 3, [0] * 12, most, previous=kept)
    outcome = solving.solve(after)
    assert set(kept) <= set(outcome.pairs) and outcome.kept == outcome.kept_bound == len(kept)
    assert list(faults(after, outcome.pairs)) == [] and least[0] == 0


@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 3)), min_size=1, max_size=12), st.integers(0, 60)
)
def test_even_loads_are_even_and_enough(rows: list[tuple[int, int]], places: int) -> None:
    caps, held = [max(pair) for pair in rows], [min(pair) for pair in rows]
    least, most = even_loads(places, caps, held)
    assert all(low <= high <= cap for low, high, cap in zip(least, most, caps, strict=True))
    assert all(high - low <= 1 for low, high in zip(least, most, strict=True))
    if sum(held) <= places <= sum(caps):
        assert sum(least) <= places <= sum(most)


def test_reasons_name_what_to_change() -> None:
    def kinds(**more: object) -> list[str]:
        usual = {"values": [[1, 1], [1, 1], [1, 1]], "per_file": 2, "least": [0] * 3, "most": [2] * 3}
        return [one.kind for one in reasons(Problem(**(usual | more)))]

    assert kinds() == []
    assert kinds(values=[[], [], []]) == ["no_files"]
    assert kinds(values=[[1, CONFLICT], [1, CONFLICT], [1, 1]]) == ["few"]
    assert kinds(groups=["a", "a", "a"]) == ["organizations", "organizations"]
    assert kinds(most=[1, 1, 1]) == ["places"]
    assert kinds(least=[2, 2, 2]) == ["too_many"]
    crowded = reasons(Problem([[1, 1, 1], [CONFLICT] * 2 + [1], [CONFLICT] * 2 + [1]], 1, [0] * 3, [1, 2, 2]))
    assert [(one.kind, one.files, one.jurors) for one in crowded] == [("crowded", [0, 1], [0])]
    assert Counter(kinds(per_file=4))["few"] == 2
