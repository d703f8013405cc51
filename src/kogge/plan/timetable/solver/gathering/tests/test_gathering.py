"""Breaks of tracks: what counts as one, and that the search's steps add up to exactly what is counted from scratch."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kogge.plan.timetable.solver.convention import arrays, board, moving
from kogge.plan.timetable.solver.convention.instance import WEIGHTS, read
from kogge.plan.timetable.solver.convention.solving import solve
from kogge.plan.timetable.solver.convention.tests.checking import faults
from kogge.plan.timetable.solver.convention.tests.test_solving import convention, instances
from kogge.plan.timetable.solver.gathering.counting import Stay, stays, summary

SOME = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def breaks_by_hand(data, start, room):
    """The same by another way: walk through the days of every track, look at every session for each pair."""
    found, sessions, per_day = 0, data["sessions"], data["slots_per_day"]
    placed = [n for n in range(len(sessions)) if room[n] is not None and room[n] >= 0]
    for track in {one["track"] for one in sessions} - {-1}:
        for day in range(data["days"]):
            row = [n for n in placed if sessions[n]["track"] == track and start[n] // per_day == day]
            joined = 0
            for then in row:
                earlier = [n for n in row if start[n] < start[then]]
                last = [n for n in earlier if start[n] == max(start[one] for one in earlier)]
                if len(last) != 1 or any(n != then and start[n] == start[then] for n in row):
                    continue
                between = [
                    n for n in placed if room[n] == room[then] and start[last[0]] < start[n] < start[then]
                ]
                joined += room[last[0]] == room[then] and not between
            found += max(len(row) - 1, 0) - joined
    return found


def test_a_row_in_one_room_has_no_break_and_each_thing_that_tears_it_is_one():
    """Two of a track in a row, then one elsewhere, then something else between, then two at once."""
    tracks = [0, 0, 0, 1, 0, 1, 2, 2, -1]
    start = [0, 1, 2, 1, 3, 9, 4, 4, 0]
    room: list[int | None] = [0, 0, 1, 2, 1, 2, 0, 1, None]
    found = stays(tracks, 8, start, room)
    assert found == [Stay(0, 0, 4, 2, 1), Stay(1, 0, 1, 1, 0), Stay(1, 1, 1, 1, 0), Stay(2, 0, 2, 2, 1)]
    assert summary(found) == {"track_days": 4, "track_rooms": 6, "track_breaks": 2}
    assert stays([0, 1, 0], 8, [0, 1, 2], [0, 0, 0])[0].breaks == 1  # another track between
    assert stays([0, -1, 0], 8, [0, 1, 2], [0, 0, 0])[0].breaks == 1  # something without a track, too


@st.composite
def crowded(draw):
    """Full rooms and few tracks, so that sessions come between others all the time."""
    days, per_day, rooms = draw(st.integers(1, 2)), draw(st.integers(4, 8)), draw(st.integers(1, 3))
    count = draw(st.integers(days * rooms * per_day // 2, days * rooms * per_day))
    tracks = draw(st.lists(st.integers(-1, 2), min_size=count, max_size=count))
    sessions = [
        {"length": 1, "track": track, "starts": list(range(days * per_day)), "rooms": list(range(rooms))}
        for track in tracks
    ]
    return {
        "days": days, "slots_per_day": per_day, "rooms": [{}] * rooms, "sessions": sessions, "wishes": [],
        "turnaround": draw(st.integers(0, 1)),
    }  # fmt: skip


@pytest.mark.slow
@SOME
@given(st.one_of(instances(), crowded(), crowded()), st.integers(1, 2**20))
def test_moves_change_the_soft_value_by_exactly_what_counting_anew_finds(data, seed):
    """Property: over random moves, kept or taken back, the running sum is the value of the timetable as it stands."""
    data["weights"] = dict.fromkeys(WEIGHTS, 0) | {"track_breaks": 1, "wishes": 1}
    data["stability"] = 0
    problem = arrays.build(read(data))
    state = arrays.fresh(problem, seed)
    total = 0.0
    for number in range(len(data["sessions"])):
        for start, room in [
            (s, r) for s in data["sessions"][number]["starts"] for r in data["sessions"][number]["rooms"]
        ]:
            if board.fits(problem, state, number, start, room):
                total += board.lay(problem, state, number, start, room)
                break
    if not len(problem.movable):
        return
    for turn in range(120):
        count = moving.propose(problem, state)
        if count == 0 or not moving.people_free(problem, state, count):
            continue
        allowed, other = moving.apply(problem, state, count)
        if allowed and turn % 3 == 0:
            moving._restore(problem, state, count, count)
        elif allowed:
            total += other
        start, room = state.start.tolist(), state.room.tolist()
        counted = summary(
            stays([one["track"] for one in data["sessions"]], data["slots_per_day"], start, room)
        )
        assert total == counted["track_breaks"] == breaks_by_hand(data, start, room)
    for number in range(len(data["sessions"])):
        if state.start[number] >= 0:
            total -= board.lift(problem, state, number)
    assert total == 0 and not state.begun.any()


@pytest.mark.slow
def test_tracks_gather_as_far_as_they_are_worth_and_no_rule_breaks():
    """Forty sessions of four tracks, four rooms: with a weight each track stands nearly in one room, in a row."""
    counted = []
    for weight in (0, 0.05, 0.2, 5):
        data = convention() | {"weights": {"track_breaks": weight}}
        found = solve(read(data), 2, 1, turns=40_000)
        assert (found.placed, found.value) == (40, 240) and faults(data, found.start, found.room) == []
        counted.append(
            summary(stays([one["track"] for one in data["sessions"]], 12, found.start, found.room))
        )
    breaks = [one["track_breaks"] for one in counted]
    assert max(breaks[1:]) <= 4 < 30 < breaks[0]
