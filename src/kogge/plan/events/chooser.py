"""Choosing a format: groups with explanations, found by words; and what a link may fill in beforehand."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from kogge.core.imprecise_date import ImpreciseDate, Precision

from . import formats
from .formats import Family, Format


@dataclass(frozen=True)
class Group:
    """Formats that resemble each other."""

    label: str
    formats: list[Format]


def groups(words: str = "") -> list[Group]:
    """The formats by family; with words, those whose label or explanation contains all of them."""
    wanted = words.casefold().split()
    found = [one for one in formats.all_formats() if all(word in _text(one) for word in wanted)]
    grouped = [Group(family.label, [one for one in found if one.family is family]) for family in Family]
    return [group for group in grouped if group.formats]


def initial_from(query: QueryDict) -> dict[str, Any]:
    """A day picked in the planning calendar, or the event a new one is part of."""
    initial: dict[str, Any] = {}
    try:
        day = ImpreciseDate.parse(query.get("day", ""))
    except ValueError:
        day = ImpreciseDate(None, Precision.NOT_STATED)
    if day.precision is Precision.DAY:
        initial["starts_on"] = day.first
    for name in ("parent", "series"):
        if (text := str(query.get(name, ""))).isdigit():
            initial[name] = int(text)
    return initial


def _text(one: Format) -> str:
    return " ".join((one.label_de, one.label_en, one.summary_de, one.summary_en)).casefold()
