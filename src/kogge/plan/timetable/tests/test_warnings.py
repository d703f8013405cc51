"""What speaks against a place: each kind by example, and all kinds against a plain second reading (PL-07)."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kogge.plan.timetable import words
from kogge.plan.timetable.models import FEATURES
from kogge.plan.timetable.warnings import HARD, Break, Draft, Hall, Item, Order, everywhere, of

HALL, LOFT = Hall(1, 80, frozenset({"projector"}), 10), Hall(2, 20)
ROBOTS = Item(1, 30, frozenset({7}), track=1, room=1, start=600)
BEES = Item(2, 30, frozenset({7, 8}), track=1, expected=50, features=frozenset({"projector"}))


def draft(*items, **values):
    return Draft({one.key: one for one in items}, {1: HALL, 2: LOFT}, days=((480, 1080),), **values)


def kinds(found):
    return [one.kind for one in found]


@pytest.mark.parametrize(
    ("room", "start", "expected"),
    [
        (1, 700, []),
        (1, 460, ["outside"]),
        (1, 1060, ["outside"]),
        (1, 615, ["room", "person"]),
        (2, 615, ["person", "track", "small", "feature"]),
        (1, 635, ["turnaround"]),
        (1, 640, []),
        (1, 565, ["turnaround"]),
        (None, 615, ["person", "track"]),
    ],
)
def test_each_place_has_its_warnings(room, start, expected):
    assert kinds(of(draft(ROBOTS, BEES), 2, room, start)) == expected


def test_somebody_who_is_away_is_named():
    now = draft(BEES, present={8: ((480, 600),)})
    assert [(one.kind, one.facts["person"]) for one in of(now, 2, 1, 590)] == [("away", 8)]
    assert of(now, 2, 1, 570) == []


def test_breaks_count_in_their_room_or_in_all():
    now = draft(BEES, breaks=(Break(720, 780, None, "Lunch"), Break(900, 930, 2, "Cleaning")))
    assert kinds(of(now, 2, 1, 700)) == ["pause"]
    assert kinds(of(now, 2, 1, 905)) == []


def test_an_order_asks_for_time_between_and_the_same_room():
    now = draft(ROBOTS, replace(BEES, people=frozenset()), orders=(Order(1, 2, 30, same_room=True),))
    assert kinds(of(now, 2, 1, 650)) == ["after"]
    assert kinds(of(now, 2, 2, 660)) == ["small", "feature", "same_room"]
    placed = draft(ROBOTS, replace(BEES, people=frozenset(), room=1, start=660), orders=(Order(1, 2, 30),))
    assert kinds(of(placed, 1, 1, 605)) == ["before"]


def test_a_keynote_stands_alone():
    now = draft(replace(ROBOTS, keynote=True), replace(BEES, people=frozenset()))
    assert "keynote" in kinds(of(now, 2, 2, 610))
    assert "track" not in kinds(of(now, 2, 2, 610))


def test_every_kind_has_a_sentence_and_every_feature_a_name():
    facts = dict.fromkeys(
        ("person", "other", "until", "pause", "needed", "expected", "seats", "feature", "gap"), "x"
    )
    assert set(HARD) <= set(words.SENTENCES)
    assert all("%" not in str(text) % facts for text in words.SENTENCES.values())
    assert all(FEATURES.values())


ITEMS = st.lists(
    st.tuples(
        st.integers(1, 12), st.frozensets(st.integers(0, 3), max_size=2), st.one_of(st.none(), st.integers(0, 2)),
        st.one_of(st.none(), st.integers(1, 2)), st.integers(0, 40),
    ),
    min_size=2, max_size=8,
)  # fmt: skip


@settings(deadline=None)
@given(rows=ITEMS)
def test_hard_warnings_are_exactly_what_the_database_would_refuse(rows):
    items = [
        Item(key, 5 * length, people, track, room=room, start=480 + 5 * slot)
        for key, (length, people, track, room, slot) in enumerate(rows)
    ]
    now = Draft({one.key: one for one in items}, {1: HALL, 2: LOFT})
    found = everywhere(now)
    for one in items:
        cells = {
            (kind, thing, minute)
            for other in items
            if other is not one
            for kind, thing, minute in held(other)
        }
        is_double = any(cell in cells for cell in held(one))
        assert is_double == any(warning.hard for warning in found.get(one.key, []))


def held(item):
    minutes = range(item.start, item.start + item.minutes)
    things = [("person", person) for person in item.people] + ([("room", item.room)] if item.room else [])
    return [(kind, thing, minute) for kind, thing in things for minute in minutes]
