"""One rule decides freshness: what changes something public advances the revision in its own transaction.

Published pages are kept in memory with the revision that was read before they were rendered; a page older than the
stored revision is never served (docs/decisions/0001-published-pages.md). So that nobody needs to ask the database
at each request, `advance` announces the new number to all processes of this machine before it is committed:
an unannounced number is never stored, and an announced one is looked up.
"""

from functools import cache

from django.conf import settings
from django.db import transaction
from django.db.models import F

from .board import Board
from .models import PublicRevision


@cache
def board() -> Board:
    """Where this machine's processes announce what they are about to commit."""
    return Board(settings.DATA / "revision")


def advance() -> int:
    """Count one public change. Call inside the transaction of the action that makes it."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("freshness.advance belongs inside the transaction of its action")
    if not _count():
        # The very first two changes may meet here: the second one waits for the first and then counts.
        PublicRevision.objects.bulk_create([PublicRevision(pk=1, number=0)], ignore_conflicts=True)
        _count()
    number = current()
    board().raise_to(number)
    return number


def _count() -> bool:
    return bool(PublicRevision.objects.filter(pk=1).update(number=F("number") + 1))


def current() -> int:
    """The stored revision; 0 before anything was published."""
    return PublicRevision.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def settle() -> bool:
    """Take back what was announced by transactions that were rolled back. True when there was something.

    Whoever announces holds the lock of the revision's row until the end of their transaction, so under this lock
    nobody is between announcing and committing. Until this runs, each request costs a look at the stored number.
    """
    if board().read() <= current():
        return False
    with transaction.atomic():
        stored = PublicRevision.objects.select_for_update().filter(pk=1).first()
        if stored is None or board().read() <= stored.number:
            return False
        board().put_back(stored.number)
    return True
