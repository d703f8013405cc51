"""Why no assignment is possible, so that a sentence can name what to change. Standard library only."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from .problem import CONFLICT, Problem

FINAL = frozenset({"no_files", "few", "organizations"})
"""What wider loads do not help against."""


@dataclass(frozen=True)
class Reason:
    """One thing in the way: its kind, the files or jurors it is about, and two numbers its sentence names."""

    kind: str
    files: list[int] = field(default_factory=list)
    jurors: list[int] = field(default_factory=list)
    have: int = 0
    need: int = 0


def reasons(problem: Problem) -> list[Reason]:
    """What stands in the way, the plainest first; empty when nothing was found that speaks against it."""
    return list(_of_files(problem)) or list(_of_loads(problem)) or list(_of_the_whole(problem))


def _of_files(problem: Problem) -> Iterator[Reason]:
    """Files for which too few jurors are left at all."""
    if not problem.files:
        yield Reason("no_files")
        return
    needs, fixed = problem.needs(), set(problem.fixed)
    names = problem.groups or [""] * problem.jurors
    for file, need in enumerate(needs):
        free = [
            juror
            for juror in range(problem.jurors)
            if problem.values[juror][file] != CONFLICT and (juror, file) not in fixed and problem.most[juror]
        ]
        if len(free) < need:
            yield Reason("few", [file], have=len(free), need=need)
            continue
        taken = {names[juror] for juror, other in fixed if other == file}
        several = {names[juror] or f"\0{juror}" for juror in free} - taken
        if len(several) < need:
            yield Reason("organizations", [file], have=len(several), need=need)


def _of_loads(problem: Problem) -> Iterator[Reason]:
    """More places are needed than jurors may take, or jurors must take more than there is."""
    wanted = sum(problem.needs()) + len(problem.fixed)
    if (places := sum(problem.most)) < wanted:
        yield Reason("places", have=places, need=wanted)
    elif (least := sum(problem.least)) > wanted:
        yield Reason("too_many", have=least, need=wanted)


def _of_the_whole(problem: Problem) -> Iterator[Reason]:
    """Files that compete for the same few jurors (Hall 1935): found where the largest flow leaves places empty."""
    room, reads = _room(problem), [set[int]() for _file in range(problem.files)]
    needs = problem.needs()
    for file, need in enumerate(needs):
        for _place in range(need):
            reached = _augment(problem, file, room, reads)
            if reached:
                files, jurors = reached
                yield Reason(
                    "crowded", sorted(files), sorted(jurors), have=sum(map(len, reads)), need=sum(needs)
                )
                return


def _room(problem: Problem) -> list[int]:
    room = list(problem.most)
    for juror, _file in problem.fixed:
        room[juror] -= 1
    return room


def _augment(
    problem: Problem, start: int, room: list[int], reads: list[set[int]]
) -> tuple[set[int], set[int]] | None:
    """Give the file `start` one more juror, moving others where needed; else the files and jurors that compete."""
    asked_by: dict[int, int] = {}
    frees: dict[int, int] = {start: -1}
    queue, fixed = deque([start]), set(problem.fixed)
    while queue:
        here = queue.popleft()
        for juror in range(problem.jurors):
            taken = juror in reads[here] or (juror, here) in fixed
            if juror in asked_by or taken or problem.values[juror][here] == CONFLICT:
                continue
            asked_by[juror] = here
            if room[juror] > 0:
                room[juror] -= 1
                _hand_on(juror, asked_by, frees, reads)
                return None
            for other in (other for other, readers in enumerate(reads) if juror in readers):
                if other not in frees:
                    frees[other] = juror
                    queue.append(other)
    return set(frees), set(asked_by)


def _hand_on(juror: int, asked_by: dict[int, int], frees: dict[int, int], reads: list[set[int]]) -> None:
    """Each file on the way that was found takes one juror and lets the next one go."""
    while juror >= 0:
        file = asked_by[juror]
        reads[file].add(juror)
        juror = frees[file]
        reads[file].discard(juror)
