"""The generated convention has the promised size and no clash."""

from collections import Counter, defaultdict
from datetime import date, time
from itertools import pairwise

import pytest

from demo import convention_plan

FIRST_DAY = date(2027, 4, 9)


@pytest.fixture(scope="module")
def plan() -> convention_plan.Plan:
    return convention_plan.make(FIRST_DAY)


def test_it_has_the_promised_size(plan):
    kinds = Counter(session.kind for session in plan.sessions)
    assert kinds == {"talk": 296, "keynote": 4, "workshop": 65}
    assert Counter(room["kind"] for room in plan.rooms) == {"stage": 7, "room": 10}
    assert len(plan.tracks) == 12
    assert len({speaker.slug for speaker in plan.speakers}) == 340
    assert {session.day for session in plan.sessions} == {1, 2}
    assert {session.language for session in plan.sessions} == {"de", "en"}


def test_the_same_seed_gives_the_same_plan(plan):
    assert convention_plan.make(FIRST_DAY) == plan
    assert convention_plan.make(FIRST_DAY, seed=7) != plan


def test_no_room_is_double(plan):
    by_room = defaultdict(list)
    for session in plan.sessions:
        by_room[session.slot.room].append((session.slot.starts_at, session.slot.ends_at))
    assert len(by_room) == 17
    for times in by_room.values():
        assert all(first[1] <= second[0] for first, second in pairwise(sorted(times)))


def test_no_person_is_double_and_everybody_speaks(plan):
    by_person = defaultdict(list)
    for session in plan.sessions:
        assert session.speakers
        for person in session.speakers:
            by_person[person].append((session.slot.starts_at, session.slot.ends_at))
    assert set(by_person) == set(range(340))
    for times in by_person.values():
        assert all(first[1] < second[0] for first, second in pairwise(sorted(times)))


def test_nothing_runs_during_lunch_and_coffee(plan):
    for pause_from, pause_until in ((time(12, 30), time(13, 30)), (time(15, 30), time(16, 0))):
        for session in plan.sessions:
            start, end = session.slot.starts_at.time(), session.slot.ends_at.time()
            assert end <= pause_from or start >= pause_until, session


def test_nothing_runs_against_a_keynote(plan):
    for keynote in (session for session in plan.sessions if session.kind == "keynote"):
        for other in plan.sessions:
            assert (
                other is keynote
                or other.slot.ends_at <= keynote.slot.starts_at
                or keynote.slot.ends_at <= other.slot.starts_at
            )


def test_titles_are_distinct_and_everything_says_that_it_is_fictional(plan):
    assert len({session.title[0] for session in plan.sessions}) == 365
    assert all(session.abstract[0].endswith("Fiktive Daten.") for session in plan.sessions)
    assert all(speaker.email.endswith(".example") for speaker in plan.speakers)


@pytest.mark.parametrize(
    ("today", "first_day"),
    [
        (date(2026, 11, 21), date(2027, 4, 9)),
        (date(2027, 3, 12), date(2027, 4, 9)),
        (date(2027, 3, 13), date(2028, 4, 14)),
    ],
)
def test_it_is_held_next_spring(today, first_day):
    assert convention_plan.next_spring(today) == first_day
