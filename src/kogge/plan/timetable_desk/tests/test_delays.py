"""A delay moves what follows on the stage, breaks absorb it, and nothing ever begins earlier (peers D8)."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kogge.plan.timetable_desk.delays import Shift, Slot, shifts

MORNING = [Slot(1, 600, 30), Slot(2, 635, 30), Slot(3, 670, 20), Slot(4, 780, 45)]


def test_what_follows_moves_and_a_break_absorbs_the_rest():
    assert shifts(MORNING, 600, 20, 5) == [Shift(1, 600, 620), Shift(2, 635, 655), Shift(3, 670, 690)]


def test_what_is_over_stays():
    assert shifts(MORNING, 635, 10, 5) == [Shift(2, 635, 645), Shift(3, 670, 680)]


def test_a_small_delay_is_swallowed_by_the_first_gap():
    assert shifts([Slot(1, 600, 30), Slot(2, 645, 30)], 600, 10, 5) == [Shift(1, 600, 610)]


def test_a_long_delay_eats_the_break():
    assert shifts(MORNING, 600, 120, 5)[-1] == Shift(4, 780, 815)


def test_a_locked_session_stays():
    slots = [Slot(1, 600, 30), Slot(2, 635, 30, locked=True), Slot(3, 670, 20)]
    assert shifts(slots, 600, 20, 5) == [Shift(1, 600, 620)]


@st.composite
def days(draw):
    slots, moment = [], 480
    for key in range(draw(st.integers(1, 8))):
        moment += draw(st.integers(0, 60))
        minutes = draw(st.integers(5, 90))
        slots.append(Slot(key, moment, minutes))
        moment += minutes
    return slots


@pytest.mark.parametrize("turnaround", [0, 10])
@settings(deadline=None)
@given(slots=days(), minutes=st.integers(1, 240), at=st.integers(0, 7))
def test_nothing_overlaps_nothing_is_early_and_the_order_stays(turnaround, slots, minutes, at):
    late_from = slots[min(at, len(slots) - 1)].start
    moved = {one.key: one.start for one in shifts(slots, late_from, minutes, turnaround)}
    after = [Slot(one.key, moved.get(one.key, one.start), one.minutes) for one in slots]
    assert all(0 <= new.start - old.start <= minutes for new, old in zip(after, slots, strict=True))
    assert all(one.start + one.minutes <= two.start for one, two in pairwise(after))
