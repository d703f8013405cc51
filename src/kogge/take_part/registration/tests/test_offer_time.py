"""Until when a seat is kept: nobody is asked at night, nothing is kept beyond the beginning."""

from datetime import datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kogge.take_part.registration.levels import Level, level
from kogge.take_part.registration.offer_time import Quiet, offer_period

NIGHT = Quiet(time(21), time(8))


@pytest.mark.parametrize(
    ("freed", "told", "until"),
    [
        ("2024-05-06 10:00", "2024-05-06 10:00", "2024-05-07 10:00"),
        ("2024-05-06 22:30", "2024-05-07 08:00", "2024-05-08 08:00"),
        ("2024-05-06 03:00", "2024-05-06 08:00", "2024-05-07 08:00"),
        ("2024-05-06 20:59", "2024-05-06 20:59", "2024-05-07 20:59"),
    ],
)
def test_an_offer_begins_and_ends_by_day(freed, told, until):
    at = datetime.fromisoformat
    assert offer_period(at(freed), 24, NIGHT, None) == (at(told), at(until))


def test_an_offer_that_would_end_at_night_ends_in_the_morning():
    freed = datetime(2024, 5, 6, 15)
    assert offer_period(freed, 8, NIGHT, None)[1] == datetime(2024, 5, 7, 8)


def test_shortly_before_the_beginning_half_of_the_time_is_given_so_that_the_next_has_a_chance():
    freed, begins = datetime(2024, 5, 6, 10), datetime(2024, 5, 6, 16)
    assert offer_period(freed, 24, NIGHT, begins) == (freed, datetime(2024, 5, 6, 13))
    assert offer_period(datetime(2024, 5, 6, 15, 30), 24, NIGHT, begins)[1] == begins


def test_a_seat_freed_at_night_before_an_early_start_is_offered_at_once():
    freed, begins = datetime(2024, 5, 6, 23), datetime(2024, 5, 7, 7)
    told, until = offer_period(freed, 24, NIGHT, begins)
    assert told == freed
    assert until <= begins


@given(
    st.datetimes(datetime(2024, 1, 1), datetime(2024, 12, 31)),
    st.integers(1, 96),
    st.times(),
    st.times(),
    st.none() | st.integers(1, 10_000),
)
def test_every_offer_lasts_some_time_and_ends_before_it_begins(now, hours, quiet_from, quiet_until, minutes):
    begins = None if minutes is None else now + timedelta(minutes=minutes)
    told, until = offer_period(now, hours, Quiet(quiet_from, quiet_until), begins)
    assert now <= told <= until
    assert until > now
    assert begins is None or until <= begins


@pytest.mark.parametrize(
    ("seats", "taken", "words"),
    [(None, 900, Level.FREE), (300, 289, Level.FREE), (300, 290, Level.FEW), (20, 18, Level.FEW), (20, 20, Level.FULL),
     (5, 4, Level.FEW), (5, 3, Level.FREE), (0, 0, Level.FULL), (5, 9, Level.FULL)],
)  # fmt: skip
def test_pages_say_free_few_or_full(seats, taken, words):
    assert level(seats, taken) == words
