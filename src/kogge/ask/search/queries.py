"""Finding: score = word channel + 2 × 4-gram channel, each divided by the best score the query could reach.

So scores are absolute: about 3.0 is a document with every term in its title, and what lies below THRESHOLD is not
shown. Function words count little; of the 4-grams the rarest are read first, up to a budget of rows, which
keeps the time even on a large index.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass

from . import analyser, bm25
from .compounds import split
from .index import GRAM, WORD
from .models import Posting, SearchDocument, Term
from .vocabulary import vocabulary

THRESHOLD = 0.6
GRAM_WEIGHT = 2.0
FUNCTION_WEIGHT = 0.35
PART_WEIGHT = 0.6
ROWS = 6_000
LEAST_TERMS = 3
MAX_WORDS = 16


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
    scores = _scores(asked)
    scores = {document: score for document, score in scores.items() if score >= THRESHOLD}
    best = sorted(scores, key=lambda document: -scores[document])[:400]
    rows = SearchDocument.objects.defer("text", "digest").in_bulk(best)
    hits = [Hit(row, scores[pk] + _title_bonus(asked, row)) for pk, row in rows.items()]
    kinds = Counter(hit.document.kind for hit in hits)
    hits = [hit for hit in hits if not kind or hit.document.kind == kind]
    hits.sort(key=lambda hit: (-hit.score, hit.document.title))
    page = hits[start : start + limit]
    _add_texts(page)
    return Found(page, len(hits), dict(kinds.most_common()))


def _add_texts(hits: list[Hit]) -> None:
    texts = dict(
        SearchDocument.objects.filter(pk__in=[hit.document.pk for hit in hits]).values_list("pk", "text")
    )
    for hit in hits:
        hit.document.text = texts[hit.document.pk]


def _scores(asked: list[str]) -> dict[int, float]:
    wanted = _wanted(asked)
    if not wanted:
        return {}
    count = SearchDocument.objects.count()
    known = {
        (term.channel, term.text): term
        for term in Term.objects.filter(text__in={text for _channel, text in wanted})
        if (term.channel, term.text) in wanted and term.documents
    }
    scores: defaultdict[int, float] = defaultdict(float)
    for channel, factor in ((WORD, 1.0), (GRAM, GRAM_WEIGHT)):
        worth = {
            key: weight * bm25.rarity(count, known[key].documents if key in known else 0)
            for key, weight in wanted.items()
            if key[0] == channel
        }
        read, skipped = _affordable({key: known[key].documents for key in worth if key in known})
        highest = bm25.BEST * sum(value for key, value in worth.items() if key not in skipped)
        if not read or not highest:
            continue
        by_id = {known[key].pk: factor * worth[key] / highest for key in read}
        rows = Posting.objects.filter(term_id__in=list(by_id)).values_list("term_id", "document_id", "weight")
        for term, document, weight in rows.iterator(chunk_size=ROWS):
            scores[document] += by_id[term] * weight
    return scores


def _wanted(asked: list[str]) -> dict[tuple[str, str], float]:
    """Channel and text of every term of the query with its weight."""
    content = [word for word in asked if word not in analyser.FUNCTION_WORDS]
    if not content:
        return {}
    wanted: dict[tuple[str, str], float] = {}
    for word in asked:
        weight = 1.0 if word in content else FUNCTION_WEIGHT
        wanted[WORD, analyser.stem(word)] = weight
    known = vocabulary()
    for word in content:
        for part in split(analyser.fold(word), known):
            wanted.setdefault((WORD, analyser.stem(part)), PART_WEIGHT)
    wanted.update(((GRAM, gram), 1.0) for gram in analyser.grams(content))
    return wanted


def _affordable(
    sizes: dict[tuple[str, str], int],
) -> tuple[list[tuple[str, str]], set[tuple[str, str]]]:
    """The rarest terms whose rows fit the budget, at least three, and the ones left out."""
    ordered = sorted(sizes, key=lambda key: (sizes[key], key))
    rows, read = 0, list[tuple[str, str]]()
    for key in ordered:
        rows += sizes[key]
        if rows > ROWS and len(read) >= LEAST_TERMS:
            break
        read.append(key)
    return read, set(ordered) - set(read)


def _title_bonus(asked: list[str], row: SearchDocument) -> float:
    """A title that is or begins with what was asked stands first."""
    wanted = "".join(analyser.fold(word) for word in asked)
    titles = [
        "".join(map(analyser.fold, analyser.words(title))) for title in (row.title, row.title_en) if title
    ]
    if wanted in titles:
        return 1.0
    return 0.5 if any(wanted in title for title in titles) else 0.0
