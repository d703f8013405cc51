"""Changes before and after, in words, for the page on which somebody decides to release."""

import json
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from kogge.core.periods import hours, period
from kogge.network.directory import kinds
from kogge.plan.events import formats
from kogge.plan.events.forms.event import LANGUAGES, NETWORK_ROLES
from kogge.plan.events.forms.session import KINDS
from kogge.plan.events.models import Event

from .changes import Change, FieldChange

MOST_LETTERS = 240
# What the row of the place tells already, or what only pages need.
UNTOLD = {"former_place", "place_changed_at", "title_is_ours"}
WORDS: dict[str, dict[str, Any]] = {
    "state": dict(Event.State.choices),
    "mode": dict(Event.Mode.choices),
    "cost": dict(Event.Cost.choices),
    "kind": dict(KINDS),
    "language": dict(LANGUAGES),
    "network_role": dict(NETWORK_ROLES),
}


def rows(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """One block per change: what it is, and a table of its fields."""
    return [
        {
            "change": change,
            "title_de": change.title_de,
            "title_en": change.title_en,
            "fields": [_field(one) for one in change.fields if set(_differing(one)) - UNTOLD],
        }
        for change in changes
    ]


def _differing(change: FieldChange) -> list[str]:
    """Names of the values that differ, in the order of the record."""
    names = dict.fromkeys((*change.after, *change.before))
    return [name for name in names if change.before.get(name) != change.after.get(name)]


def _field(change: FieldChange) -> dict[str, str]:
    """Only what differs, as text."""
    if change.key == "time":
        return {"field": str(change.label), "before": _time(change.before), "after": _time(change.after)}
    names = [name for name in _differing(change) if name not in UNTOLD]
    return {
        "field": str(change.label),
        "before": "\n".join(filter(None, (_word(name, change.before.get(name)) for name in names))),
        "after": "\n".join(filter(None, (_word(name, change.after.get(name)) for name in names))),
    }


def _word(name: str, value: Any) -> str:
    """A value as the pages call it: states, kinds and formats by their names."""
    if name == "format" and value and formats.exists(value):
        return str(formats.get(value).label)
    if name == "access_features":
        return ", ".join(kinds.label("access", one) for one in value or [])
    return str(WORDS[name].get(value, value)) if value and name in WORDS else _text(value)


def _time(values: dict[str, Any]) -> str:
    parts = []
    if "precision" in values:
        parts.append(period(values["starts_on"], values["ends_on"], values["precision"]))
    elif values.get("starts_at"):
        parts.append(period(values["starts_at"]))
    elif values.get("day"):
        parts.append(_("Day %(number)s") % {"number": values["day"]})
    parts += [hours(values.get("starts_at"), values.get("ends_at")), values.get("part_of_day", "")]
    return ", ".join(part for part in parts if part)


def _text(value: Any) -> str:
    """A value of a record as people would write it."""
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(filter(None, map(_text, value)))
    if isinstance(value, dict):
        named = (
            value.get("name") or value.get("title_de") or value.get("name_de") or value.get("statement_de")
        )
        return str(named or value.get("alt") or json.dumps(value, ensure_ascii=False))[:MOST_LETTERS]
    text = str(value)
    return text if len(text) <= MOST_LETTERS else text[:MOST_LETTERS] + " …"
