"""Arrays without an owner inside compiled code: then no call counts references, which both threads would fight over.

Almost half of the search's time went there. The caller's own arrays keep the memory alive meanwhile. Of what was left,
five sixths went into handing fifty arrays from function to function, so what the search does at each turn is `inlined`.
"""

from typing import Any

from llvmlite import ir
from numba import carray, njit, types
from numba.extending import intrinsic

from .arrays import Problem, State

inlined = njit(cache=True, nogil=True, forceinline=True)


@intrinsic
def _pointer(typing: Any, address: Any) -> Any:
    """A number as a pointer."""

    def code(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
        return builder.inttoptr(arguments[0], ir.IntType(8).as_pointer())

    return types.voidptr(address), code


@njit(cache=True, nogil=True)
def _bare(array: Any) -> Any:
    return carray(_pointer(array.ctypes.data), array.shape, array.dtype)  # type: ignore[call-arg]


@njit(cache=True, nogil=True)
def bare_problem(problem: Problem) -> Problem:
    """The same, without owners."""
    return Problem(
        problem.slots, problem.per_day, problem.longest,
        _bare(problem.length), _bare(problem.turn), _bare(problem.day_end),
        _bare(problem.may_start), _bare(problem.may_room), _bare(problem.start_at), _bare(problem.starts),
        _bare(problem.room_at), _bare(problem.rooms), _bare(problem.person_at), _bare(problem.persons),
        _bare(problem.visitor_at), _bare(problem.visitors), _bare(problem.wish_at), _bare(problem.wishes),
        _bare(problem.before_at), _bare(problem.before), _bare(problem.rule), _bare(problem.movable),
        _bare(problem.clash), _bare(problem.apart), _bare(problem.track), _bare(problem.published),
        _bare(problem.weight), _bare(problem.block),
    )  # fmt: skip


@njit(cache=True, nogil=True)
def bare_state(state: State) -> State:
    """The same, without owners."""
    return State(
        _bare(state.start), _bare(state.room), _bare(state.cell), _bare(state.crowd), _bare(state.busy),
        _bare(state.mask), _bare(state.lost), _bare(state.on_track), _bare(state.begun), _bare(state.load),
        _bare(state.mark), _bare(state.seen), _bare(state.moves), _bare(state.tries), _bare(state.best_start),
        _bare(state.best_room), _bare(state.tell), _bare(state.random),
    )  # fmt: skip
