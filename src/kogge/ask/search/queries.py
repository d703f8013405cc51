"""Finding: score = word channel + 2 × 4-gram channel, each divided by the best score the query could reach.

A term nobody uses lowers the score by its share of the query. So scores are absolute: about 3.0 is a document with
every term in its title, and what lies below THRESHOLD (or ALIKE, for
documents that share no whole word) is not shown. Function words count little; of the 4-grams the
rarest are read first, up to a budget of rows, which keeps the time even on a large index.
"""

from collections import Counter
from dataclasses import dataclass

from django.db import connection

from . import analyser, bm25
from .compounds import split
from .index import GRAM, WORD
from .models import Posting, SearchDocument, Term
from .vocabulary import vocabulary

THRESHOLD = 0.6
ALIKE = 1.0
GRAM_WEIGHT = 2.0
FUNCTION_WEIGHT = 0.35
PART_WEIGHT = 0.6
ROWS = 3_000
LEAST_TERMS = {WORD: 2, GRAM: 1}
MAX_WORDS = 16
MOST_HITS = 200
MOST_BONUSES = 60


@dataclass(frozen=True)
class Hit:
    """A document with its score."""

    document: SearchDocument
    score: float


@dataclass(frozen=True)
class Found:
    """The hits of one page, how many there are in all, and how many of each kind."""

    hits: list[Hit]
    total: int
    kinds: dict[str, int]


def find(text: str, *, kind: str = "", start: int = 0, limit: int = 20) -> Found:
    """Search everything public. `kind` narrows to one kind of record."""
    asked = analyser.words(text)[:MAX_WORDS]
    scores = _sums(*_factors(asked))
    rows = SearchDocument.objects.filter(pk__in=list(scores)).values_list("pk", "kind", "title", "title_en")
    first = set(list(scores)[:MOST_BONUSES])
    ranked = [
        (scores[pk] + (_title_bonus(asked, (title, english)) if pk in first else 0), pk, of)
        for pk, of, title, english in rows
    ]
    kinds = Counter(of for _score, _pk, of in ranked)
    chosen = sorted((-score, pk) for score, pk, of in ranked if not kind or of == kind)
    shown = SearchDocument.objects.in_bulk([pk for _score, pk in chosen[start : start + limit]])
    hits = [Hit(shown[pk], -score) for score, pk in chosen[start : start + limit]]
    return Found(hits, len(chosen), dict(kinds.most_common()))


def _sums(factors: dict[int, float], words: set[int]) -> dict[int, float]:
    """Document → score, the best first, added up by the database: no row leaves it that is not shown.

    A document that shares no whole word with the query (`words`) must be more like it to count as a hit.
    """
    if not factors:
        return {}
    values = ", ".join(["(%s, %s, %s)"] * len(factors))
    statement = f"""
        WITH asked (term_id, factor, is_word) AS (VALUES {values})
        SELECT document_id, SUM(weight * factor) AS score
        FROM asked JOIN {Posting._meta.db_table} AS posting ON posting.term_id = asked.term_id
        GROUP BY document_id
        HAVING SUM(weight * factor) >= CASE WHEN MAX(is_word) = 1 THEN %s ELSE %s END
        ORDER BY score DESC, document_id LIMIT %s
    """  # noqa: S608  only placeholders and our own table's name are put in
    parameters = [value for pk, factor in factors.items() for value in (pk, factor, int(pk in words))]
    with connection.cursor() as cursor:
        cursor.execute(statement, [*parameters, THRESHOLD, ALIKE, MOST_HITS])
        return dict(cursor.fetchall())


def _factors(asked: list[str]) -> tuple[dict[int, float], set[int]]:
    """Term id → by how much its stored weight counts in this query's scores; and which ids are whole words."""
    site = vocabulary()
    wanted = _wanted(asked, site.words)
    if not wanted:
        return {}, set()
    count = site.documents
    known = {
        (term.channel, term.text): term
        for term in Term.objects.filter(
            channel__in=(WORD, GRAM), text__in={text for _channel, text in wanted}
        )
        if (term.channel, term.text) in wanted and term.documents
    }
    factors: dict[int, float] = {}
    for channel, share in ((WORD, 1.0), (GRAM, GRAM_WEIGHT)):
        asked_here = {key: weight for key, weight in wanted.items() if key[0] == channel}
        sizes = {key: known[key].documents for key in asked_here if key in known}
        read, skipped = _affordable(sizes)
        worth = {key: asked_here[key] * bm25.rarity(count, sizes[key]) for key in sizes}
        highest = bm25.BEST * sum(value for key, value in worth.items() if key not in skipped)
        covered = len(sizes) / max(1, len(asked_here))
        factors |= {known[key].pk: share * covered * worth[key] / highest for key in read if highest}
    return factors, {term.pk for term in known.values() if term.channel == WORD}


def _wanted(asked: list[str], known: dict[str, int]) -> dict[tuple[str, str], float]:
    """Channel and text of every term of the query with its weight."""
    content = [word for word in asked if word not in analyser.FUNCTION_WORDS]
    if not content:
        return {}
    wanted: dict[tuple[str, str], float] = {}
    for word in asked:
        weight = 1.0 if word in content else FUNCTION_WEIGHT
        wanted[WORD, analyser.stem(word)] = weight
    for word in content:
        for part in split(analyser.fold(word), known):
            wanted.setdefault((WORD, analyser.stem(part)), PART_WEIGHT)
    wanted.update(((GRAM, gram), 1.0) for gram in analyser.grams(content))
    return wanted


def _affordable(
    sizes: dict[tuple[str, str], int],
) -> tuple[list[tuple[str, str]], set[tuple[str, str]]]:
    """The rarest terms whose rows fit the budget, at least a few, and the ones left out."""
    ordered = sorted(sizes, key=lambda key: (sizes[key], key))
    rows, read = 0, list[tuple[str, str]]()
    for key in ordered:
        rows += sizes[key]
        if rows > ROWS and len(read) >= LEAST_TERMS[key[0]]:
            break
        read.append(key)
    return read, set(ordered) - set(read)


def _title_bonus(asked: list[str], titles: tuple[str, ...]) -> float:
    """A title that is or begins with what was asked stands first."""
    wanted = "".join(analyser.fold(word) for word in asked)
    written = ["".join(map(analyser.fold, analyser.words(title))) for title in titles if title]
    if wanted in written:
        return 1.0
    return 0.5 if any(wanted in title for title in written) else 0.0
