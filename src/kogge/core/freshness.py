"""One rule decides freshness: what changes something public advances the revision in its own transaction.

Published pages are kept in memory with the revision they were rendered at; a page older than the stored
revision is never served (docs/decisions/published-pages.md).
"""

from django.db import transaction
from django.db.models import F

from .models import PublicRevision


def advance() -> int:
    """Count one public change. Call inside the transaction of the action that makes it."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("freshness.advance belongs inside the transaction of its action")
    if not PublicRevision.objects.filter(pk=1).update(number=F("number") + 1):
        PublicRevision.objects.create(pk=1, number=1)
    return current()


def current() -> int:
    """The stored revision; 0 before anything was published."""
    return PublicRevision.objects.filter(pk=1).values_list("number", flat=True).first() or 0
