"""Rows that hold for a period, and rooms: what belongs to an organisation, a person or a place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.imprecise_date import ImpreciseDate, Precision
from kogge.core.refusals import Refused

from ..models import (
    Appearance,
    Community,
    OfficeTerm,
    Organization,
    OrganizationAddress,
    OrganizationName,
    OrganizationOperator,
    Partnership,
    Place,
    Programme,
    Room,
    Valid,
)
from .records import check, kept, linked, told


@dataclass(frozen=True)
class RowKind:
    """One kind of row: its model, the owner it belongs to, and the fields that tell two rows apart."""

    key: str
    model: type[models.Model]
    owner: str
    same: tuple[str, ...]
    fields: tuple[str, ...]
    links: Mapping[str, type[models.Model]]


_VALID = (
    "valid_from", "valid_until", "from_precision", "until_precision", "refs", "not_stated",
    "source_note",
)  # fmt: skip
ROWS = {
    row.key: row
    for row in (
        RowKind("names", OrganizationName, "organization", ("name",), ("name", *_VALID), {}),
        RowKind("operators", OrganizationOperator, "organization", ("operator",), ("operator", *_VALID), {}),
        RowKind("addresses", OrganizationAddress, "organization", ("place", "street"),
                ("place", "street", "postcode", *_VALID), {"place": Place}),
        RowKind("partnerships", Partnership, "organization", ("kind", "partner"),
                ("kind", "partner", *_VALID), {"partner": Organization}),
        RowKind("appearances", Appearance, "person", ("role", "organization"),
                ("role", "organization", *_VALID), {"organization": Organization}),
        RowKind("office_terms", OfficeTerm, "person", ("kind",),
                ("kind", "programme", "community", *_VALID),
                {"programme": Programme, "community": Community}),
        RowKind("rooms", Room, "place", ("slug",),
                ("slug", "name", "kind", "capacity", "features", "position"), {}),
    )
}  # fmt: skip


@transaction.atomic
def add_row(owner: models.Model, key: str, *, by: Any, values: Mapping[str, Any]) -> models.Model:
    """Add a row to its owner."""
    kind = ROWS[key]
    row = kind.model(**{kind.owner: owner})
    _save(row, kind, values)
    history.record(owner, f"added to {key}", by=by, after=kept(owner, _plain(values)))
    told(owner)
    return row


@transaction.atomic
def change_row(row: models.Model, key: str, *, by: Any, values: Mapping[str, Any]) -> None:
    """Change a row."""
    kind = ROWS[key]
    before = {name: getattr(row, name) for name in values}
    _save(row, kind, values)
    owner = getattr(row, kind.owner)
    history.record(
        owner,
        f"changed in {key}",
        by=by,
        before=kept(owner, _plain(before)),
        after=kept(owner, _plain(values)),
    )
    told(owner)


@transaction.atomic
def remove_row(row: models.Model, key: str, *, by: Any) -> None:
    """Remove a row, and refuse while events still use it."""
    kind = ROWS[key]
    owner = getattr(row, kind.owner)
    before = {name: getattr(row, name) for name in kind.same}
    try:
        row.delete()
    except models.ProtectedError as error:
        raise Refused(
            _("This is still used by %(count)d other entries. Please change these first.")
            % {"count": len(error.protected_objects)}
        ) from error
    history.record(owner, f"removed from {key}", by=by, before=kept(owner, _plain(before)))
    told(owner)


def put_rows(owner: models.Model, key: str, rows: list[Mapping[str, Any]]) -> list[str]:
    """Add what is missing, complete what is there, remove nothing. Returns what changed, for history.

    A row without dates stands for any row that says the same; its sources are added to that one.
    """
    kind = ROWS[key]
    there = list(kind.model._default_manager.filter(**{kind.owner: owner}).order_by("pk"))
    changed = []
    for given in rows:
        values = _values(kind, given)
        row = _matching(kind, there, values)
        if row is None:
            row = kind.model(**{kind.owner: owner})
            there.append(row)
        elif "refs" in values:
            values["refs"] = union(getattr(row, "refs", []), values["refs"])
        if row.pk is None or any(getattr(row, name) != value for name, value in values.items()):
            _save(row, kind, values)
            changed.append(key)
    return changed


def union(there: list[Any], given: list[Any]) -> list[Any]:
    """Both lists without repetition, in order."""
    return [*there, *(entry for entry in given if entry not in there)]


def _matching(kind: RowKind, there: list[models.Model], values: Mapping[str, Any]) -> models.Model | None:
    same = [row for row in there if all(getattr(row, name) == values.get(name, "") for name in kind.same)]
    if not issubclass(kind.model, Valid):
        return next(iter(same), None)
    start = values.get("valid_from")
    exact = [row for row in same if row.valid_from == start]  # type: ignore[attr-defined]
    undated = [row for row in same if row.valid_from is None and row.valid_until is None]  # type: ignore[attr-defined]
    anyone = same if start is None and values.get("valid_until") is None else []
    return next(iter([*exact, *undated, *anyone]), None)


def _values(kind: RowKind, given: Mapping[str, Any]) -> dict[str, Any]:
    """Given values with slugs resolved and written dates read."""
    values = dict(given)
    if "note" in values:
        values["source_note"] = values.pop("note")
    for name, model in kind.links.items():
        if name in values:
            values[name] = linked(model, values[name], name)
    for name in ("valid_from", "valid_until"):
        if values.get(name) is not None:
            day = _read_date(values[name], name)
            values[name] = day.last if name == "valid_until" else day.first
            values[f"{name.removeprefix('valid_')}_precision"] = str(day.precision)
    unknown = set(values) - set(kind.fields)
    if unknown:
        raise ValueError(f"{', '.join(sorted(unknown))} is no field of {kind.key}.")
    return values


def _read_date(value: Any, field: str) -> ImpreciseDate:
    try:
        day = ImpreciseDate.parse(value)
    except ValueError as error:
        raise Refused(
            _("“%s” is not a date like 2024, 2024-06 or 2024-06-09.") % value, field=field
        ) from error
    return day if day.precision is not Precision.NOT_STATED else ImpreciseDate(None, Precision.NOT_STATED)


def _save(row: models.Model, kind: RowKind, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    check(row)
    if isinstance(row, OrganizationName):
        _refuse_overlap(row)
    row.save()


def _refuse_overlap(row: OrganizationName) -> None:
    """On each day an organisation has one name."""
    for other in OrganizationName.objects.filter(organization=row.organization).exclude(pk=row.pk):
        if row.overlaps(other):
            raise Refused(
                _("In this period the organisation was already called “%s”.") % other.name, field="valid_from"
            )


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: str(value) if isinstance(value, models.Model) else value for key, value in values.items()}
