"""What attendance is worth: one presence per person and event, never more."""

from hypothesis import given
from hypothesis import strategies as st

from ..crediting import Presence, Worth, credit


def test_the_door_of_the_event_counts_before_its_sessions() -> None:
    rows = [
        Presence("a", 0, 240, True, "scan"),
        Presence("a", 7, 60, True, "scan"),
        Presence("b", 7, 60, True, "paper"),
        Presence("b", 8, 30, True, "scan"),
        Presence("c", 0, 90, False, "staff"),
    ]
    assert credit(rows, {"a": 1, "b": 2, "c": 3}) == {
        1: Worth(240, ("scan",)),
        2: Worth(90, ("paper", "scan")),
    }


def test_two_tickets_of_one_person_are_one_presence() -> None:
    rows = [Presence("a", 0, 100, True, "scan"), Presence("b", 0, 120, True, "name")]
    assert credit(rows, {"a": 1, "b": 1}) == {1: Worth(120, ("name",))}


def test_whoever_is_not_known_is_not_credited() -> None:
    assert credit([Presence("a", 0, 100, True, "walk_in")], {}) == {}


presences = st.builds(
    Presence,
    st.sampled_from("abcdef"),
    st.sampled_from([0, 1, 2]),
    st.integers(0, 500),
    st.booleans(),
    st.just("scan"),
)


@given(st.lists(presences, unique_by=lambda row: (row.serial, row.area)), st.randoms())
def test_the_order_of_rows_changes_nothing(rows: list[Presence], random) -> None:
    holders = {"a": 1, "b": 1, "c": 2, "d": 3}
    shuffled = rows[:]
    random.shuffle(shuffled)
    assert credit(rows, holders) == credit(shuffled, holders)
