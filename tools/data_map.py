"""`python -m tools.data_map` writes docs/data-map.md from the apps' data maps."""

from collections.abc import Iterator
from pathlib import Path

import django
from django.apps import apps
from django.utils import translation

from kogge.core import data_map

PATH = Path(__file__).resolve().parent.parent / "docs" / "data-map.md"


def text() -> str:
    """The document as it should be."""
    with translation.override("en"):
        return as_markdown()


def as_markdown() -> str:
    """The map as the table of `docs/data-map.md`."""
    lines = [
        "# What the platform knows of people",
        "",
        "Made from each app's `data_map.py` with `python -m tools.data_map`. The privacy notice of every",
        "installation is made from the same data.",
        "",
    ]
    for entry in data_map.entries():
        terms = entry.terms
        lines += [
            f"## {entry.model_label}: {', '.join(entry.fields)}",
            "",
            f"- About: {terms.about}",
            f"- Purpose: {terms.purpose}",
            f"- Legal basis: {terms.basis}",
            f"- Kept: {terms.retention}",
            f"- Erased: {terms.erasure}",
            "",
        ]
    return "\n".join(lines)


def faults() -> Iterator[str]:
    """A sentence for each field without a label, with two labels, or with a label but no field."""
    plain: dict[str, str] = {}
    for module in data_map.modules():
        plain |= module.NOT_PERSONAL
    for model in apps.get_models():
        label = model._meta.label
        known = {f.name for f in (*model._meta.local_fields, *model._meta.local_many_to_many)}
        named = data_map.fields_of(label)
        other = plain.pop(label, "")
        if other == data_map.ALL:
            other = "" if named else " ".join(known)
        for field in sorted(known - named - set(other.split())):
            yield f"{label}.{field} is neither personal nor not personal in any data_map.py."
        for field in sorted((named | set(other.split())) - known):
            yield f"{label}.{field} has a label but is no field."
        for field in sorted(named & set(other.split())):
            yield f"{label}.{field} is labelled both ways."
    yield from (f"{label} has a label but is no model." for label in plain)
    known_models = {model._meta.label for model in apps.get_models()}
    unknown = {field.model for field in data_map.personal_fields()} - known_models
    yield from (f"{label} has personal fields but is no model." for label in sorted(unknown))


if __name__ == "__main__":
    django.setup()
    PATH.write_text(text(), encoding="utf-8")
    print(f"{PATH.name} is written.")
