"""Seals on rows: the history keeps a digest of what a row said, so that an edit behind the program's back shows.

An action that changes a sealed record writes its history entry with `record`, the last one of a record with `gone`;
many rows at once share one entry (`record_many`). `faults` compares every row with the last digest in the chain.
The digest is keyed (HMAC, RFC 2104), with the key apart from the database: whoever can only write the database cannot
make one that fits. Columns named in a model's `UNSEALED` may change without an entry of their own (a person after a
merge: the merge has its own entry). A seal names its columns, so a column that is added later raises no alarm.
"""

import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.models import HistoryEntry

from . import box

SEAL = "seal"
AT_ONCE = 500
GONE = ""
Model = type[models.Model]


@dataclass(frozen=True)
class Fault:
    """One row that is not what the history says of it. `kind`: edited, inserted, deleted or unreadable."""

    model: Model
    pk: str
    kind: str

    def __str__(self) -> str:
        says = {
            "edited": _("%(what)s %(number)s was edited without an entry in the history."),
            "inserted": _("%(what)s %(number)s was inserted without an entry in the history."),
            "deleted": _("%(what)s %(number)s was deleted without an entry in the history."),
            "unreadable": _(
                "%(what)s %(number)s was sealed with a key or a column that is not here any more."
            ),
        }[self.kind]
        return says % {"what": self.model._meta.verbose_name, "number": self.pk}


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
    sealed = {**(after or {}), SEAL: _seal(type(thing), [thing.pk])}
    return history.record(thing, verb, by=by, before=before, after=sealed, reason=reason)


def record_many(
    about: models.Model,
    things: Iterable[models.Model],
    verb: str,
    *,
    by: Any,
    after: Mapping[str, Any] | None = None,
    reason: str = "",
) -> int:
    """Seal many rows of one model, as they now stand, in entries about one record. Returns how many rows."""
    rows = list(things)
    for start in range(0, len(rows), AT_ONCE):
        part = rows[start : start + AT_ONCE]
        sealed = {**(after or {}), SEAL: _seal(type(part[0]), [row.pk for row in part])}
        history.record(about, verb, by=by, after=sealed, reason=reason)
    return len(rows)


def gone(thing: models.Model, verb: str, *, by: Any, reason: str = "") -> HistoryEntry:
    """The row is about to be deleted for a reason that the program knows."""
    return history.record(thing, verb, by=by, after={SEAL: _ended(type(thing), [thing.pk])}, reason=reason)


def gone_many(
    about: models.Model, things: Iterable[models.Model], verb: str, *, by: Any, reason: str = ""
) -> int:
    """Many rows of one model are about to be deleted: one entry about one record. Returns how many rows."""
    rows = list(things)
    for start in range(0, len(rows), AT_ONCE):
        part = rows[start : start + AT_ONCE]
        ended = _ended(type(part[0]), [row.pk for row in part])
        history.record(about, verb, by=by, after={SEAL: ended}, reason=reason)
    return len(rows)


def faults(
    watched: Sequence[Model],
    *,
    waits: Mapping[Model, models.Q] | None = None,
    progress: Callable[[str, int], None] = lambda _what, _count: None,
) -> Iterator[Fault]:
    """Every row of these models that was edited, inserted or deleted without an entry.

    `waits` names the rows of a model that are sealed a moment later than they are stored. What is written while this
    runs raises no alarm: each suspicion is looked at again together with the entries that came since.
    """
    last = HistoryEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    seals = _seals({model._meta.label_lower for model in watched}, progress)
    for model in watched:
        known = seals.pop(model._meta.label_lower)
        later = (waits or {}).get(model, models.Q(pk__in=[]))
        suspects = list(_compared(model, known, later, progress))
        for start in range(0, len(suspects), AT_ONCE):
            yield from _confirmed(model, suspects[start : start + AT_ONCE], last, later)


def sealed(models_: Sequence[Model]) -> dict[Model, set[str]]:
    """The numbers of the rows that have a seal."""
    known = _seals({model._meta.label_lower for model in models_}, lambda _what, _count: None)
    return {model: set(known[model._meta.label_lower]) for model in models_}


def last_entry(model: Model, pk: str) -> HistoryEntry | None:
    """The newest entry that seals a row."""
    entries = HistoryEntry.objects.filter(after__seal__model=model._meta.label_lower)
    return entries.filter(after__seal__rows__has_key=pk).order_by("-pk").first()


def of_values(model: Model, values: Mapping[str, Any]) -> str:
    """The digest of one row's columns: HMAC-SHA-256 over canonical JSON, the first 128 bits."""
    content = json.dumps([model._meta.label_lower, values], sort_keys=True, default=_text)
    return hmac.digest(box.key(box.Purpose.HISTORY), content.encode(), "sha256").hex()[:32]


