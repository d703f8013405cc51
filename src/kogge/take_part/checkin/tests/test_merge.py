"""Any order, partition or repetition of deliveries gives one state (I10); rules R1 to R6, each by itself."""

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from kogge.take_part.checkin import merge
from kogge.take_part.checkin.merge import Fact, corrected, fold, minutes

MINUTE = 60_000


def fact(uid: str, at: int, kind: str = "in", *, device: int = 1, sequence: int = 0, **more: object) -> Fact:
    values = {"area": 0, "subject": "anna", "received": 10**9} | more
    return Fact(uid=uid, device=device, sequence=sequence or at, kind=kind, at=at, **values)  # type: ignore[arg-type]


@st.composite
def histories(draw: st.DrawFn) -> list[Fact]:
    """What up to five devices saw of ten people, with clocks that are wrong by up to ten minutes."""
    facts: list[Fact] = []
    for device in range(1, draw(st.integers(1, 5)) + 1):
        at = 0
        skew = draw(st.integers(-10, 10)) * MINUTE
        for sequence in range(1, draw(st.integers(0, 12)) + 1):
            at += draw(st.integers(0, 5)) * MINUTE
            kind = draw(st.sampled_from(["in", "in", "in", "out", "undo"]))
            uid = f"{device}-{sequence}"
            facts.append(
                Fact(
                    uid,
                    device,
                    sequence,
                    draw(st.integers(0, 2)),
                    f"p{draw(st.integers(0, 9))}",
                    kind,
                    at + skew + 10**7,
                    10**9 + draw(st.integers(0, 100)),
                    draw(st.booleans()),
                    draw(st.integers(1, 3)),
                    f"{device}-{draw(st.integers(1, max(1, sequence - 1)))}" if kind == "undo" else "",
                )
            )
    return facts


@settings(max_examples=300, deadline=None)
@given(
    histories(),
    st.randoms(use_true_random=False),
    st.dictionaries(st.sampled_from(["p0", "p1"]), st.integers(2, 5)),
)
def test_any_delivery_gives_the_same_state(
    facts: list[Fact], chance: random.Random, sizes: dict[str, int]
) -> None:
    expected = fold(facts, sizes)
    shuffled = facts + [chance.choice(facts) for _ in facts]
    chance.shuffle(shuffled)
    cut = chance.randrange(len(shuffled) + 1)
    assert fold(shuffled, sizes) == expected
    assert fold(shuffled[cut:] + shuffled[:cut], sizes) == expected


@settings(max_examples=200, deadline=None)
@given(histories(), st.randoms(use_true_random=False))
def test_a_later_copy_of_a_fact_changes_nothing(facts: list[Fact], chance: random.Random) -> None:
    late = [replace(one, received=one.received + chance.randrange(1, 10**6)) for one in facts]
    assert fold([*late, *facts]) == fold(facts) == fold([*facts, *late])


@settings(max_examples=200, deadline=None)
@given(histories())
def test_nobody_is_in_more_than_once_and_every_entry_is_accounted_for(facts: list[Fact]) -> None:
    folded = fold(facts)
    assert all(one.inside <= 1 and one.heads <= 1 for one in folded.values())
    undone = {one.undoes for one in facts if one.kind == "undo"}
    entries = {one.uid for one in facts if one.kind == "in" and one.admits and one.uid not in undone}
    listed = [uid for one in folded.values() for uid in (*one.entries, *one.duplicates)]
    assert sorted(listed) == sorted(entries)


@given(st.integers(), st.integers(), st.integers(0, 10**12), st.integers(0, 10**12))
def test_a_corrected_time_is_never_after_its_arrival(at: int, offset: int, last: int, received: int) -> None:
    assert min(last, received) <= corrected(at, offset, last, received) <= received


def test_of_several_entries_the_earliest_counts_and_the_others_are_listed() -> None:
    presence = fold([fact("b", 20, device=2), fact("a", 10), fact("c", 30, device=3)])[0, "anna"]
    assert (presence.first_in, presence.entries, presence.duplicates) == (10, ["a"], ["b", "c"])


def test_who_was_refused_is_not_in() -> None:
    assert fold([fact("a", 10, admits=False)]) == {}


def test_who_left_may_come_back() -> None:
    presence = fold([fact("a", 10), fact("b", 20, "out"), fact("c", 30)])[0, "anna"]
    assert presence.intervals == [(10, 20), (30, None)]
    assert (presence.inside, presence.duplicates, presence.last_out) == (1, [], None)


def test_an_exit_without_an_entry_is_noted_and_counts_nothing() -> None:
    presence = fold([fact("a", 10, "out")])[0, "anna"]
    assert (presence.strays, presence.intervals, presence.first_in) == (["a"], [], None)


def test_what_was_taken_back_does_not_count_and_only_its_own_device_takes_back() -> None:
    back = fact("z", 20, "undo", undoes="a")
    assert fold([fact("a", 10), back]) == {}
    assert fold([fact("a", 10), replace(back, device=2)])[0, "anna"].inside == 1


def test_a_clock_set_back_does_not_turn_a_devices_order_round() -> None:
    facts = [fact("a", 100, sequence=1), fact("b", 50, "out", sequence=2)]
    assert fold(facts)[0, "anna"].intervals == [(100, 100)]


def test_a_class_comes_in_parts_and_not_more_than_it_has() -> None:
    facts = [fact("a", 10, heads=20), fact("b", 20, heads=20), fact("c", 30, heads=1)]
    presence = fold(facts, {"anna": 28})[0, "anna"]
    assert (presence.inside, presence.heads, presence.duplicates) == (28, 28, ["c"])


def test_after_its_end_a_ticket_admits_with_an_alert() -> None:
    facts = [fact("a", 10), fact("b", 30, device=2)]
    assert merge.alerts(facts, {"anna": 20}) == ["b"]
    assert merge.alerts(facts, {}) == []


def test_a_new_day_is_a_new_entry() -> None:
    facts = [fact("a", 10), fact("b", 50), fact("c", 110), fact("d", 120, "out")]
    presence = fold(facts, day=lambda at: at // 100)[0, "anna"]
    assert (presence.entries, presence.duplicates) == (["a", "c"], ["b"])
    assert presence.intervals == [(10, None), (110, 120)]


def test_minutes_are_the_union_within_the_period() -> None:
    inside = [(0, 30 * MINUTE), (20 * MINUTE, 50 * MINUTE), (55 * MINUTE, None)]
    assert minutes(inside, 10 * MINUTE, 60 * MINUTE, lambda _begin: 60 * MINUTE) == 45
    assert minutes(inside, None, None, lambda _begin: 60 * MINUTE) == 55
    assert minutes([(70 * MINUTE, None)], 0, 60 * MINUTE, lambda _begin: 60 * MINUTE) == 0
    assert minutes([(0, None)]) == 0
