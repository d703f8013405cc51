"""Loads funder profiles and operations of a region's folder. Repeatable."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.db import transaction

from kogge.core import yaml_files
from kogge.core.yaml_files import BrokenFile, Row
from kogge.network.directory.models import Organization
from kogge.network.directory.region_import import BY, each_row

from . import actions
from .models import FunderProfile

# What the funding component can draw.
EMBLEMS = ("", "eu")


@transaction.atomic
def load(folder: Path, read: Callable[[Path], Any] = yaml_files.read) -> dict[str, int]:
    """Load `profiles/*.yaml`, read by `read`, and `operations.yaml`. The directory must be loaded before."""
    profiles = sorted((folder / "profiles").glob("*.yaml"))
    for path in profiles:
        put_profile(read(path), path.name, by=BY)
    count = each_row(
        folder / "operations.yaml",
        "operations",
        ("slug", "title", "profile", "starts_on", "ends_on"),
        _operation,
    )
    return {"profiles": len(profiles), "operations": count}


def put_profile(rules: Any, file: str, *, by: Any) -> FunderProfile:
    """Keep a profile that was read from a file."""
    rules.file = file
    rules.need("key", "name", "statement")
    for language in ("de", "en"):
        if not isinstance(rules["statement"], dict) or not rules["statement"].get(language):
            raise rules.fault(f"statement needs a text for {language}.")
    emblem = str(rules.get("emblem") or "")
    if emblem not in EMBLEMS:
        raise rules.fault(f"emblem {emblem} is not known; choose one of: {', '.join(filter(None, EMBLEMS))}.")
    values = {
        "name": str(rules["name"]["de"] if isinstance(rules["name"], dict) else rules["name"]),
        "statement_de": rules["statement"]["de"],
        "statement_en": rules["statement"]["en"],
        "emblem": emblem,
        "rules": _plain(rules),
    }
    return actions.put_profile(by=by, key=str(rules["key"]), values=values)


def _operation(row: Row) -> None:
    profile = FunderProfile.objects.filter(key=row["profile"]).first()
    if profile is None:
        raise row.fault(f"there is no funder profile called {row['profile']}.")
    rate = row.get("rate_percent")
    description = row.get("description") or {}
    values = {
        "title": row["title"],
        "title_en": row.get("title_en", ""),
        "number": str(row.get("number", "")),
        "profile": profile,
        "rate_percent": Decimal(str(rate)).quantize(Decimal("0.01")) if rate is not None else None,
        "starts_on": row["starts_on"],
        "ends_on": row["ends_on"],
        "description_de": description.get("de", ""),
        "description_en": description.get("en", ""),
        "refs": [dict(ref) for ref in row.get("refs", [])],
        "not_stated": row.get("not_stated", []),
        "source_note": row.get("note", ""),
    }
    actions.put_operation(by=BY, slug=row["slug"], values=values, organizations=_organizations(row))


def _organizations(row: Row) -> list[Organization]:
    slugs = row.get("organizations") or []
    found = {organization.slug: organization for organization in Organization.objects.filter(slug__in=slugs)}
    for slug in slugs:
        if slug not in found:
            raise BrokenFile(f"{row.file}, line {row.line}: there is no organisation called {slug}.")
    return list(found.values())


def _plain(value: Any) -> Any:
    """Rows and dates as JSON values."""
    if isinstance(value, dict):
        return {str(key): _plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)
