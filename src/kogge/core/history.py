"""Who did what, when: an append-only chain that shows any later change.

Each entry's hash covers its content and the previous entry's hash; the unique constraint on `previous_hash`
keeps the chain from forking when two transactions write at once. Values of personal fields never go in here.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone

from . import data_map
from .models import HistoryEntry

START = "0" * 64
HIDDEN = "personal"
_LOCK_KEY = 0x4B4F474745


def record(
    thing: models.Model,
    verb: str,
    *,
    by: Any,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> HistoryEntry:
    """Append one entry inside the caller's transaction.

    `by` is the acting user (its primary key is kept), a string such as "import", or None for a visitor.
    `before` and `after` are JSON values of the changed fields.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("history.record belongs inside the transaction of its action")
    _take_turn()
    last = HistoryEntry.objects.order_by("-pk").values_list("hash", flat=True).first()
    entry = HistoryEntry(
        at=timezone.now(),
        actor=by if isinstance(by, str) else str(getattr(by, "pk", None) or ""),
        verb=verb,
        kind=thing._meta.label_lower,
        object_id=str(thing.pk),
        label="" if _about_a_person(thing) else str(thing)[:200],
        before=_plain(thing, before),
        after=_plain(thing, after),
        reason=reason,
        previous_hash=last or START,
    )
    entry.hash = digest(entry)
    entry.save(force_insert=True)
    return entry


def of(thing: models.Model) -> models.QuerySet[HistoryEntry]:
    """All entries about one record, newest first."""
    return HistoryEntry.objects.filter(kind=thing._meta.label_lower, object_id=str(thing.pk)).order_by("-pk")


def digest(entry: HistoryEntry) -> str:
    """SHA-256 over the previous hash and the entry's content in canonical JSON."""
    content = [
        entry.previous_hash, entry.at.isoformat(), entry.actor, entry.verb, entry.kind,
        entry.object_id, entry.label, entry.before, entry.after, entry.reason,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def faults() -> Iterator[str]:
    """Walk the chain and yield a sentence for every entry that was edited, inserted or removed."""
    expected = START
    for entry in HistoryEntry.objects.order_by("pk").iterator(chunk_size=2000):
        if entry.previous_hash != expected:
            yield f"Entry {entry.pk} does not follow its predecessor."
        if entry.hash != digest(entry):
            yield f"Entry {entry.pk} was changed after it was written."
        expected = entry.hash


def _plain(thing: models.Model, values: Mapping[str, Any] | None) -> dict[str, Any]:
    """As JSON; of a personal field it keeps that it changed, never the value. Keys of other records stay."""
    hidden = {name for name in _personal(thing) if not thing._meta.get_field(name).is_relation}
    shown = {name: HIDDEN if name in hidden and value else value for name, value in (values or {}).items()}
    return json.loads(json.dumps(shown, default=str))


def _about_a_person(thing: models.Model) -> bool:
    """Whether the name of the thing could name a person: marked so, or tied to a person by a personal field."""
    tied = (thing._meta.get_field(name).is_relation for name in _personal(thing))
    return getattr(thing, "is_personal", False) or any(tied)


def _personal(thing: models.Model) -> frozenset[str]:
    return data_map.fields_of(thing._meta.label)


def _take_turn() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK_KEY])
