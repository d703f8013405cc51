"""Keeping the index in step with what is public.

An action that changes something public leaves a `Waiting` row in its own transaction; the group is read anew right
after the commit, by the clock, or at the latest by the next search. One worker at a time: the first waiting row is
locked until its group is done.
"""

import time
from collections import Counter
from collections.abc import Iterable, Mapping

from django.db import connection, transaction
from django.db.models import Avg, F

from . import analyser, documents
from .index import Analysed, Averages, Entry, analyse, tokens
from .models import Posting, SearchDocument, Term, Waiting
from .vocabulary import vocabulary

BATCH = 5_000
START: Averages = (6.0, 60.0, 30.0, 300.0)


def mark(group: str) -> None:
    """Note that the documents of a group changed; called inside the transaction that changes them."""
    Waiting.objects.bulk_create([Waiting(group=group)], ignore_conflicts=True)
    transaction.on_commit(_work_off_small, robust=True)  # a fault of the index must not undo a change


def _work_off_small() -> None:
    work_off(seconds=0.3)


def work_off(*, seconds: float = 60.0) -> int:
    """Read waiting groups anew until none is left or the time is over. Returns how many were done."""
    until, done = time.monotonic() + seconds, 0
    while time.monotonic() < until and Waiting.objects.exists() and _work_off_one():
        done += 1
    return done


@transaction.atomic
def _work_off_one() -> bool:
    waiting = Waiting.objects.select_for_update().order_by("pk").first()
    if waiting is None:
        return False
    refresh(waiting.group)
    waiting.delete()
    return True


@transaction.atomic
def refresh(group: str) -> None:
    """Bring the documents of one group in step with what is public now."""
    entries = {entry.key: entry for entry in documents.entries(group)}
    stored = dict(SearchDocument.objects.filter(group=group).values_list("key", "digest"))
    gone = [key for key in stored if key not in entries or entries[key].digest != stored[key]]
    fresh = [entry for key, entry in entries.items() if stored.get(key) != entry.digest]
    _remove(gone)
    write(fresh, vocabulary().words, averages())
    Term.objects.filter(documents=0).delete()  # no word of somebody who was erased stays behind


@transaction.atomic
def rebuild(entries: Iterable[Entry] | None = None) -> int:
    """Build the whole index anew. Returns the number of documents."""
    found = list(documents.all_entries() if entries is None else entries)
    Posting.objects.all().delete()
    SearchDocument.objects.all().delete()
    Term.objects.all().delete()
    Waiting.objects.all().delete()
    known: Counter[str] = Counter()
    for entry in found:
        title, rest = tokens(entry)
        known.update(analyser.surface([*title, *rest]))
    write(found, known, _measured(found, known))
    return len(found)


def tidy() -> None:
    """Tell the database what the new tables hold, or it plans searches as if they were empty."""
    if connection.in_atomic_block:
        return
    command = "VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE"
    with connection.cursor() as cursor:
        for model in (Posting, Term, SearchDocument):
            cursor.execute(f"{command} {model._meta.db_table}")


def averages() -> Averages:
    """Mean lengths of the stored documents."""
    row = SearchDocument.objects.aggregate(
        a=Avg("title_words"), b=Avg("all_words"), c=Avg("title_grams"), d=Avg("all_grams")
    )
    return (row["a"] or START[0], row["b"] or START[1], row["c"] or START[2], row["d"] or START[3])


def write(entries: list[Entry], known: Mapping[str, int], means: Averages) -> None:
    """Store entries with their terms, in batches."""
    analysed = [analyse(entry, known, means) for entry in entries]
    for start in range(0, len(entries), 500):
        _write_batch(entries[start : start + 500], analysed[start : start + 500])


def _write_batch(entries: list[Entry], analysed: list[Analysed]) -> None:
    rows = SearchDocument.objects.bulk_create(
        [_row(entry, found) for entry, found in zip(entries, analysed, strict=True)]
    )
    counted: Counter[tuple[str, str]] = Counter()
    for found in analysed:
        for channel, weights in found.weights.items():
            counted.update((channel, term) for term in weights)
    ids = _count_terms(counted)
    postings = [
        Posting(term_id=ids[channel, term], document=row, weight=weight)
        for row, found in zip(rows, analysed, strict=True)
        for channel, weights in found.weights.items()
        for term, weight in weights.items()
    ]
    Posting.objects.bulk_create(postings, batch_size=BATCH)


def _row(entry: Entry, found: Analysed) -> SearchDocument:
    names = ("title_words", "all_words", "title_grams", "all_grams")
    return SearchDocument(
        key=entry.key, group=entry.group, kind=entry.kind, path=entry.path, title=entry.title[:300],
        title_en=entry.title_en[:300], detail=entry.detail[:300], text=entry.text, text_en=entry.text_en,
        sort_on=entry.sort_on, digest=entry.digest, **dict(zip(names, found.lengths, strict=True)),
    )  # fmt: skip


def _count_terms(counted: Counter[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """Make missing terms, add to the counts of all, and return their ids."""
    ordered = sorted(counted)
    Term.objects.bulk_create(
        [Term(channel=channel, text=text) for channel, text in ordered],
        ignore_conflicts=True,
        batch_size=BATCH,
    )
    ids: dict[tuple[str, str], int] = {}
    for channel in sorted({channel for channel, _text in ordered}):
        texts = [text for wanted, text in ordered if wanted == channel]
        for start in range(0, len(texts), 900):
            rows = Term.objects.filter(channel=channel, text__in=texts[start : start + 900])
            ids.update({(channel, text): pk for pk, text in rows.values_list("pk", "text")})
    by_count: dict[int, list[int]] = {}
    for key, count in counted.items():
        by_count.setdefault(count, []).append(ids[key])
    for count, keys in sorted(by_count.items()):
        for start in range(0, len(keys), 900):
            Term.objects.filter(pk__in=keys[start : start + 900]).update(documents=F("documents") + count)
    return ids


def _remove(keys: list[str]) -> None:
    for row in SearchDocument.objects.filter(key__in=keys):
        terms = Posting.objects.filter(document=row).values("term")
        Term.objects.filter(pk__in=terms, documents__gt=0).update(documents=F("documents") - 1)
        row.delete()


def _measured(entries: list[Entry], known: Mapping[str, int]) -> Averages:
    sample = [analyse(entry, known, START).lengths for entry in entries[:: max(1, len(entries) // 500)]]
    if not sample:
        return START
    means = [sum(lengths[place] for lengths in sample) / len(sample) for place in range(4)]
    return (means[0], means[1], means[2], means[3])
