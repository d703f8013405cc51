"""What holds for a period: open ends, overlaps and the name of a day, for any dates."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kogge.network.directory.models import OrganizationName

DAYS = st.dates(date(2018, 1, 1), date(2028, 12, 31))


@st.composite
def rows(draw: st.DrawFn) -> OrganizationName:
    start, end = draw(st.none() | DAYS), draw(st.none() | DAYS)
    if start and end and end < start:
        start, end = end, start
    return OrganizationName(name="x", valid_from=start, valid_until=end)


@given(row=rows(), day=DAYS)
def test_a_row_holds_from_its_first_to_its_last_day(row: OrganizationName, day: date):
    early = row.valid_from is not None and day < row.valid_from
    late = row.valid_until is not None and day > row.valid_until
    assert row.holds_on(day) == (not early and not late)


@given(one=rows(), two=rows())
def test_two_rows_overlap_when_some_day_lies_in_both(one: OrganizationName, two: OrganizationName):
    edges = [date(2017, 1, 1), date(2030, 1, 1)]
    edges += [day for row in (one, two) for day in (row.valid_from, row.valid_until) if day]
    common = any(one.holds_on(day) and two.holds_on(day) for day in edges)
    assert one.overlaps(two) == two.overlaps(one) == common


@given(ends=st.lists(DAYS, min_size=1, max_size=5, unique=True))
def test_consecutive_rows_leave_no_day_and_share_none(ends: list[date]):
    ends.sort()
    starts = [None, *(end + timedelta(days=1) for end in ends)]
    chain = [
        OrganizationName(valid_from=a, valid_until=b) for a, b in zip(starts, [*ends, None], strict=True)
    ]
    day = ends[0] - timedelta(days=3)
    while day <= ends[-1] + timedelta(days=3):
        assert sum(row.holds_on(day) for row in chain) == 1
        day += timedelta(days=max(1, (ends[-1] - ends[0]).days // 50))