@dataclass(frozen=True, slots=True)
class _Seal:
    digest: bytes
    sort: tuple[str, tuple[str, ...]]


def _compared(
    model: Model, known: dict[str, _Seal], later: models.Q, progress: Callable[[str, int], None]
) -> Iterator[tuple[str, str, _Seal | None]]:
    waiting = {str(pk) for pk in model._base_manager.filter(later).order_by().values_list("pk", flat=True)}
    rows = model._base_manager.order_by("pk").values(*_attnames(model)).iterator(chunk_size=2000)
    for count, values in enumerate(rows, 1):
        pk = str(values[model._meta.pk.attname])
        seal = known.pop(pk, None)
        if kind := _kind(model, values, seal, is_waiting=pk in waiting):
            yield kind, pk, seal
        if count % 20_000 == 0:
            progress(str(model._meta.verbose_name_plural), count)
    yield from (("deleted", pk, seal) for pk, seal in known.items() if seal.digest)


def _confirmed(
    model: Model, suspects: list[tuple[str, str, _Seal | None]], last: int, later: models.Q
) -> Iterator[Fault]:
    """What is still wrong after the entries that were written since, and with the rows as they are now."""
    known = {pk: seal for _kind, pk, seal in suspects}
    found = {
        str(values[model._meta.pk.attname]): values
        for values in model._base_manager.filter(pk__in=list(known)).order_by("pk").values(*_attnames(model))
    }
    waiting = {
        str(pk) for pk in model._base_manager.filter(later, pk__in=list(known)).values_list("pk", flat=True)
    }
    since = _seals({model._meta.label_lower}, lambda _what, _count: None, after=last)
    for pk, before in known.items():
        seal = since[model._meta.label_lower].get(pk, before)
        if values := found.get(pk):
            kind = _kind(model, values, seal, is_waiting=pk in waiting)
        else:
            kind = "deleted" if seal is not None and seal.digest else ""
        if kind:
            yield Fault(model, pk, kind)


def _kind(model: Model, values: Mapping[str, Any], seal: _Seal | None, *, is_waiting: bool) -> str:
    if seal is None or not seal.digest:
        return "" if is_waiting else "inserted"
    key, columns = seal.sort
    if key != box.fingerprint(box.Purpose.HISTORY) or not values.keys() >= set(columns):
        return "unreadable"
    fits = of_values(model, {name: values[name] for name in columns}) == seal.digest.hex()
    return "" if fits else "edited"


def _seals(
    labels: set[str], progress: Callable[[str, int], None], *, after: int = 0
) -> dict[str, dict[str, _Seal]]:
    """The last seal of each row of these models, by the order of the chain."""
    found: dict[str, dict[str, _Seal]] = {label: {} for label in labels}
    sorts: dict[tuple[str, tuple[str, ...]], tuple[str, tuple[str, ...]]] = {}
    entries = HistoryEntry.objects.filter(pk__gt=after, after__has_key=SEAL).order_by("pk")
    for count, values in enumerate(entries.values_list("after", flat=True).iterator(chunk_size=500), 1):
        seal = values[SEAL]
        if isinstance(seal, dict) and seal.get("model") in labels:
            sort = (seal["key"], tuple(seal["columns"]))
            sort = sorts.setdefault(sort, sort)
            rows = found[seal["model"]]
            rows.update((pk, _Seal(bytes.fromhex(digest), sort)) for pk, digest in seal["rows"].items())
        if count % 20_000 == 0:
            progress(_("entries of the history"), count)
    return found


def _seal(model: Model, pks: list[Any]) -> dict[str, Any]:
    columns = _columns(model)
    stored = model._base_manager.filter(pk__in=pks).order_by("pk").values(*columns)
    rows = {str(values[model._meta.pk.attname]): of_values(model, values) for values in stored}
    if len(rows) != len(set(pks)):
        raise LookupError(f"A row of {model._meta.label} cannot be sealed before it is stored.")
    key = box.fingerprint(box.Purpose.HISTORY)
    return {"model": model._meta.label_lower, "key": key, "columns": columns, "rows": rows}


def _ended(model: Model, pks: list[Any]) -> dict[str, Any]:
    rows = {str(pk): GONE for pk in pks}
    return {"model": model._meta.label_lower, "key": "", "columns": [], "rows": rows}


def _columns(model: Model) -> list[str]:
    loose = set(getattr(model, "UNSEALED", ()))
    return sorted(field.attname for field in model._meta.concrete_fields if field.name not in loose)


def _attnames(model: Model) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _text(value: Any) -> str:
    """One text for a value, whichever database it was read from."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, bytes | bytearray | memoryview):
        return hashlib.sha256(value).hexdigest()
    return str(value)
