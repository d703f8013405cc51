"""The part of a text that answers a query, with the matching words marked. Pure."""

import re
from dataclasses import dataclass

from . import analyser

LENGTH = 200
_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Piece:
    """A stretch of text; `hit` when it matches the query."""

    text: str
    hit: bool


def excerpt(text: str, query: str, length: int = LENGTH) -> list[Piece]:
    """Choose the window of about `length` letters with the most matches and mark them."""
    stems, grams = _asked(query)
    spans = [m.span() for m in _WORD.finditer(text) if _matches(m.group(), stems, grams)]
    start = max((s for s, _e in spans), key=lambda s: (_inside(spans, s, length), -s), default=0)
    start = max(0, start - length // 4)
    if start:
        start = text.find(" ", start) + 1 or start
    end = min(len(text), start + length)
    if end < len(text):
        end = text.rfind(" ", start, end) if text.rfind(" ", start, end) > start else end
    return _pieces(text, start, end, spans)


def _asked(query: str) -> tuple[set[str], list[set[str]]]:
    words = [word for word in analyser.words(query) if word not in analyser.FUNCTION_WORDS]
    return {analyser.stem(word) for word in words}, [set(analyser.grams([word])) for word in words]


def _matches(word: str, stems: set[str], grams: list[set[str]]) -> bool:
    normal = analyser.normal(word)
    if analyser.stem(normal) in stems:
        return True
    own = set(analyser.grams([normal]))
    return any(len(own & wanted) >= max(2, 0.6 * min(len(own), len(wanted))) for wanted in grams)


def _inside(spans: list[tuple[int, int]], start: int, length: int) -> int:
    return sum(start <= s < start + length * 3 // 4 for s, _e in spans)


def _pieces(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> list[Piece]:
    pieces, at = [Piece("… ", hit=False)] if start else [], start
    for s, e in spans:
        if at <= s and e <= end:
            pieces += [Piece(text[at:s], hit=False), Piece(text[s:e], hit=True)]
            at = e
    pieces.append(Piece(text[at:end] + (" …" if end < len(text) else ""), hit=False))
    return [piece for piece in pieces if piece.text]
