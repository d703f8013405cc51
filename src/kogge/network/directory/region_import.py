"""Loads a region's folder into the directory. Repeatable: a second run with the same files changes nothing.

Every file may be absent. A broken one stops the load with a sentence that names file and line; nothing is
half-loaded.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db import transaction

from kogge.core import yaml_files
from kogge.core.refusals import Refused
from kogge.core.yaml_files import BrokenFile, Row

from . import actions

BY = "region"
_ORGANIZATION = (
    "name", "full_name", "abbreviation", "also_called", "kind", "parent", "place", "website", "refs",
    "not_stated", "summary_de", "summary_en", "plain_de",
)  # fmt: skip
_ROWS = ("names", "operators", "addresses", "partnerships")
_PLACE = (
    "name", "kind", "within", "area", "street", "postcode", "latitude", "longitude", "access_features",
    "access_note",
)  # fmt: skip


@transaction.atomic
def load(folder: Path) -> dict[str, int]:
    """Load every file of the folder; returns how many entries each held. Raises `BrokenFile`."""
    return {
        "sources": each_row(folder / "sources.yaml", "sources", ("key", "title"), _source),
        "areas": each_row(folder / "areas.yaml", "areas", ("slug", "name", "kind"), _area),
        "topics": each_row(folder / "topics.yaml", "topics", ("slug", "de"), _topic),
        "audiences": each_row(folder / "audiences.yaml", "audiences", ("slug", "de"), _audience),
        "places": each_row(folder / "places.yaml", "places", ("slug", "name", "kind"), _place),
        "organizations": _organizations(folder / "organizations.yaml"),
    }


def each_row(path: Path, key: str, needed: tuple[str, ...], put: Callable[[Row], None]) -> int:
    """Hand every row to `put`, and lead what is refused to its line."""
    rows = yaml_files.rows(path, key)
    for row in rows:
        row.need(*needed)
        try:
            put(row)
        except Refused as refusal:
            raise row.fault(f"{refusal.field or key}: {refusal}") from refusal
        except BrokenFile:
            raise
        except (ValueError, TypeError, AttributeError, ArithmeticError) as error:
            raise row.fault(str(error)) from error
    return len(rows)


def chosen(row: Row, fields: tuple[str, ...]) -> dict[str, Any]:
    """The fields a row gives."""
    return {field: row[field] for field in fields if field in row}


def _source(row: Row) -> None:
    values = chosen(row, ("title", "kind", "publisher", "published_on", "address", "not_stated"))
    actions.put_source(by=BY, key=str(row["key"]), values=values)


def _area(row: Row) -> None:
    actions.put_area(by=BY, slug=row["slug"], values=chosen(row, ("name", "kind", "code", "within")))


def _topic(row: Row) -> None:
    values = {"name_de": row["de"], "name_en": row.get("en", "")}
    actions.put_topic(by=BY, slug=row["slug"], values=values)


def _audience(row: Row) -> None:
    values = {"name_de": row["de"], "name_en": row.get("en", "")}
    actions.put_audience(by=BY, slug=row["slug"], values=values)


def _place(row: Row) -> None:
    actions.put_place(by=BY, slug=row["slug"], values=chosen(row, _PLACE))


def _organizations(path: Path) -> int:
    """First every organisation without its partners, then the partners: they may stand later in the file."""
    count = each_row(path, "organizations", ("slug", "name", "kind"), _organization)
    return each_row(path, "organizations", (), _partners) and count


def _organization(row: Row) -> None:
    values = {**chosen(row, _ORGANIZATION), "is_public": True}
    values |= {key: row[key] for key in _ROWS if key in row and key != "partnerships"}
    actions.put_organization(by=BY, slug=row["slug"], values=values)


def _partners(row: Row) -> None:
    if row.get("partnerships"):
        actions.put_organization(by=BY, slug=row["slug"], values=chosen(row, ("partnerships",)))
