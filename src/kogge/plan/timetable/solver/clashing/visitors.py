"""What a visitor cannot attend, wherever the sessions stand."""

import numpy as np

from ..convention.arrays import Problem, State
from ..convention.bare import inlined


@inlined
def missed(problem: Problem, state: State, visitor: int, ends: np.ndarray, starts: np.ndarray) -> int:
    """Wishes a visitor cannot attend: the largest clash-free subset is what ends first, again and again."""
    begin, end = problem.wish_at[visitor], problem.wish_at[visitor + 1]
    words = state.mask.shape[1]
    unplaced, crossed = 0, False
    if words == 1:
        taken = np.uint64(0)
        for at in range(begin, end):
            mask = state.mask[problem.wishes[at], 0]
            if mask == 0:
                unplaced += 1
            if mask & taken:
                crossed = True
                break
            taken |= mask
        if not crossed:
            return unplaced
    count, unplaced = 0, 0
    for at in range(begin, end):
        session = problem.wishes[at]
        start = state.start[session]
        if start < 0:
            unplaced += 1
            continue
        until, place = start + problem.length[session], count
        while place > 0 and ends[place - 1] > until:
            ends[place], starts[place] = ends[place - 1], starts[place - 1]
            place -= 1
        ends[place], starts[place] = until, start
        count += 1
    free, attended = 0, 0
    for place in range(count):
        if starts[place] >= free:
            attended += 1
            free = ends[place]
    return count - attended + unplaced
