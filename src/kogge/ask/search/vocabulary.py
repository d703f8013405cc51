"""The site's own words, by which compounds are split, and how many documents there are.

Kept per process until a new document or a new word comes; what was only taken away may be counted a little longer,
which changes a rarity by less than anybody can see.
"""

from dataclasses import dataclass, field

from .models import SearchDocument, Term


@dataclass(frozen=True)
class Vocabulary:
    """Folded word → in how many documents it stands; and the number of documents."""

    words: dict[str, int] = field(default_factory=dict)
    documents: int = 0
    newest: tuple[int, int] = (0, 0)


_kept = [Vocabulary()]


def vocabulary() -> Vocabulary:
    """The vocabulary as of the newest document and word."""
    newest = (_newest(SearchDocument), _newest(Term))
    if _kept[0].newest != newest:
        words = Term.objects.filter(channel=Term.Channel.SURFACE, documents__gt=0)
        _kept[0] = Vocabulary(
            dict(words.values_list("text", "documents")), SearchDocument.objects.count(), newest
        )
    return _kept[0]


def _newest(model: type[SearchDocument] | type[Term]) -> int:
    return model._default_manager.order_by("-pk").values_list("pk", flat=True).first() or 0
