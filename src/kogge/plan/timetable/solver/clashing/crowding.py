"""What a move costs in clashing wishes, looked up before it is made: most are so bad that nothing need be moved.

For each slot and session, `crowd` holds the wishes that session would share with all that runs beside it if it began
there. Keeping a move costs a few rows of additions; looking one up costs a few numbers.
"""

from numba import njit

from ..convention.arrays import Problem, State
from ..convention.bare import inlined


@inlined
def note(problem: Problem, state: State, session: int, start: int, sign: float) -> None:
    """Add or take away what a session means for all others that would begin before or during it."""
    for slot in range(max(start - problem.longest + 1, 0), start + problem.length[session]):
        least = start - slot
        for other in range(len(problem.length)):
            if problem.length[other] > least:
                state.crowd[slot, other] += sign * problem.clash[session, other]


@njit(cache=True, nogil=True)
def count_crowd(problem: Problem, state: State) -> None:
    """Count everything anew."""
    state.crowd[:] = 0
    for session in range(len(problem.length)):
        if state.start[session] >= 0:
            note(problem, state, session, state.start[session], 1.0)


@inlined
def follow(problem: Problem, state: State, count: int) -> None:
    """The move in `state.moves` is kept."""
    for place in range(count):
        session, before, start = state.moves[place, 0], state.moves[place, 1], state.moves[place, 3]
        if start != before:
            note(problem, state, session, before, -1.0)
            note(problem, state, session, start, 1.0)


@inlined
def _share(problem: Problem, one: int, start: int, other: int, begin: int) -> float:
    """What two sessions share when they begin in these slots."""
    if start < begin + problem.length[other] and begin < start + problem.length[one]:
        return float(problem.clash[one, other])
    return 0.0


@inlined
def more_clash(problem: Problem, state: State, count: int) -> float:
    """How many more wishes clash after the move in `state.moves`: exactly what laying and lifting would count."""
    more = 0.0
    for place in range(count):
        session, before, start = state.moves[place, 0], state.moves[place, 1], state.moves[place, 3]
        more += state.crowd[start, session] - state.crowd[before, session]
        for beside in range(count):
            other, left, right = state.moves[beside, 0], state.moves[beside, 1], state.moves[beside, 3]
            if other == session:
                continue
            more -= _share(problem, session, start, other, left)
            if beside < place:
                more += _share(problem, session, before, other, left)
                more += _share(problem, session, start, other, right)
    return more
