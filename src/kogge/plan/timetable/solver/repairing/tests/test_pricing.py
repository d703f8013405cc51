"""Repairs where tracks shall stay together: as few moves as ever, then the weighted value, counted by another way."""

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from kogge.plan.timetable.solver.convention.instance import Place, read
from kogge.plan.timetable.solver.convention.tests.checking import faults, served
from kogge.plan.timetable.solver.convention.tests.test_solving import convention, instances
from kogge.plan.timetable.solver.gathering.tests.test_gathering import SOME, breaks_by_hand, crowded
from kogge.plan.timetable.solver.repairing.replanning import repair

pytestmark = pytest.mark.slow
FEW = settings(SOME, max_examples=15, phases=(Phase.explicit, Phase.reuse, Phase.generate))


def worth(data, start, room):
    """What a timetable costs by the weights of wishes and tracks, every time from nothing."""
    sessions, weights, rooms = data["sessions"], data["weights"], {}
    for number, one in enumerate(sessions):
        if room[number] is not None and one["track"] >= 0:
            rooms.setdefault((one["track"], start[number] // data["slots_per_day"]), set()).add(room[number])
    return (
        -served(data, start, room)
        + weights["track_breaks"] * breaks_by_hand(data, start, room)
        + weights["track_rooms"] * sum(len(one) - 1 for one in rooms.values())
    )


@st.composite
def published(draw):
    """Small conventions with old places of which some hold no more, and a price for torn tracks."""
    data = draw(st.one_of(instances(), crowded()))
    slots, rooms = data["days"] * data["slots_per_day"], len(data["rooms"])
    places = st.fixed_dictionaries({"start": st.integers(0, slots - 1), "room": st.integers(0, rooms - 1)})
    for one in data["sessions"]:
        for key in ("keynote", "fixed"):  # their places are chosen elsewhere
            one.pop(key, None)
        one.setdefault("persons", [])
        if draw(st.integers(0, 3)):
            one["published"] = draw(places)
    price = draw(st.sampled_from([0.05, 1, 5]))
    return data | {"weights": {"track_breaks": price, "track_rooms": price}, "stability": 0}


@FEW
@given(published(), st.integers(1, 1000))
def test_tracks_never_cost_a_move_and_no_moved_session_could_stand_better(data, seed):
    """Property: moves and gaps are as few as without the choice; each moved session stands where it costs least."""
    instance = read(data)
    old = [one.published for one in instance.sessions]
    plain, found = repair(read(data | {"weights": {}}), old, 3.0, seed), repair(instance, old, 3.0, seed)
    assert faults(data, found.start, found.room) == []
    assert (found.forced, len(found.moved)) == (plain.forced, len(plain.moved))
    assert (found.room.count(None), found.proven) == (plain.room.count(None), plain.proven)
    here = worth(data, found.start, found.room)
    for number in [n for n in found.moved if found.room[n] is not None]:
        one = data["sessions"][number]
        for place in [(start, room) for start in one["starts"] for room in one["rooms"]]:
            start, room = found.start.copy(), found.room.copy()
            start[number], room[number] = place
            assert faults(data, start, room) or worth(data, start, room) >= here - 1e-6


def row(start, room, track, starts=None):
    """A published session of one slot; with `starts` it may no longer stand where it does."""
    return {
        "length": 1, "track": track, "persons": [], "starts": starts or [start], "rooms": [0, 1] if starts else [room],
        "published": {"start": start, "room": room},
    }  # fmt: skip


def test_a_talk_that_must_move_joins_its_track_and_without_the_choice_the_wishes_alone_decide():
    """PL-F1 with section 3: the morning is lost; beside its track a wish is lost, elsewhere none."""
    sessions = [row(0, 1, 7, [2, 5]), row(1, 0, 7), row(3, 0, 7), row(2, 1, 8), row(4, 1, 8)]
    data = {"days": 1, "slots_per_day": 6, "rooms": [{}, {}], "sessions": sessions, "wishes": [[0, 3]]}
    places = {}
    for price in (0, 0.05, 5):
        instance = read(data | {"weights": {"track_breaks": price, "track_rooms": price}})
        found = repair(instance, [one.published for one in instance.sessions], 2.0)
        assert (found.forced, found.moved, found.proven) == ((0,), (0,), True)
        places[price] = found.start[0], found.room[0]
    assert places[0][0] == places[0.05][0] == 5  # nobody loses a wish
    assert places[0.05][1] == 0  # in the room of its track, at the end of the row
    sessions[0]["starts"] = [2, 0]
    sessions[4] = row(0, 0, 8)
    sessions.append(row(3, 1, 8))
    sessions[0]["published"]["start"] = 5
    dear = read(data | {"weights": {"track_breaks": 5}})
    found = repair(dear, [one.published for one in dear.sessions], 2.0)
    assert (found.start[0], found.room[0], found.moved) == (
        2,
        0,
        (0,),
    )  # five wishes for a row without a break


def test_two_that_must_move_gather_again_where_neither_alone_would_go():
    """Their room is closed for good: only together they make a row, so the two are searched as a pair."""
    data = convention(6, 3, 4)
    data |= {"wishes": [], "weights": {"track_breaks": 1, "track_rooms": 1}}
    places = [(0, 0), (1, 0), (0, 1), (3, 1), (1, 2), (3, 2)]
    for number, one in enumerate(data["sessions"]):
        one |= {"track": 5 if number < 2 else 6 + number, "persons": [], "published": None}
    data["breaks"] = [{"start": 0, "length": 4, "room": 0}]
    found = repair(read(data), [Place(*one) for one in places], 5.0)
    assert (found.moved, found.proven) == ((0, 1), True)
    assert (sorted(found.start[:2]), found.room[:2]) == ([1, 2], [1, 1])
