"""Periods in words and blocks, never more exact than what is known."""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from kogge.core.periods import date_block, hours, period


@pytest.mark.parametrize(
    ("starts", "ends", "precision", "german", "english"),
    [
        ("2024-09-09", None, "day", "9. September 2024", "9 September 2024"),
        ("2024-09-09", "2024-09-09", "day", "9. September 2024", "9 September 2024"),
        ("2024-09-18", "2024-09-20", "day", "18.–20. September 2024", "18–20 September 2024"),
        (
            "2024-09-30",
            "2024-10-02",
            "day",
            "30. September – 2. Oktober 2024",
            "30 September – 2 October 2024",
        ),
        (
            "2024-12-31",
            "2025-01-01",
            "day",
            "31. Dezember 2024 – 1. Januar 2025",
            "31 December 2024 – 1 January 2025",
        ),
        ("2024-06-01", None, "month", "Juni 2024", "June 2024"),
        ("2024-01-01", None, "year", "2024", "2024"),
        (None, None, "not_stated", "Datum nicht angegeben", "date not stated"),
    ],
)
def test_a_period_in_words(starts, ends, precision, german, english):
    with translation.override("de"):
        assert period(starts, ends, precision) == german
    with translation.override("en"):
        assert period(starts, ends, precision) == english


def test_a_weekday_is_added_where_asked():
    with translation.override("de"):
        assert period(date(2024, 9, 9), weekday=True) == "Montag, 9. September 2024"


def test_hours_are_local_also_in_the_night_of_the_clock_change():
    before = datetime(2024, 10, 26, 22, 30, tzinfo=UTC)
    after = datetime(2024, 10, 27, 2, 30, tzinfo=UTC)
    with translation.override("de"):
        assert hours(before, after) == "00:30–03:30 Uhr"
        assert hours(None, None) == ""


def test_a_block_of_a_month_shows_no_day_and_says_so():
    with translation.override("de"):
        block = date_block("2024-06-01", None, "month")
    assert (block.main, block.under, block.exact, block.words) == ("Jun", "2024", False, "Juni 2024")


def test_a_block_of_several_days():
    with translation.override("de"):
        block = date_block("2024-09-18", "2024-09-20")
    assert (block.main, block.exact) == ("18–20", True)
