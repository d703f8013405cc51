"""The grids of a day and of a month."""

from datetime import date, datetime, time

from kogge.core.months import month
from kogge.core.timetable_grid import Placed, grid

DAY = date(2030, 9, 10)


def at(hour: int, minute: int = 0) -> datetime:
    return datetime.combine(DAY, time(hour, minute))


def test_a_session_spans_the_rows_of_shorter_ones_beside_it():
    rows = grid(
        [
            Placed("long", "A", at(9), at(11)),
            Placed("first", "B", at(9), at(10)),
            Placed("second", "B", at(10), at(11)),
        ],
        ["A", "B"],
    )
    assert [row.starts_at for row in rows] == [at(9), at(10)]
    assert [(cell.item, cell.rows) for cell in rows[0].cells] == [("long", 2), ("first", 1)]
    assert [(cell.item, cell.rows) for cell in rows[1].cells] == [("second", 1)]


def test_every_row_covers_every_room_once():
    rows = grid(
        [
            Placed("a", "A", at(9), at(9, 40)),
            Placed("b", "B", at(9, 20), at(10)),
            Placed("c", "C", at(12), at(13)),
        ],
        ["A", "B", "C"],
    )
    covered = sum(cell.rows for row in rows for cell in row.cells)
    assert covered == 3 * len(rows)


def test_of_two_that_overlap_in_one_room_the_first_is_in_the_grid():
    rows = grid([Placed("a", "A", at(9), at(10)), Placed("b", "A", at(9, 30), at(10, 30))], ["A"])
    assert [cell.item for row in rows for cell in row.cells] == ["a"]


def test_no_sessions_make_no_rows():
    assert grid([], ["A"]) == []


def test_a_month_has_whole_weeks_and_shows_a_period_on_each_of_its_days():
    weeks = month(2030, 9, [(date(2030, 8, 31), date(2030, 9, 2), "fair")], today=DAY)
    days = [day for week in weeks for day in week]
    assert len(days) % 7 == 0
    assert [day.date.day for day in days if day.items] == [1, 2]
    assert [day.date for day in days if day.is_today] == [DAY]
