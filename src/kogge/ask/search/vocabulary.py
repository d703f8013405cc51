"""The site's own words, by which compounds are split. Kept per process while their number stays the same."""

from .models import Term

_kept: tuple[tuple[int, int], dict[str, int]] = ((-1, -1), {})


def vocabulary() -> dict[str, int]:
    """Folded word → in how many documents it stands."""
    global _kept  # noqa: PLW0603  one small memory per process
    words = Term.objects.filter(channel=Term.Channel.SURFACE)
    newest = words.order_by("-pk").values_list("pk", flat=True).first() or 0
    state = (words.count(), newest)
    if _kept[0] != state:
        _kept = (state, dict(words.filter(documents__gt=0).values_list("text", "documents")))
    return _kept[1]
