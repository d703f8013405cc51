"""The order in which a file of facts goes in: who and where first, then what happened, then what is told."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.db import transaction

from kogge.core import freshness, reactions
from kogge.core.models import HistoryEntry
from kogge.core.refusals import Refused
from kogge.publish.programme import actions as programme

from . import events, network, notes
from .reading import FactsError, read
from .store import Loading, Summary


@transaction.atomic
def load(path: Path, *, by: Any, operations: Mapping[str, Iterable[str]] | None = None) -> Summary:
    """Load the file at `path` into all stages and release what it tells. All or nothing; repeatable.

    `operations` names per organisation the operations its events may belong to, in order of preference.
    """
    run = Loading(read(path), by=by, operations=operations)
    before = HistoryEntry.objects.count()
    network.load_places(run)
    network.load_organizations(run)
    network.load_documents(run)
    network.load_programmes(run)
    network.load_communities(run)
    network.load_people(run)
    events.load_series(run)
    events.load_events(run)
    events.load_talks(run)
    notes.load_figures(run)
    notes.load_notes(run)
    _release(run)
    run.summary.changes = HistoryEntry.objects.count() - before
    if run.summary.changes:
        freshness.advance()
        reactions.announce("year changed", year=run.facts.year)
    return run.summary


def _release(run: Loading) -> None:
    """Everything in a file of facts was published before, so it is released here too."""
    for event in events.in_order(run):
        try:
            programme.release(event, by=run.by)
        except Refused as refusal:
            raise FactsError("events", event.slug, str(refusal)) from refusal
