"""The solver: what it returns passes a judge that shares nothing with it, whatever it is given."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kogge.plan.timetable.solver.convention.instance import Place, read
from kogge.plan.timetable.solver.convention.solving import solve
from kogge.plan.timetable.solver.repairing.replanning import repair
from kogge.plan.timetable.solver.repairing.words import sentences

from .checking import faults, served

pytestmark = pytest.mark.slow
SOME = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@st.composite
def instances(draw):
    """Small conventions with everything that limits a session; many of them impossible."""
    days, per_day, rooms = draw(st.integers(1, 2)), draw(st.integers(3, 7)), draw(st.integers(1, 3))
    count = draw(st.integers(1, 9))
    sessions = []
    for number in range(count):
        length = draw(st.integers(1, min(3, per_day)))
        possible = [s for s in range(days * per_day) if s % per_day + length <= per_day]
        one = {
            "length": length, "track": draw(st.integers(-1, 2)), "big": draw(st.booleans()),
            "persons": draw(st.lists(st.integers(0, 5), max_size=2, unique=True)),
            "starts": draw(st.lists(st.sampled_from(possible), unique=True)),
            "rooms": draw(st.lists(st.integers(0, rooms - 1), unique=True)),
        }  # fmt: skip
        if number and draw(st.integers(0, 4)) == 0:
            one |= {"after": [draw(st.integers(0, number - 1))], "gap": draw(st.integers(0, 1))}
            one["same_room"] = draw(st.booleans())
        if draw(st.integers(0, 9)) == 0:
            one["keynote"] = True
        if draw(st.booleans()):
            one["published"] = {
                "start": draw(st.sampled_from(possible)),
                "room": draw(st.integers(0, rooms - 1)),
            }
        sessions.append(one)
    if draw(st.booleans()):
        sessions[0]["fixed"] = {"start": draw(st.integers(0, per_day - sessions[0]["length"])), "room": 0}
    breaks = [
        {
            "start": draw(st.integers(0, days * per_day - 1)),
            "length": 1,
            "room": draw(st.sampled_from([0, None])),
        }
    ]
    wishes = draw(st.lists(st.lists(st.integers(0, count - 1), max_size=4, unique=True), max_size=12))
    own = st.sampled_from([{}, {"turnaround": 0}, {"turnaround": 2}])  # some rooms need longer than others
    turns = draw(st.lists(own, min_size=rooms, max_size=rooms))
    weights = draw(
        st.sampled_from(
            [{}, {"track_rooms": 1, "track_breaks": 1, "track_parallel": 2, "even_rooms": 1, "compact": 1}]
        )
    )
    return {
        "days": days, "slots_per_day": per_day,
        "rooms": [{"capacity": 9, **turn} for turn in turns], "sessions": sessions,
        "wishes": wishes, "breaks": breaks, "turnaround": draw(st.integers(0, 1)),
        "weights": weights | ({"changes": 1, "big_parallel": 3} if weights else {}),
        "stability": draw(st.integers(0, 2)),
    }  # fmt: skip


@SOME
@given(instances(), st.integers(1, 1000))
def test_every_timetable_passes_an_independent_judge_and_its_value_is_true(data, seed):
    """Property: no rule broken, the value is what the judge counts, the bound above it, all gaps explained."""
    instance = read(data)
    found = solve(instance, 1, seed, turns=400, threads=1)
    assert faults(data, found.start, found.room) == []
    if instance.wished:
        assert found.value == served(data, found.start, found.room) <= found.bound
    else:
        assert found.value == found.placed <= found.bound
    unplaced = {number for number, room in enumerate(found.room) if room is None}
    assert {reason.session for reason in found.reasons} - {-1} == unplaced
    assert all(sentences(instance, found.reasons))


@SOME
@given(instances(), st.integers(1, 1000))
def test_every_repair_passes_the_judge_and_moves_what_it_must(data, seed):
    """Property: from any old places, a repair breaks no rule and moves nothing that it does not name."""
    instance = read(data)
    old = [one.fixed or one.published for one in instance.sessions]
    found = repair(instance, old, 2.0, seed)
    assert faults(data, found.start, found.room) == []
    for number, place in enumerate(old):
        stays = place is not None and (found.start[number], found.room[number]) == (place.start, place.room)
        assert stays or number in found.moved
    assert set(found.forced) <= set(found.moved)


def test_the_same_seed_and_turns_give_the_same_timetable():
    data = convention()
    runs = [solve(read(data), 1, 7, turns=3_000) for _time in range(2)]
    assert (runs[0].start, runs[0].room, runs[0].value) == (runs[1].start, runs[1].room, runs[1].value)


def convention(sessions=40, rooms=4, slots=12):
    """A full convention of one day: every second session has two people, visitors wish neighbours."""
    rows = [
        {
            "length": 1, "track": n % 4, "persons": [n // 2, 100 + n % 7], "starts": list(range(slots)),
            "rooms": list(range(rooms)),
        }
        for n in range(sessions)
    ]  # fmt: skip
    wishes = [[(v * 3 + k * 5) % sessions for k in range(4)] for v in range(60)]
    return {
        "days": 1,
        "slots_per_day": slots,
        "rooms": [{"capacity": 9}] * rooms,
        "sessions": rows,
        "wishes": wishes,
    }


def test_it_serves_all_wishes_where_that_is_possible_and_says_that_more_is_not():
    found = solve(read(convention()), 2, 1, turns=40_000)
    assert (found.placed, found.value, found.bound) == (40, 240, 240)


def test_it_can_be_stopped_and_keeps_what_it_has():
    told = []
    found = solve(read(convention()), 60, 1, told.append, lambda: bool(told))
    assert found.seconds < 20 and found.placed == 40
    assert told[0].placed == 40


def test_published_sessions_move_only_when_that_is_worth_its_price():
    """The price of stability: at a high one nothing moves, at none the wishes decide."""
    data = convention(8, 2, 8)
    for n, one in enumerate(data["sessions"]):
        one["published"] = {"start": n // 2, "room": n % 2}
        one["persons"] = [n]
    dear = solve(read(data | {"stability": 1000}), 1, 1, turns=20_000)
    free = solve(read(data | {"stability": 0}), 1, 1, turns=20_000)
    assert dear.start == [n // 2 for n in range(8)] and dear.value < free.value == 240


def test_a_room_too_few_and_a_speaker_without_time_are_said_in_words():
    """PL-F3: the rest is placed, and each gap has its sentence."""
    data = convention(13, 1, 12)
    for one in data["sessions"]:
        one["persons"] = []
    data["sessions"][5] |= {"starts": [], "persons": [3]}
    data["person_names"] = {"3": "Ada Beispiel"}
    data["sessions"].append(dict(data["sessions"][0]))
    found = solve(read(data), 1, 1, turns=5_000)
    told = sentences(read(data), found.reasons)
    assert found.placed == 12
    assert "13 sessions need 13 slots in room 0, but there are only 12." in told
    assert "“session 5” has no place: it has no allowed start at which Ada Beispiel could begin." in told


def test_what_stands_in_the_way_is_named_with_the_way_out():
    """Both times of the moderator are taken: the sentence names them and what could move."""
    rows = [
        {"length": 1, "track": 0, "persons": [1], "starts": [0], "rooms": [0], "name": "Opening"},
        {"length": 1, "track": 0, "persons": [1], "starts": [1, 2], "rooms": [0], "name": "Panel"},
        {"length": 1, "track": 0, "persons": [1], "starts": [0, 1], "rooms": [1], "name": "Talk"},
    ]
    data = {"days": 1, "slots_per_day": 3, "rooms": [{}, {}], "sessions": rows, "wishes": []}
    assert solve(read(data), 1, 1, turns=2_000).placed == 3
    rows[1]["starts"] = [1]
    *_general, told = sentences(
        read(data | {"person_names": {"1": "Ada Beispiel"}}), solve(read(data), 1, 1, turns=2_000).reasons
    )
    assert "Ada Beispiel or others are held by" in told and "Move “" in told


def test_keynotes_stand_alone_and_order_is_kept():
    data = convention(10, 3, 8)
    data["sessions"][0] |= {"keynote": True, "starts": [3, 4]}
    data["sessions"][9] |= {"after": [1], "gap": 2, "same_room": True}
    found = solve(read(data), 1, 1, turns=10_000)
    assert found.placed == 10 and faults(data, found.start, found.room) == []


def test_a_repair_moves_only_what_was_hit_and_proves_it():
    """PL-F1: one speaker loses the morning; one session moves, and none would be too few."""
    data = convention(12, 2, 8)
    first = solve(read(data), 1, 1, turns=10_000)
    old = [Place(start, room) for start, room in zip(first.start, first.room, strict=True)]
    data["sessions"][0]["starts"] = [s for s in range(8) if s != old[0].start]
    found = repair(read(data), old)
    assert (found.forced, found.moved, found.proven) == ((0,), (0,), True)
    assert faults(data, found.start, found.room) == []


def test_five_thousand_sessions_have_a_full_timetable():
    """Section 5: no limit of memory or time breaks; everything is placed."""
    data = convention(5_000, 60, 100)
    for n, one in enumerate(data["sessions"]):
        one["persons"] = [n // 2, 10_000 + n % 90]
        one["rooms"] = [(n * 7 + k) % 60 for k in range(4)]
        one["starts"] = list(range(n % 50, n % 50 + 50))
    found = solve(read(data), 5, 1)
    assert found.placed == 5_000 and found.seconds < 60


def test_a_room_that_needs_long_between_two_sessions_does_not_slow_the_others():
    """One stage is rebuilt for most of the day; in the other room one session follows the next."""
    data = convention(sessions=7, rooms=2, slots=6)
    data["rooms"] = [{"capacity": 9, "turnaround": 5}, {"capacity": 9}]
    found = solve(read(data), 2, 1, turns=2_000)
    assert (found.placed, found.room.count(0), faults(data, found.start, found.room)) == (7, 1, [])


def test_what_is_published_stays_where_moving_it_is_dear():
    """One thread begins from the published timetable: with a high price only what has to move does."""
    data = convention()
    public = solve(read(data), 2, 1, turns=40_000)
    for number, one in enumerate(data["sessions"]):
        one["published"] = {"start": public.start[number], "room": public.room[number]}
    data["stability"] = 50
    again = solve(read(data), 2, 2, turns=5_000)
    assert (again.start, again.room) == (public.start, public.room)
    data["sessions"][0]["starts"].remove(public.start[0])
    repaired = solve(read(data), 2, 3, turns=20_000)
    assert repaired.placed == 40 and repaired.start[0] != public.start[0]
    moved = [
        n for n in range(40) if (repaired.start[n], repaired.room[n]) != (public.start[n], public.room[n])
    ]
    assert len(moved) <= 2
