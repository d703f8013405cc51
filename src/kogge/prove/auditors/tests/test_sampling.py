"""A sample follows from seed and codes alone."""

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from kogge.prove.auditors.sampling import digest, draw

codes = st.lists(st.text("23456789ABCDEFGHJKMNPQRSTVWXYZ", min_size=8, max_size=8), unique=True)


def test_the_sample_is_what_somebody_computes_by_hand() -> None:
    """PR-09: printf '%s' 'seed|CODE' | sha256sum"""
    by_hand = {
        code: hashlib.sha256(f"2026 PP|{code}".encode()).hexdigest() for code in ("AAAA", "BBBB", "CCCC")
    }
    assert draw(by_hand, "2026 PP", 2) == sorted(by_hand, key=by_hand.__getitem__)[:2]


@given(codes, st.text(max_size=20), st.integers(0, 20), st.randoms())
def test_order_and_doubles_change_nothing(found: list[str], seed: str, size: int, chance) -> None:
    shuffled = [*found, *found]
    chance.shuffle(shuffled)
    assert draw(shuffled, seed, size) == draw(found, seed, size)
    assert digest(shuffled) == digest(found)


@given(codes, st.text(max_size=20), st.integers(0, 20))
def test_a_larger_sample_begins_with_the_smaller_one(found: list[str], seed: str, size: int) -> None:
    drawn = draw(found, seed, size)
    assert draw(found, seed, size + 3)[:size] == drawn
    assert len(drawn) == len(set(drawn)) == min(size, len(found))
