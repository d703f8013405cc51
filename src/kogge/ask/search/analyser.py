"""How text becomes terms: one analyser for documents and queries, the same on every database.

Three kinds of terms: stems of words and of the parts of compounds (channel WORD), character 4-grams inside word
boundaries (channel GRAM: needs no language resource and survives typing errors), and the surface words themselves,
which are the vocabulary for splitting compounds. No third-party tables; Snowball stems.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

import snowballstemmer

from .compounds import split

MAX_LETTERS = 20_000
_WORD = re.compile(r"[^\W_]+")
_STEMMER = snowballstemmer.stemmer("german")
_FOLDS = str.maketrans({"ß": "ss", "ø": "o", "đ": "d", "ł": "l", "æ": "a", "œ": "o", "þ": "th"})
_DIGRAPHS = re.compile(r"(?<![aeiouq])([aou])e(?![iu])")
_FUNCTION_WORDS = """
    aber alle als also am an auch auf aus bei beim bin bis da das dass dem den der des die dies diese dieser
    dieses doch du durch ein eine einem einen einer eines er es für gibt hat haben hier ich ihr im in ist ja kann
    kein keine man mehr mein mit nach nicht noch nur ob oder ohne schon sehr sein sich sie sind so über um und uns
    unter vom von vor war was welche welcher wem wen wenn wer wie wir wird wo zu zum zur
    a an and are at by for from how in is it of on or the to was what when where which who with
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())


def normal(text: str) -> str:
    """Lower case, one form per letter, odd spaces (such as U+202F) as spaces."""
    return unicodedata.normalize("NFKC", text[:MAX_LETTERS]).casefold()


@lru_cache(maxsize=50_000)
def fold(word: str) -> str:
    """Drop diacritics and write ä, ae, ö, oe, ü, ue alike, so that every spelling meets."""
    plain = unicodedata.normalize("NFD", word.translate(_FOLDS))
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return _DIGRAPHS.sub(r"\1", plain)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The folded Snowball stem of a normalised word."""
    return fold(_STEMMER.stemWord(word))


def words(text: str) -> list[str]:
    """The normalised words of a text, in order."""
    return _WORD.findall(normal(text))


def word_terms(tokens: Iterable[str], vocabulary: Mapping[str, int]) -> Iterator[str]:
    """Stems of all words, of the parts of compounds, and of neighbours written as one ("project bay")."""
    before = ""
    for token in tokens:
        yield stem(token)
        for part in split(fold(token), vocabulary):
            yield stem(part)
        if before and len(before) + len(token) <= 24:
            yield fold(before) + fold(token)
        before = token


def grams(tokens: Iterable[str]) -> Iterator[str]:
    """Character 4-grams of each folded word with its boundaries; short words whole."""
    for token in tokens:
        bounded = f"_{fold(token)}_"
        if len(bounded) < 4:
            yield bounded
        for start in range(len(bounded) - 3):
            yield bounded[start : start + 4]


def surface(tokens: Iterable[str]) -> Counter[str]:
    """The folded words long enough to be part of a compound."""
    return Counter(fold(token) for token in tokens if len(token) >= 4 and not token.isdigit())
