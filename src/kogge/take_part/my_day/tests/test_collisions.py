"""What overlaps, where there is no time to walk, when one is free: for any spans."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kogge.take_part.my_day.collisions import Span, collisions, following, gaps, hurried, overlap, running

DAY = datetime(2027, 5, 7, tzinfo=UTC)


@st.composite
def days(draw: st.DrawFn) -> list[Span]:
    """Up to forty sessions of one day in three rooms."""
    rows = draw(
        st.lists(
            st.tuples(st.integers(0, 144), st.integers(1, 24), st.sampled_from(["", "a", "b"])), max_size=40
        )
    )
    return [
        Span(str(n), DAY + timedelta(minutes=5 * start), DAY + timedelta(minutes=5 * (start + length)), room)
        for n, (start, length, room) in enumerate(rows)
    ]


def span(key: str, start: int, end: int, room: str = "") -> Span:
    return Span(key, DAY + timedelta(minutes=start), DAY + timedelta(minutes=end), room)


@given(days())
def test_exactly_those_that_share_time_collide(spans: list[Span]) -> None:
    found = collisions(spans)
    expected = {(a.key, b.key) for a in spans for b in spans if a.key != b.key and overlap(a, b)}
    assert {(key, other) for key, others in found.items() for other in others} == expected
    assert all(len(others) == len(set(others)) for others in found.values())


@given(days())
def test_the_order_of_choosing_does_not_matter(spans: list[Span]) -> None:
    mirrored = list(reversed(spans))
    assert {key: set(others) for key, others in collisions(spans).items()} == {
        key: set(others) for key, others in collisions(mirrored).items()
    }
    assert hurried(spans).keys() == hurried(mirrored).keys()
    assert gaps(spans) == gaps(mirrored)


@given(days())
def test_gaps_are_free_long_enough_and_as_many_as_there_are(spans: list[Span]) -> None:
    found = gaps(spans)
    for start, end in found:
        assert end - start >= timedelta(minutes=15)
        assert not any(one.starts_at < end and start < one.ends_at for one in spans)
        assert any(one.ends_at == start for one in spans)
        assert any(one.starts_at == end for one in spans)
    minutes = range(0, 14 * 60, 5)
    free = [
        all(not one.starts_at <= DAY + timedelta(minutes=m) < one.ends_at for one in spans) for m in minutes
    ]
    first = min((one.starts_at for one in spans), default=DAY)
    last = max((one.ends_at for one in spans), default=DAY)
    inside = [
        m
        for m, is_free in zip(minutes, free, strict=True)
        if is_free and first <= DAY + timedelta(minutes=m) < last
    ]
    covered = sum(
        int((end - start).total_seconds() // 300) for start, end in gaps(spans, timedelta(0)) if end > start
    )
    assert covered == len(inside)


@given(days(), st.integers(0, 144 + 24))
def test_now_and_next_never_meet(spans: list[Span], step: int) -> None:
    now = DAY + timedelta(minutes=5 * step)
    current, coming = running(spans, now), following(spans, now)
    assert not current & coming
    assert all(one.starts_at <= now < one.ends_at for one in spans if one.key in current)
    later = [one.starts_at for one in spans if one.starts_at > now]
    assert bool(coming) == bool(later)
    assert {one.starts_at for one in spans if one.key in coming} <= {min(later, default=now)}


def test_what_begins_when_the_other_ends_does_not_overlap_but_hurries_into_another_room() -> None:
    first, same, other = span("a", 0, 60, "hall"), span("b", 60, 90, "hall"), span("c", 90, 120, "attic")
    assert collisions([first, same, other]) == {}
    assert hurried([first, same, other]) == {"c": "b"}


def test_five_minutes_are_enough_to_walk_and_unknown_rooms_are_not_judged() -> None:
    assert hurried([span("a", 0, 60, "hall"), span("b", 65, 90, "attic")]) == {}
    assert hurried([span("a", 0, 60, "hall"), span("b", 64, 90, "attic")]) == {"b": "a"}
    assert hurried([span("a", 0, 60), span("b", 60, 90, "attic")]) == {}
