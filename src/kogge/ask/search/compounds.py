"""Splitting German compounds with the site's own words as the only dictionary (Koehn and Knight, EACL 2003).

A word is split where the geometric mean of its parts' frequencies exceeds its own frequency.
"""

from collections.abc import Mapping
from math import prod

LEAST = 4
LINKS = ("", "s", "es", "n", "en", "er", "e")


def split(word: str, vocabulary: Mapping[str, int], *, parts: int = 3) -> list[str]:
    """The parts of a folded word, or an empty list when it is best left whole."""
    if len(word) < 2 * LEAST:
        return []
    best = max(_splits(word, vocabulary, parts), key=_score, default=[])
    if len(best) < 2 or _score(best) <= vocabulary.get(word, 0) * 0.5:
        return []
    return [part for part, _frequency in best]


def _splits(word: str, vocabulary: Mapping[str, int], parts: int) -> list[list[tuple[str, int]]]:
    found = [[(word, vocabulary[word])]] if word in vocabulary else []
    if parts == 1:
        return found
    for cut in range(LEAST, len(word) - LEAST + 1):
        head = _head(word[:cut], vocabulary)
        if head:
            found += [[head, *rest] for rest in _splits(word[cut:], vocabulary, parts - 1)]
    return found


def _head(written: str, vocabulary: Mapping[str, int]) -> tuple[str, int] | None:
    """The word a first part stands for, without its linking letters."""
    known = [written[: len(written) - len(link)] for link in LINKS if written.endswith(link)]
    known = [word for word in known if len(word) >= LEAST and word in vocabulary]
    return max(((word, vocabulary[word]) for word in known), key=lambda pair: pair[1], default=None)


def _score(parts: list[tuple[str, int]]) -> float:
    return prod(frequency for _word, frequency in parts) ** (1 / len(parts))
