"""What one entry contributes to the index. Pure: no database."""

import hashlib
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from datetime import date

from . import analyser, bm25

MAX_WORDS = 600
WORD, GRAM, SURFACE = "w", "g", "s"
Averages = tuple[float, float, float, float]


@dataclass(frozen=True)
class Entry:
    """Something public that can be found. `path` is the German address; English stands under /en."""

    key: str
    group: str
    kind: str
    path: str
    title: str
    title_en: str = ""
    detail: str = ""
    text: str = ""
    text_en: str = ""
    sort_on: date | None = None

    @property
    def digest(self) -> str:
        """Changes whenever anything of the entry changes."""
        return hashlib.sha256(repr(astuple(self)).encode()).hexdigest()


@dataclass(frozen=True)
class Analysed:
    """An entry as terms with stored weights, by channel, and its four lengths."""

    weights: dict[str, dict[str, float]]
    lengths: tuple[int, int, int, int]


def tokens(entry: Entry) -> tuple[list[str], list[str]]:
    """Words of the title (all languages) and of everything else."""
    title = analyser.words(f"{entry.title} {entry.title_en}")
    rest = analyser.words(f"{entry.detail} {entry.text} {entry.text_en}")[:MAX_WORDS]
    return title, rest


def analyse(entry: Entry, vocabulary: Mapping[str, int], averages: Averages) -> Analysed:
    """Turn an entry into weighted terms. `averages`: mean title words, words, title grams, grams."""
    title, rest = tokens(entry)
    title_words = list(analyser.word_terms(title, vocabulary))
    rest_words = list(analyser.word_terms(rest, vocabulary))
    title_grams, rest_grams = list(analyser.grams(title)), list(analyser.grams(rest))
    return Analysed(
        {
            WORD: bm25.weights(title_words, rest_words, averages[:2]),
            GRAM: bm25.weights(title_grams, rest_grams, averages[2:]),
            SURFACE: dict.fromkeys(analyser.surface([*title, *rest]), 0.0),
        },
        (
            len(title_words),
            len(title_words) + len(rest_words),
            len(title_grams),
            len(title_grams) + len(rest_grams),
        ),
    )
