"""The programme of a day: what stands where, and what runs now."""

from datetime import date, datetime
from typing import Any

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from kogge.publish.programme import timetable
from kogge.publish.programme.timetable import Choice

STAGE = {"slug": "s", "name": "Stage 2", "kind": "stage", "capacity": None}
ROOM = {"slug": "r", "name": "Room 10", "kind": "room", "capacity": None}


def session(slug: str, start: str | None = None, end: str | None = None, **values: Any) -> dict[str, Any]:
    return {
        "slug": slug, "title_de": slug, "title_en": "", "state": "planned", "kind": "talk", "language": "de",
        "track": None, "room": None, "people": [], "position": 0, "part_of_day": "", "not_stated": [], "day": 1,
        "starts_at": f"2024-05-29T{start}:00+00:00" if start else None,
        "ends_at": f"2024-05-29T{end}:00+00:00" if end else None, **values,
    }  # fmt: skip


@given(
    st.dictionaries(
        st.sampled_from(["day", "view", "room", "track", "language", "kind"]), st.text(max_size=9)
    )
)
def test_a_choice_survives_its_own_address(values: dict[str, str]) -> None:
    query = QueryDict(mutable=True)
    query.update(values)
    choice = Choice.from_query(query)
    address = choice.address()
    assert Choice.from_query(QueryDict(address.removeprefix("?") if address != "." else "")) == choice


def test_sessions_stand_by_time_stage_and_printed_order() -> None:
    records = [
        session("loose", not_stated=["order_within_day"]),
        session("second", position=2),
        session("first", position=1),
        session("room", "08:00", "09:00", room=ROOM),
        session("late", "10:00", "11:00"),
        session("stage", "08:00", "09:00", room=STAGE),
    ]
    groups = timetable.groups(records, "/x/")
    assert [[row["slug"] for row in group.rows] for group in groups] == [
        ["stage", "room"], ["late"], ["first", "second", "loose"],
    ]  # fmt: skip
    assert [group.label[:5] for group in groups[:2]] == ["10:00", "12:00"]


def test_the_night_of_the_clock_change_keeps_its_order() -> None:
    records = [
        session("after", starts_at="2024-10-27T01:30:00+00:00", ends_at="2024-10-27T02:30:00+00:00"),
        session("before", starts_at="2024-10-27T00:30:00+00:00", ends_at="2024-10-27T01:30:00+00:00"),
    ]
    groups = timetable.groups(records, "/x/")
    assert [group.rows[0]["slug"] for group in groups] == ["before", "after"]
    assert [group.label for group in groups] == ["02:30", "02:30"]


def test_a_cancelled_session_gives_way_in_the_grid() -> None:
    records = [
        session("off", "08:00", "09:00", room=ROOM, state="cancelled"),
        session("instead", "08:00", "09:00", room=ROOM),
    ]
    rows, rooms = timetable.as_grid(records, "/x/")
    assert [room["slug"] for room in rooms] == ["r"]
    assert [cell.item["slug"] for row in rows for cell in row.cells if cell.item] == ["instead"]


@pytest.mark.parametrize(
    ("clock", "current", "coming"),
    [("07:59", [], ["a"]), ("08:00", ["a"], ["b"]), ("09:00", ["b"], []), ("10:00", [], [])],
)
def test_now_and_next(clock: str, current: list[str], coming: list[str]) -> None:
    records = [
        session("b", "09:00", "10:00", room=ROOM),
        session("a", "08:00", "09:00", room=ROOM),
        session("off", "08:00", "12:00", room=STAGE, state="cancelled"),
        session("untimed"),
    ]
    found = timetable.running(records, datetime.fromisoformat(f"2024-05-29T{clock}:00+00:00"))
    assert [[one["slug"] for one in part] for part in found] == [current, coming]


def test_days_are_counted_from_the_first_and_unknown_ones_come_last() -> None:
    records = [session("x", day=None), session("y", day=2), session("z", day=1)]
    assert timetable.days(records) == [1, 2, 0]
    assert timetable.date_of_day(date(2024, 5, 29), 2) == date(2024, 5, 30)
    assert timetable.date_of_day(None, 2) is None
    assert timetable.date_of_day(date(2024, 5, 29), 0) is None
