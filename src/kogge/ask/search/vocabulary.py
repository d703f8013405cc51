"""The site's own words, by which compounds are split, and how many documents there are.

Kept per process until a document or a word comes or goes.
"""

from dataclasses import dataclass, field

from django.db.models import Count, Max

from .models import SearchDocument, Term


@dataclass(frozen=True)
class Vocabulary:
    """Folded word → in how many documents it stands; and the number of documents."""

    words: dict[str, int] = field(default_factory=dict)
    documents: int = 0
    newest: tuple[int, int, int] = (0, 0, 0)


_kept = [Vocabulary()]


def vocabulary() -> Vocabulary:
    """The vocabulary as of the newest document and word."""
    rows = SearchDocument.objects.aggregate(newest=Max("pk"), count=Count("pk"))
    word = Term.objects.aggregate(newest=Max("pk"))["newest"]
    newest = (rows["newest"] or 0, word or 0, rows["count"])
    if _kept[0].newest != newest:
        words = Term.objects.filter(channel=Term.Channel.SURFACE, documents__gt=0)
        _kept[0] = Vocabulary(dict(words.values_list("text", "documents")), rows["count"], newest)
    return _kept[0]
