"""What organisations are called. Memberships hold slugs only: the directory stands on top of the accounts.

`config/reactions.py` names the directory's list once; without it a slug stands for itself.
"""

from collections.abc import Callable, Iterable

Names = Callable[[], dict[str, str]]

_source: list[Names] = []


def know(names: Names) -> None:
    """Say where the names of all organisations come from (slug → name)."""
    _source[:] = [names]


def all_names() -> dict[str, str]:
    """Every organisation, sorted by name."""
    found = _source[0]() if _source else {}
    return dict(sorted(found.items(), key=lambda item: item[1].casefold()))


def named(slugs: Iterable[str]) -> dict[str, str]:
    """The names of these organisations, sorted; an unknown one goes by its slug."""
    found = all_names()
    pairs = {slug: found.get(slug, slug) for slug in slugs}
    return dict(sorted(pairs.items(), key=lambda item: item[1].casefold()))
