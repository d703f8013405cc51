"""What is known of a project, as labelled rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

LABELS: dict[str, str | Promise] = {
    "original_goal": _("Original goal"),
    "goals": _("Goals"),
    "purpose": _("Purpose"),
    "methods": _("Methods"),
    "benefits_for": _("For"),
    "advantages_named": _("Advantages named"),
    "results_named": _("Results named"),
    "status_2024": _("State"),
    "status": _("State"),
    "introduced": _("Introduced"),
    "planned_for": _("Planned for"),
    "follows": _("Follows"),
}


@dataclass(frozen=True)
class Row:
    """One labelled fact."""

    label: str
    text: str


def rows(facts: Mapping[str, Any]) -> list[Row]:
    """The facts that have words, in the order of the labels."""
    found = []
    for key, label in LABELS.items():
        value = facts.get(key)
        if isinstance(value, Mapping):
            value = value.get("name")
        if value:
            text = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
            found.append(Row(str(label), text))
    return found
