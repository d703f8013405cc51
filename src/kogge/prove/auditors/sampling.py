"""A random sample that anybody can draw again: the seed decides, nobody else.

For each code the SHA-256 of "seed|CODE" (UTF-8) is written in hexadecimal; the codes are ordered by it, and the first
n are the sample. On paper: `printf '%s' 'seed|CODE' | sha256sum`. (A simple random sample without replacement: the
order is that of independent uniform numbers; the method is known as sorting by hashed identifiers.)
"""

import hashlib
from collections.abc import Iterable


def rank(seed: str, code: str) -> str:
    """The number that decides where a code stands."""
    return hashlib.sha256(f"{seed}|{code}".encode()).hexdigest()


def draw(codes: Iterable[str], seed: str, size: int) -> list[str]:
    """The first `size` codes in the order of the seed. The order they come in changes nothing."""
    return sorted(set(codes), key=lambda code: (rank(seed, code), code))[:size]


def digest(codes: Iterable[str]) -> str:
    """What was drawn from: SHA-256 over all codes, sorted, one on a line."""
    return hashlib.sha256("\n".join(sorted(set(codes))).encode()).hexdigest()
