"""Addresses last: a renamed event redirects, a withdrawn one says what it was (PU-11)."""

from collections.abc import Iterable

from kogge.core.models import FormerAddress

PAGES = (
    "/events/{}/", "/events/{}/programme/", "/events/{}/speakers/", "/events/{}/changes/", "/events/{}/now/",
    "/events/{}.ics", "/events/{}.jsonld", "/events/{}/sessions.ics", "/events/{}/favourites.ics",
    "/events/{}/schedule.xml", "/events/{}/schedule.json", "/events/{}/my-day/", "/events/{}/programme/all/",
    "/events/{}/programme.pdf",
)  # fmt: skip
SESSION = "/events/{}/sessions/{}/"
SESSION_FILE = "/events/{}/sessions/{}.ics"


def of(slug: str, sessions: Iterable[str] = ()) -> list[str]:
    """Every public address of an event and of the given sessions."""
    own = [page.format(slug) for page in PAGES]
    return own + [page.format(slug, one) for one in sessions for page in (SESSION, SESSION_FILE)]


def move(pairs: Iterable[tuple[str, str]]) -> None:
    """Let each old address lead to its new one, also those that led to the old one before."""
    moves = {old: new for old, new in pairs if old != new}
    if not moves:
        return
    free(moves.values())
    earlier = list(FormerAddress.objects.filter(moved_to__in=moves.keys()))
    for former in earlier:
        former.moved_to = moves[former.moved_to]
    FormerAddress.objects.bulk_update([one for one in earlier if one.path != one.moved_to], ["moved_to"])
    _write([FormerAddress(path=old, moved_to=new) for old, new in moves.items()])


def close(paths: Iterable[str], label: str) -> None:
    """Let addresses say what stood there."""
    _write([FormerAddress(path=path, moved_to="", label=label[:300]) for path in paths])


def free(paths: Iterable[str]) -> None:
    """These addresses are in use again."""
    FormerAddress.objects.filter(path__in=list(paths)).delete()


def _write(rows: list[FormerAddress]) -> None:
    FormerAddress.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["path"], update_fields=["moved_to", "label"]
    )
