"""Which two files a juror compares next: where an answer teaches most about who belongs at the top.

Gain of a pair = how much its answer is expected to narrow both qualities, weighed by how near each may be to the
places that are given away. At first every file weighs alike (breadth), later the leaders do. A juror goes on from
the file read last, so that each step costs one file to read.
"""

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from math import erfc, exp, pi, sqrt

from .records import Beliefs

BREADTH = (3.0, 0.35)  # weight of every file at the start and at the end of the phase
SHARPNESS = 0.7  # variance of the noise of the juror one hopes for: small = pairs of neighbours
SOFT, JITTER = 0.1, 0.02
VOTES_PER_FILE = 5.6  # after so many comparisons for each file only the leaders are asked about


@dataclass(frozen=True)
class Asked:
    """What a juror has before them: files that may be compared, in which order they were read, what was compared."""

    juror: str
    allowed: Sequence[str]
    read: Sequence[str] = ()
    compared: Collection[frozenset[str]] = ()


def share_done(votes: int, files: int) -> float:
    """How far a phase is, by its votes."""
    return min(votes / (VOTES_PER_FILE * files), 1.0) if files else 1.0


def next_pairs(
    beliefs: Beliefs, asked: Asked, *, count: int = 1, winners: int = 3, done: float = 0.0, seed: str = ""
) -> list[tuple[str, str]]:
    """The next pairs for this juror, the file known already first. `done` is the share of the phase that is over.

    Later pairs of one answer take the earlier ones as given. The same data and seed give the same pairs.
    """
    mean, variance = dict(beliefs.mean), dict(beliefs.variance)
    weights = _weights(beliefs, winners, done)
    allowed = sorted(name for name in asked.allowed if name in weights)
    read, compared = [name for name in asked.read if name in allowed], set(asked.compared)
    if not read and allowed:
        worth = {name: weights[name] * variance[name] ** 2 for name in allowed}
        read = [
            max(allowed, key=lambda name: worth[name] * (1 + JITTER * _dice(seed, asked.juror, name, "")))
        ]
    pairs: list[tuple[str, str]] = []
    while len(pairs) < count:
        ways = _ways(allowed, read, compared)
        if not ways:
            break

        def gain(pair: tuple[str, str]) -> float:
            one, other = pair
            bend = _bend(mean[one] - mean[other], variance[one] + variance[other])
            matters = weights[one] * variance[one] ** 2 + weights[other] * variance[other] ** 2
            return matters * bend * (1 + JITTER * _dice(seed, asked.juror, one, other))

        best = max(ways, key=lambda pair: (gain(pair), pair))
        bend = _bend(mean[best[0]] - mean[best[1]], variance[best[0]] + variance[best[1]])
        for name in best:
            variance[name] *= 1 - variance[name] * bend
            if name in read:
                read.remove(name)
            read.append(name)
        compared.add(frozenset(best))
        pairs.append(best)
    return pairs


def _ways(
    allowed: Sequence[str], read: Sequence[str], compared: Collection[frozenset[str]]
) -> list[tuple[str, str]]:
    """Pairs to choose from: the file read last with an unread one; when all are read, with any not compared with
    it."""
    seen = set(read)
    for last in reversed(read):
        ways = [
            (last, name) for name in allowed
            if name != last and (not compared or frozenset((last, name)) not in compared)
        ]  # fmt: skip
        if ways:
            return [way for way in ways if way[1] not in seen] or ways
    return []


def _weights(beliefs: Beliefs, winners: int, done: float) -> dict[str, float]:
    """How much it matters to know each file better."""
    order = sorted(beliefs.mean.values(), reverse=True)
    edge = min(winners, len(order)) - 1
    line = (order[edge] + order[min(edge + 1, len(order) - 1)]) / 2 if order else 0.0
    every = BREADTH[0] + (BREADTH[1] - BREADTH[0]) * min(max(done, 0.0), 1.0)
    return {
        name: every + 0.5 * erfc((line - mean) / sqrt(2 * (beliefs.variance[name] + SOFT)))
        for name, mean in beliefs.mean.items()
    }


def _bend(difference: float, variance: float) -> float:
    """Expected information of one comparison on the difference of two qualities."""
    scale = sqrt(SHARPNESS + variance)
    z = difference / scale
    chance = min(max(0.5 * erfc(-z / sqrt(2)), 1e-6), 1 - 1e-6)
    density = exp(-z * z / 2) / sqrt(2 * pi) / scale
    return density * density / (chance * (1 - chance))


def _dice(seed: str, juror: str, one: str, other: str) -> float:
    """A number from 0 to 1 that is the same each time, so that jurors who ask at once do not all get one pair."""
    digest = hashlib.blake2b(f"{seed}|{juror}|{one}|{other}".encode(), digest_size=4).digest()
    return int.from_bytes(digest) / 2**32
