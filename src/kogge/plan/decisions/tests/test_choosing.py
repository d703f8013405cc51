"""The rules of choosing, without a database: exactly N, ranked reserves, no gaps, whatever the order of steps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..choosing import NONE, RESERVE, WINNER, CannotChoose, Choice, against, proposed

PEOPLE = st.integers(1, 8)
STEPS = st.lists(
    st.tuples(st.sampled_from([WINNER, RESERVE, NONE, "up", "down", "withdraw"]), PEOPLE), max_size=40
)


@given(seats=st.integers(1, 4), benches=st.integers(0, 3), steps=STEPS)
def test_no_sequence_of_steps_gives_too_many_or_anybody_twice(
    seats: int, benches: int, steps: list[tuple[str, int]]
) -> None:
    """Never more winners than seats, never more reserves than benches, nobody in both, places without gaps."""
    chosen = proposed(range(1, 9), seats, benches)
    for move, one in steps:
        before = chosen
        try:
            if move == "withdraw":
                chosen, risen = chosen.withdraw(one)
                if one in before.winners and before.reserves:
                    assert (risen, len(chosen.winners)) == (before.reserves[0], len(before.winners))
            elif move in {"up", "down"}:
                chosen = chosen.shift(one, -1 if move == "up" else 1)
                assert sorted(chosen.winners) == sorted(before.winners)
            else:
                chosen = chosen.put(one, move)
                assert chosen.kind(one) == move
        except CannotChoose as refusal:
            full = len(before.winners) == seats if refusal.why == "full" else len(before.reserves) == benches
            assert full
        everybody = chosen.winners + chosen.reserves
        assert len(chosen.winners) <= seats
        assert len(chosen.reserves) <= benches
        assert len(set(everybody)) == len(everybody)
        assert [chosen.place(one) for one in chosen.winners] == list(range(1, len(chosen.winners) + 1))


def test_the_ranking_proposes_the_first_and_the_next_wait() -> None:
    assert proposed([7, 3, 5, 1], 2, 1) == Choice(2, 1, (7, 3), (5,))
    assert proposed([7], 2, 1) == Choice(2, 1, (7,), ())


def test_one_winner_too_many_is_refused() -> None:
    with pytest.raises(CannotChoose, match="full"):
        proposed([1, 2, 3], 2, 1).put(3, WINNER)


def test_a_withdrawn_winner_makes_room_for_the_first_reserve() -> None:
    left, risen = Choice(2, 2, (1, 2), (3, 4)).withdraw(1)
    assert (left.winners, left.reserves, risen) == ((2, 3), (4,), 3)
    assert Choice(2, 2, (1, 2), ()).withdraw(1) == (Choice(2, 2, (2,), ()), None)


def test_who_wins_before_somebody_ranked_better_needs_a_reason() -> None:
    ranking = {1: 1, 2: 2, 3: 2, 4: 4}
    assert against(Choice(2, 0, (1, 2)), ranking) == set()
    assert against(Choice(2, 0, (2, 4)), ranking) == {2, 4}
    assert against(Choice(1, 0, (9,)), ranking) == {9}
    assert against(Choice(1, 0, (9,)), {}) == set()
