"""Seals on rows: the history keeps a digest of what a row said, so that an edit behind the program's back shows.

An action that changes a sealed record writes its history entry with `record`, the last one of a record with `gone`.
`faults` compares every row of a model with the last digest in the chain. Columns named in a model's `UNSEALED` may
change without an entry of their own (a person after a merge: the merge has its own entry).
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import models

from kogge.core import history
from kogge.core.models import HistoryEntry

SEAL = "seal"


def record(
    thing: models.Model,
    verb: str,
    *,
    by: Any,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> HistoryEntry:
    """Like `history.record`, with the digest of the row as it now stands in the database."""
    return history.record(
        thing, verb, by=by, before=before, after={**(after or {}), SEAL: digest(thing)}, reason=reason
    )


def gone(thing: models.Model, verb: str, *, by: Any, reason: str = "") -> HistoryEntry:
    """The row is about to be deleted for a reason that the program knows."""
    return history.record(thing, verb, by=by, after={SEAL: ""}, reason=reason)


def digest(thing: models.Model) -> str:
    """SHA-256 over all sealed columns, read back from the database."""
    stored = type(thing)._base_manager.filter(pk=thing.pk).values(*_columns(type(thing))).get()
    return of_values(stored)


def of_values(values: Mapping[str, Any]) -> str:
    """The digest of one row's columns."""
    return hashlib.sha256(json.dumps(values, sort_keys=True, default=_text).encode()).hexdigest()


def faults(watched: Iterable[type[models.Model]]) -> Iterator[str]:
    """A sentence for each row of these models that was edited, inserted or deleted without an entry."""
    for model in watched:
        expected = _expected(model)
        for values in model._base_manager.order_by("pk").values(*_columns(model)).iterator(chunk_size=2000):
            pk = str(values[model._meta.pk.attname])
            seal = expected.pop(pk, None)
            name = f"{model._meta.verbose_name} {pk}"
            if not seal:
                yield f"{name} was inserted without an entry in the history."
            elif seal != of_values(values):
                yield f"{name} was edited without an entry in the history."
        yield from (
            f"{model._meta.verbose_name} {pk} was deleted without an entry in the history."
            for pk, seal in expected.items() if seal
        )  # fmt: skip


def _expected(model: type[models.Model]) -> dict[str, str]:
    """The last seal of each row, by the order of the chain."""
    entries = HistoryEntry.objects.filter(kind=model._meta.label_lower).order_by("pk")
    return {
        pk: after[SEAL]
        for pk, after in entries.values_list("object_id", "after").iterator(chunk_size=2000)
        if SEAL in after
    }


def _columns(model: type[models.Model]) -> list[str]:
    loose = set(getattr(model, "UNSEALED", ()))
    return [field.attname for field in model._meta.concrete_fields if field.name not in loose]


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, bytes | bytearray | memoryview):
        return bytes(value).hex()
    return str(value)
