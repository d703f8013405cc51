"""BM25 in two halves: what a document contributes is stored, what the collection contributes is known at query time.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009). Parameters as measured for
short German passages: k1 = 0.9, b = 0.4. The title counts once more at half weight.
"""

from collections import Counter
from collections.abc import Iterable
from math import log

K1 = 0.9
B = 0.4
TITLE_WEIGHT = 0.5


def saturation(count: int, length: int, average: float) -> float:
    """How much `count` occurrences in a text of `length` terms speak for it: from 0 up to k1 + 1."""
    return count * (K1 + 1) / (count + K1 * (1 - B + B * length / max(average, 1.0)))


def weights(title: Iterable[str], text: Iterable[str], averages: tuple[float, float]) -> dict[str, float]:
    """Term → stored weight of one document; `averages` are the mean lengths of title and whole text."""
    in_title = Counter(title)
    whole = in_title + Counter(text)
    title_length, length = in_title.total(), whole.total()
    return {
        term: saturation(count, length, averages[1])
        + (TITLE_WEIGHT * saturation(in_title[term], title_length, averages[0]) if term in in_title else 0)
        for term, count in whole.items()
    }


def rarity(documents: int, containing: int) -> float:
    """The inverse document frequency, never negative."""
    return log(1 + (documents - containing + 0.5) / (containing + 0.5))


BEST = 1 + TITLE_WEIGHT  # a term once in the title of a document of average length
