"""Files that lie: every lie gets one sentence with its place."""

from copy import deepcopy

import pytest

from kogge.plan.timetable.solver.convention.instance import Unreadable, read

GOOD = {
    "days": 2, "slots_per_day": 4, "rooms": [{"capacity": 10}, {"capacity": 5}], "wishes": [[0, 1]],
    "sessions": [
        {"length": 1, "track": 0, "persons": [1], "starts": [0, 1, 4], "rooms": [0, 1]},
        {"length": 2, "track": 0, "persons": [2], "starts": [0, 2, 4], "rooms": [0]},
    ],
}  # fmt: skip


def changed(path, value):
    data = deepcopy(GOOD)
    at = data
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return data


def test_a_good_file_is_read_as_it_is():
    instance = read(GOOD)
    assert (instance.slots, instance.wished, len(instance.rooms), instance.notes) == (8, 2, 2, ())
    assert instance.sessions[1].starts == (0, 2, 4)


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        (["sessions", 0, "length"], 0, "sessions[0], length: 0 is not between 1 and 8."),
        (["sessions", 0, "length"], True, "sessions[0], length: a whole number is expected, not True."),
        (["sessions", 0, "length"], "1", "sessions[0], length: a whole number is expected, not '1'."),
        (["sessions", 1, "starts"], [3], "its 2 slots then end after the day does"),
        (["sessions", 1, "starts"], [8], "sessions[1], starts: 8 is not between 0 and 7."),
        (["sessions", 1, "starts"], [0, 0], "sessions[1], starts: 0 is listed more than once."),
        (["sessions", 1, "rooms"], [7], "sessions[1], rooms: 7 is not between 0 and 1."),
        (["sessions", 1], [], "sessions[1]: an object in braces is expected here, not an empty list."),
        (["sessions"], [], "sessions: a list with at least one object is expected"),
        (["rooms"], None, "rooms: a list with at least one object is expected, not nothing."),
        (["days"], -1, "the file, days: -1 is not between 1 and 100."),
        (["slots_per_day"], 10**9, "slots_per_day: 1000000000 is not between 1 and 2000."),
        (["sessions", 0, "after"], [0], "sessions[0] (session 0): it cannot come after itself."),
        (["wishes", 0], "all", "wishes[0]: a list of whole numbers is expected, not 'all'."),
        (["weights"], {"wishes": float("nan")}, "weights, wishes: a number is expected, not nan."),
        (["sessions", 0, "fixed"], {"start": 99, "room": 0}, "fixed, start: 99 is not between 0 and 7."),
    ],
)  # fmt: skip
def test_a_lie_is_said_with_its_place(path, value, sentence):
    """PL-F3: zero-length sessions, slots past the day, rooms that are not there, numbers that are none."""
    with pytest.raises(Unreadable) as told:
        read(changed(path, value))
    assert sentence in str(told.value)


def test_all_lies_are_said_at_once_and_many_are_counted():
    data = deepcopy(GOOD)
    data["sessions"] = [deepcopy(GOOD["sessions"][0]) | {"length": 0} for _one in range(30)]
    with pytest.raises(Unreadable) as told:
        read(data)
    assert len(told.value.faults) == 21 and told.value.faults[-1] == "And 10 more."


def test_wishes_for_sessions_that_are_gone_are_left_out_and_counted():
    """Preferences for deleted sessions spoil nothing."""
    instance = read(changed(["wishes"], [[0, 9], [-1, 1, 1]]))
    assert instance.wishes == ((0,), (1,))
    assert instance.notes == ("2 wishes are for sessions that are not there; they were left out.",)


def test_two_sessions_fixed_in_one_room_at_one_time_contradict_each_other():
    data = deepcopy(GOOD)
    data["sessions"][0]["fixed"] = {"start": 1, "room": 0}
    data["sessions"][1]["fixed"] = {"start": 0, "room": 0}
    with pytest.raises(Unreadable, match="room 0 is already held by session 0, which is fixed too"):
        read(data)


def test_sessions_that_wait_for_each_other_are_named():
    data = deepcopy(GOOD)
    data["sessions"][0]["after"], data["sessions"][1]["after"] = [1], [0]
    with pytest.raises(Unreadable, match="in a circle: session 0, session 1"):
        read(data)


def test_an_unknown_key_is_no_fault_but_is_told():
    assert read(GOOD | {"strats": 1}).notes == ("the file: the key 'strats' is not known and was not read.",)
