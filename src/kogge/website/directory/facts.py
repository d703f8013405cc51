"""What a record says in terms and values, so that nothing the sources tell stays hidden."""

from collections.abc import Iterable
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

Row = dict[str, Any]


def row(term: str, value: object, address: str = "") -> Row:
    """One term; an empty value is left out by `rows`."""
    return {"term": term, "value": str(value) if value else "", "address": address}


def rows(*given: Row) -> list[Row]:
    """The terms that have a value."""
    return [one for one in given if one.get("value") or one.get("lines")]


def link(term: str, record: Any, noun: str) -> Row:
    """A term whose value is another record with a page; what is not public goes without a link."""
    if record is None:
        return row(term, "")
    public = getattr(record, "is_public", True)
    return row(term, record, reverse(f"website:{noun}", args=[record.slug]) if public else "")


def also_called(record: Any) -> Row:
    """Other spellings and names of the sources."""
    names: Iterable[str] = [name for name in (getattr(record, "printed_as", ""), *record.also_called) if name]
    return {"term": _("Also called"), "lines": list(names)}


def more(record: Any) -> list[Row]:
    """What else the source tells, under the name it was given there."""
    terms = {
        "kind_note": _("About the kind"),
        "owner_note": _("About the owner"),
        "organisation_note": _("About the organisation"),
        "spelling_note": _("About the spelling"),
        "label": _("Label"),
        "derived": _("Derived"),
        "near": _("Near"),
        "note": _("Note"),
        "reporting": _("Reported by"),
        "linked_event": _("Belongs to"),
        "audience": _("For whom"),
        "available_from": _("Available from"),
    }
    found = []
    for key, value in sorted(record.facts.items()):
        term = terms.get(key, key.replace("_", " ").capitalize())
        if isinstance(value, dict) and value.get("name"):
            found.append(row(term, value["name"], _page_of(value)))
        elif isinstance(value, list):
            found.append({"term": term, "lines": [str(one) for one in value]})
        elif value not in (None, "", {}):
            found.append(row(term, value))
    return found


def _page_of(named: dict[str, Any]) -> str:
    """The page of a record the source names, when it has one."""
    name = "programme:event" if named.get("kind") == "event" else f"website:{named.get('kind')}"
    try:
        return reverse(name, args=[named.get("slug")])
    except NoReverseMatch:
        return ""
