"""What the index does when something public changed. Named in `config/reactions.py`."""

from typing import Any

from django.db.models import Model

from kogge.plan.events.models import Event

from . import documents, upkeep
from .models import SearchDocument


def event_released(*, event: Event, **_facts: Any) -> None:
    """An event, and the series it belongs to, are read anew."""
    upkeep.mark(f"event:{event.slug}")
    if event.series:
        upkeep.mark(f"series:{event.series.slug}")


def directory_changed(*, record: Model) -> None:
    """A record of the directory is read anew."""
    if group := documents.group_of(record):
        upkeep.mark(group)


def year_changed(*, year: int) -> None:
    """The notes of a year are read anew."""
    upkeep.mark(f"year:{year}")


def name_taken_out(*, row: Model) -> None:
    """A document that named an erased person is read anew, and its words are counted anew."""
    if isinstance(row, SearchDocument):
        SearchDocument.objects.filter(pk=row.pk).update(digest="")
        upkeep.mark(row.group)
