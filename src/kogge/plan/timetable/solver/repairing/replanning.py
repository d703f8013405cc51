"""Repairs a published timetable with as few moves as possible, and says whether fewer are impossible.

Everything that still holds stays; only what was hit is free. Is that infeasible, the sessions that stand in the way
are freed too, 25 at a time. CP-SAT decides: the fewest moves first, then the fewest clashing wishes, or, where tracks
shall stay together, what costs least by all weights (pricing.py). Proven: the moves equal what any repair must move, or
one more after the smaller number was shown to be impossible.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from ortools.sat.python import cp_model

from ..convention.instance import Instance, Place, allowed_rooms
from ..convention.keynotes import starts_around_keynotes
from .pricing import FINE, Weighted, losses, warm
from .reasons import Reason, explain

WIDER = 25
_MOVE, _UNPLACED = 10_000, 10_000_000

Cell = tuple[str, int, int]


@dataclass(frozen=True)
class Repair:
    """The repaired timetable, what had to move, what moved, and whether fewer moves are impossible."""

    start: list[int]
    room: list[int | None]
    forced: tuple[int, ...]
    moved: tuple[int, ...]
    least: int
    proven: bool
    seconds: float
    reasons: tuple[Reason, ...]


def repair(
    instance: Instance, current: Sequence[Place | None], seconds: float = 5.0, seed: int = 1
) -> Repair:
    """The timetable nearest to `current` that keeps all rules of the instance as it is now."""
    if instance.weights["track_breaks"]:
        warm()
    began = time.monotonic()
    mender = _Mender(instance, current)
    free, best = set(mender.hit), None
    least = len(mender.forced) + mender.matching()
    while (left := 0.85 * seconds - (time.monotonic() - began)) > 0.1 or best is None:
        found = mender.solve(free, max(left, 0.5), seed)
        if found is not None:
            best = found if best is None or found.badness < best.badness else best
            if found.unplaced and found.closed and free == mender.hit:
                least = max(least, len(mender.forced) + 1)
            if not best.unplaced and mender.moves(best) <= least:
                break
        wider = mender.widen(free)
        if wider == free or (found is None and left <= 0.1):
            break
        free = wider
    if best and mender.weighted:
        mender.settle(best, seed, began + seconds)
    return mender.result(best, least, time.monotonic() - began)


@dataclass(frozen=True)
class _Found:
    """One answer of CP-SAT."""

    places: dict[int, Place | None]
    badness: int
    unplaced: int
    closed: bool


class _Mender:
    """Knows what holds what, and asks CP-SAT about a set of free sessions."""

    def __init__(self, instance: Instance, current: Sequence[Place | None]) -> None:
        self.instance, self.current = instance, list(current)
        self.starts = starts_around_keynotes(instance)
        self.rooms = [set(allowed_rooms(instance, number)) for number in range(len(instance.sessions))]
        self.closed = {
            ("room", pause.room, slot)
            for pause in instance.breaks
            if pause.room is not None
            for slot in range(pause.start, pause.start + pause.length)
        }
        count = range(len(instance.sessions))
        self.forced = {number for number in count if not self._may(number, self.current[number])}
        self.hit = self.forced | self._colliding()
        self.wanted: dict[int, list[int]] = defaultdict(list)
        for visitor, wishes in enumerate(instance.wishes):
            for wish in wishes:
                self.wanted[wish].append(visitor)
        self.weighted = Weighted(instance, self.starts) if instance.weights["track_breaks"] else None
        self.unit = FINE if self.weighted else 1

    def cells(self, number: int, place: Place) -> list[Cell]:
        """What a session holds where it stands: its room with the change-over, and its people."""
        one, per_day = self.instance.sessions[number], self.instance.per_day
        day_end = (place.start // per_day + 1) * per_day
        held = min(place.start + one.length + self.instance.rooms[place.room].turnaround, day_end)
        slots = range(place.start, place.start + one.length)
        return [("room", place.room, slot) for slot in range(place.start, held)] + [
            ("person", person, slot) for person in one.persons for slot in slots
        ]

    def _may(self, number: int, place: Place | None) -> bool:
        if place is None or place.room not in self.rooms[number] or place.start not in self.starts[number]:
            return False
        return self.closed.isdisjoint(self.cells(number, place))

    def _colliding(self) -> set[int]:
        """Sessions that may stand where they do, but not together: both sides are free."""
        holders: dict[Cell, set[int]] = defaultdict(set)
        for number, place in enumerate(self.current):
            if place is not None and number not in self.forced:
                for cell in self.cells(number, place):
                    holders[cell].add(number)
        both = {number for held in holders.values() if len(held) > 1 for number in held}
        for then, one in enumerate(self.instance.sessions):
            for first in one.after:
                pair = (self.current[first], self.current[then])
                if pair[0] and pair[1] and not self._ordered(first, then, pair[0], pair[1]):
                    both |= {first, then}
        return both - self.forced - {n for n in both if self.instance.sessions[n].fixed}

    def _ordered(self, first: int, then: int, one: Place, other: Place) -> bool:
        sessions = self.instance.sessions
        if sessions[then].same_room and one.room != other.room:
            return False
        return other.start >= one.start + sessions[first].length + sessions[then].gap

    def widen(self, free: set[int]) -> set[int]:
        """The 25 sessions that stand alone in the way of most places of what was hit."""
        holder = {
            cell: number
            for number, place in enumerate(self.current)
            if place is not None and number not in free
            for cell in self.cells(number, place)
        }
        alone: Counter[int] = Counter()
        for number in self.hit:
            places = [Place(s, r) for s in self.starts[number] for r in sorted(self.rooms[number])]
            for place in places:
                way = {holder[cell] for cell in self.cells(number, place) if cell in holder}
                if len(way) == 1:
                    alone[way.pop()] += 1000 // len(places) + 1
        may = [n for n in range(len(self.current)) if n not in free and not self.instance.sessions[n].fixed]
        order = sorted(may, key=lambda n: (-alone[n], len(self.wanted[n]), n))
        return free | set(order[:WIDER])

    def solve(self, free: set[int], seconds: float, seed: int) -> _Found | None:
        """The cheapest places of the free sessions while all others stay."""
        model = cp_model.CpModel()
        taken = {
            cell for number, place in enumerate(self.current)
            if place is not None and number not in free for cell in self.cells(number, place)
        } | self.closed  # fmt: skip
        price = (
            self.weighted.prices(self.current, free)
            if self.weighted
            else losses(self.instance, self.current, free, self.wanted)
        )
        choice: dict[int, dict[Place, cp_model.IntVar]] = {}
        users: dict[Cell, list[cp_model.IntVar]] = defaultdict(list)
        cost: list[cp_model.LinearExprT] = []
        for number in sorted(free):
            choice[number], move = {}, 0 if number in self.forced else _MOVE * self.unit
            for place in (Place(s, r) for s in self.starts[number] for r in sorted(self.rooms[number])):
                cells = self.cells(number, place)
                if not taken.isdisjoint(cells):
                    continue
                chosen = choice[number][place] = model.new_bool_var("")
                for cell in cells:
                    users[cell].append(chosen)
                moved = 0 if place == self.current[number] else move
                cost.append((moved + price(number, place)) * chosen)
            out = model.new_bool_var("")
            model.add_exactly_one([*choice[number].values(), out])
            cost.append((_UNPLACED * self.unit + move) * out)
            for place, chosen in choice[number].items():
                model.add_hint(chosen, place == self.current[number])
        for both in users.values():
            model.add_at_most_one(both)
        self._order(model, choice)
        model.minimize(sum(cost))
        return self._answer(model, choice, seconds, seed)

    def _answer(
        self,
        model: cp_model.CpModel,
        choice: dict[int, dict[Place, cp_model.IntVar]],
        seconds: float,
        seed: int,
    ) -> _Found | None:
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.num_workers, solver.parameters.random_seed = 8, seed
        status = solver.solve(model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        places = {
            number: next((place for place, chosen in options.items() if solver.boolean_value(chosen)), None)
            for number, options in choice.items()
        }
        unplaced = sum(place is None for place in places.values())
        closed = unplaced > 0 and solver.best_objective_bound > 0.5 * _UNPLACED * self.unit
        return _Found(places, int(solver.objective_value), unplaced, closed)

    def _order(self, model: cp_model.CpModel, choice: dict[int, dict[Place, cp_model.IntVar]]) -> None:
        """Forbid what breaks order and spacing: places of free sessions against free and standing ones."""
        for then, one in enumerate(self.instance.sessions):
            for first in one.after:
                if first not in choice and then not in choice:
                    continue
                for early, a in self._options(first, choice):
                    for late, b in self._options(then, choice):
                        if not self._ordered(first, then, early, late):
                            model.add_bool_or([x.negated() for x in (a, b) if x is not None])

    def _options(
        self, number: int, choice: dict[int, dict[Place, cp_model.IntVar]]
    ) -> list[tuple[Place, cp_model.IntVar | None]]:
        if number in choice:
            return list(choice[number].items())
        place = self.current[number]
        return [(place, None)] if place is not None else []

    def moves(self, found: _Found) -> int:
        """How many sessions an answer moves."""
        changed = {number for number, place in found.places.items() if place != self.current[number]}
        return len(changed | self.forced)

    def settle(self, found: _Found, seed: int, until: float) -> None:
        """Put what moves anyway where all weights together cost least; what stays, stays."""
        places = [found.places.get(n, place) for n, place in enumerate(self.current)]
        moved = [n for n, place in found.places.items() if place is not None and place != self.current[n]]
        if self.weighted and moved:
            found.places.update(
                (n, p) for n, p in enumerate(self.weighted.settled(places, moved, seed, until)) if n in moved
            )

    def result(self, best: _Found | None, least: int, seconds: float) -> Repair:
        """The timetable with what changed, and what is known about fewer changes."""
        places = list(self.current)
        for number in self.hit:
            places[number] = None
        for number, place in (best.places if best else {}).items():
            places[number] = place
        moved = tuple(n for n, place in enumerate(places) if place != self.current[n] or n in self.forced)
        start = [place.start if place else -1 for place in places]
        room = [place.room if place else None for place in places]
        proven = best is not None and len(moved) <= least and None not in places
        reasons = explain(self.instance, start, room)
        return Repair(start, room, tuple(sorted(self.forced)), moved, least, proven, seconds, reasons)

    def matching(self) -> int:
        """Pairs that collide and share no session: of each pair one must move."""
        used: set[int] = set()
        for one, other in combinations(sorted(self.hit - self.forced), 2):
            a, b = self.current[one], self.current[other]
            if a and b and not {one, other} & used and set(self.cells(one, a)) & set(self.cells(other, b)):
                used |= {one, other}
        return len(used) // 2
