"""What a move is said to cost before it is made is what laying and lifting would count."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kogge.plan.timetable.solver.clashing import crowding
from kogge.plan.timetable.solver.convention import arrays, board, filling, moving
from kogge.plan.timetable.solver.convention.instance import read
from kogge.plan.timetable.solver.convention.tests.test_solving import SOME, instances

pytestmark = pytest.mark.slow


def clashes(problem, state):
    """Of all pairs that run side by side, the wishes both have in common, counted from nothing but places."""
    ends = state.start + problem.length
    return sum(
        float(problem.clash[one, other])
        for one in range(len(ends))
        for other in range(one)
        if state.start[one] >= 0 <= state.start[other]
        and state.start[one] < ends[other]
        and state.start[other] < ends[one]
    )


@SOME
@given(instances(), st.integers(1, 2**20))
def test_clashes_looked_up_are_those_counted_anew(data, seed):
    """Property: over random moves, kept or taken back, and after what had no place was laid."""
    problem = arrays.build(read(data))
    state = arrays.fresh(problem, seed)
    filling.fill(problem, state, np.arange(len(problem.length), dtype=np.int32)[: seed % 9])
    for turn in range(60 if len(problem.movable) else 0):
        count = moving.propose(problem, state)
        if count == 0 or not moving.people_free(problem, state, count):
            continue
        before, more = clashes(problem, state), crowding.more_clash(problem, state, count)
        allowed, _other = moving.apply(problem, state, count)
        if allowed:
            assert clashes(problem, state) == before + more
            if turn % 3:
                crowding.follow(problem, state, count)
            else:
                moving._restore(problem, state, count, count)
        if turn == 30:
            filling.fill(problem, state, np.flatnonzero(state.start < 0).astype(np.int32))
    followed = state.crowd.copy()
    crowding.count_crowd(problem, state)
    assert (followed == state.crowd).all()
    for session in np.flatnonzero(state.start >= 0):
        start = int(state.start[session])
        assert board.beside(problem, state, session, start)[0] == state.crowd[start, session]
