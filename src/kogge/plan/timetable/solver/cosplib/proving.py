"""The same conference as a model for CP-SAT: it proves how good a timetable can be at most, and finds better ones.

Every simplification only makes the model cheaper than the real objective, never dearer, so that its bound holds:
submissions of one track in parallel rooms never clash here, rooms of single submissions are not modelled, and several
cells of a track in one session are one larger cell. Submissions that nothing tells apart are counted, not named.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from ortools.sat.python import cp_model

from kogge.plan.timetable.solver.cosplib.model import Instance, Solution

Term = Any  # a linear expression of CP-SAT


@dataclass
class Model:
    """The variables: which track stands in which cell, and how many of each kind of submission in which session."""

    instance: Instance
    cp: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    cells: dict[tuple[int, int, int], Any] = field(default_factory=dict)
    used: dict[tuple[int, int], Any] = field(default_factory=dict)
    kinds: list[list[int]] = field(default_factory=list)
    placed: dict[tuple[int, int], Any] = field(default_factory=dict)
    costs: list[Term] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.sessions, self.rooms = range(len(self.instance.sessions)), range(len(self.instance.rooms))
        self.kinds = list(_kinds(self.instance))
        self.kind_of = {index: kind for kind, members in enumerate(self.kinds) for index in members}
        self.of_track: dict[int, list[int]] = defaultdict(list)
        for kind, members in enumerate(self.kinds):
            self.of_track[self.instance.track_of[members[0]]].append(kind)
        self._submissions()
        self._tracks()
        self._neighbours()
        self._clashes()
        if self.instance.weight("submissions_order_weight"):
            self._order()
        self.cp.minimize(sum(self.costs))

    def _cost(self, weight: str, term: Term) -> None:
        if self.instance.weight(weight):
            self.costs.append(self.instance.weight(weight) * term)

    def _submissions(self) -> None:
        for kind, members in enumerate(self.kinds):
            first = members[0]
            length = self.instance.duration[first]
            for s in self.sessions:
                most = len(members) if length <= self.instance.slots[s] else 0
                self.placed[kind, s] = number = self.cp.new_int_var(0, most, "")
                self._cost(
                    "submissions_sessions_penalty_weight",
                    number * length * self.instance.submission_session[first][s],
                )
                self._cost(
                    "submissions_timezones_penalty_weight", number * length * self.instance.timezone[first][s]
                )
            self.cp.add(sum(self.placed[kind, s] for s in self.sessions) == len(members))

    def _tracks(self) -> None:
        for track, kinds in self.of_track.items():
            for s, r in product(self.sessions, self.rooms):
                self.cells[track, s, r] = cell = self.cp.new_bool_var("")
                self._cost("tracks_sessions_penalty_weight", cell * self.instance.track_session[track][s])
                self._cost("tracks_rooms_penalty_weight", cell * self.instance.track_room[track][r])
                self._cost("sessions_rooms_penalty_weight", cell * self.instance.session_room[s][r])
            for s in self.sessions:
                self._track_in_session(track, kinds, s)
            self._rooms_of(track)
            self._in_a_row(track)
        for s, r in product(self.sessions, self.rooms):
            self.cp.add_at_most_one(self.cells[track, s, r] for track in self.of_track)

    def _track_in_session(self, track: int, kinds: list[int], s: int) -> None:
        number = sum(self.cells[track, s, r] for r in self.rooms)
        self.used[track, s] = used = self.cp.new_bool_var("")
        self.cp.add(number >= used)
        for r in self.rooms:
            self.cp.add_implication(self.cells[track, s, r], used)
        there = [(self.placed[kind, s], self.kinds[kind]) for kind in kinds]
        for placed, members in there:
            self.cp.add(placed <= len(members) * used)
        self.cp.add(number <= sum(placed for placed, _ in there))
        lengths = sum(placed * self.instance.duration[members[0]] for placed, members in there)
        self.cp.add(lengths <= self.instance.slots[s] * number)
        self._cost("parallel_tracks_weight", number - used)

    def _rooms_of(self, track: int) -> None:
        if not self.instance.weight("num_rooms_per_track_weight"):
            return
        for r in self.rooms:
            room = self.cp.new_bool_var("")
            self._cost("num_rooms_per_track_weight", room)
            for s in self.sessions:
                self.cp.add_implication(self.cells[track, s, r], room)
        self._cost("num_rooms_per_track_weight", -1)

    def _in_a_row(self, track: int) -> None:
        if not self.instance.weight("consecutive_tracks_weight"):
            return
        broken = self.cp.new_bool_var("")
        self._cost("consecutive_tracks_weight", broken)
        starts = [self.used[track, 0]]
        for s in self.sessions[1:]:
            start = self.cp.new_bool_var("")
            self.cp.add(start >= self.used[track, s] - self.used[track, s - 1])
            starts.append(start)
        self.cp.add(sum(starts) <= 1 + len(self.sessions) * broken)

    def _neighbours(self) -> None:
        chairs = {frozenset(pair) for pair in self.instance.chairs}
        for a, b in ((a, b) for a in self.of_track for b in self.of_track if a < b):
            similar, led = self.instance.similar[a][b], frozenset((a, b)) in chairs
            if not (similar or led):
                continue
            for s in self.sessions:
                both = self.cp.new_bool_var("")
                self.cp.add(both >= self.used[a, s] + self.used[b, s] - 1)
                self._cost("similar_tracks_penalty_weight", both * similar)
                self._cost("chairs_conflicts_weight", both * led)

    def _clashes(self) -> None:
        for pairs, weight in (
            (self.instance.presenters, "presenters_conflicts_weight"),
            (self.instance.attendees, "attendees_conflicts_weight"),
        ):
            for a, b in pairs if self.instance.weight(weight) else ():
                if self.instance.track_of[a] == self.instance.track_of[b]:
                    continue
                clash = self.cp.new_bool_var("")
                for s in self.sessions:
                    self.cp.add(
                        clash >= self.placed[self.kind_of[a], s] + self.placed[self.kind_of[b], s] - 1
                    )
                self._cost(weight, clash)

    def _order(self) -> None:
        """Who must be third of a track cannot have three before it in earlier sessions."""
        for kind, members in enumerate(self.kinds):
            place = self.instance.order[members[0]]
            if not place:
                continue
            kinds = self.of_track[self.instance.track_of[members[0]]]
            size = sum(len(self.kinds[each]) for each in kinds)
            wrong = self.cp.new_bool_var("")
            self._cost("submissions_order_weight", wrong)
            for s in self.sessions:
                earlier = sum(self.placed[each, t] for each in kinds for t in self.sessions[:s])
                later = sum(self.placed[each, t] for each in kinds for t in self.sessions[s + 1 :])
                free = size * (1 - self.placed[kind, s] + wrong)
                self.cp.add(earlier <= place - 1 + free)
                self.cp.add(later <= max(0, size - place) + free)

    def hint(self, solution: Solution) -> None:
        """Start from this timetable."""
        self.cp.clear_hints()
        at = set(zip(self.instance.track_of, solution.session, solution.room, strict=True))
        for key, cell in self.cells.items():
            self.cp.add_hint(cell, key in at)
        pairs = {(track, s) for track, s, _ in at}
        for pair, used in self.used.items():
            self.cp.add_hint(used, pair in pairs)
        for (kind, s), number in self.placed.items():
            self.cp.add_hint(number, sum(solution.session[index] == s for index in self.kinds[kind]))


def _kinds(instance: Instance) -> Iterator[list[int]]:
    """Submissions of one track that no penalty, conflict or order tells apart."""
    named = {index for pairs in (instance.presenters, instance.attendees) for pair in pairs for index in pair}
    ordered = instance.weight("submissions_order_weight") > 0
    groups: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for index, track in enumerate(instance.track_of):
        own = index in named or (ordered and instance.order[index])
        key = (track, instance.duration[index], instance.submission_session[index], instance.timezone[index])
        groups[(*key, index if own else -1)].append(index)
    yield from groups.values()


def unfold(model: Model, value: Any) -> Solution:
    """A timetable from the variables' values. Parallel cells of a track may be overfull: the checker decides."""
    instance = model.instance
    count = len(instance.submissions)
    session, room, slot = [0] * count, [0] * count, [0] * count
    waiting = [list(members) for members in model.kinds]
    for track, kinds in model.of_track.items():
        before = 0
        for s in model.sessions:
            here = [waiting[kind].pop() for kind in kinds for _ in range(value(model.placed[kind, s]))]
            rooms = [r for r in model.rooms if value(model.cells[track, s, r])]
            for r, members in _fill(instance, _in_order(instance, here, before), rooms, s):
                start = 0
                for index in members:
                    session[index], room[index], slot[index] = s, r, start
                    start += instance.duration[index]
            before += len(here)
    return Solution(tuple(session), tuple(room), tuple(slot))


def _in_order(instance: Instance, members: list[int], before: int) -> list[int]:
    rest = [index for index in members if not instance.order[index]]
    for index in sorted((i for i in members if instance.order[i]), key=instance.order.__getitem__):
        rest.insert(max(0, instance.order[index] - 1 - before), index)
    return rest


def _fill(
    instance: Instance, members: list[int], rooms: list[int], s: int
) -> Iterator[tuple[int, list[int]]]:
    """The members over the rooms, longest first where there are several rooms."""
    if len(rooms) == 1:
        yield rooms[0], members
        return
    room_left = dict.fromkeys(rooms, instance.slots[s])
    inside: dict[int, list[int]] = defaultdict(list)
    for index in sorted(members, key=lambda index: -instance.duration[index]):
        fitting = [r for r in rooms if room_left[r] >= instance.duration[index]]
        r = fitting[0] if fitting else rooms[0]
        room_left[r] -= instance.duration[index]
        inside[r].append(index)
    yield from inside.items()
