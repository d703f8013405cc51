"""Thirty formats, each complete in both languages, and nobody else compares their keys."""

import ast
import re
from pathlib import Path

import pytest
from django.utils import translation

from kogge.plan.events import formats
from kogge.plan.events.formats import Stage
from kogge.plan.events.models import Event

ROOT = Path(__file__).resolve().parents[5]
FOLDER = Path(formats.__file__).parent
DESIGN = [
    "convention",
    "conference",
    "regional-conference",
    "business-conference",
    "trade-fair-stand",
    "delegation-trip",
    "citizens-festival",
    "workshop",
    "workshop-series",
    "online-series",
    "meet-discuss-create",
    "community-evening",
    "networking-evening",
    "hackathon",
    "makeathon",
    "apprentice-day",
    "association-event",
    "partner-day",
    "board-meeting",
    "world-cafe",
    "barcamp",
    "network-meeting",
    "competition",
    "pitch",
    "ambassador-appointment",
    "coaching-hours",
    "office-hours",
    "showroom",
    "exhibition",
    "residency",
]


def test_the_thirty_formats_of_the_design_are_listed_each_in_a_file_of_its_name():
    assert sorted(f.key for f in formats.all_formats()) == sorted(DESIGN)
    files = {path.stem for path in FOLDER.glob("[a-z]*.py")}
    assert files == {key.replace("-", "_") for key in DESIGN}


@pytest.mark.parametrize("format_", formats.all_formats(), ids=lambda f: f.key)
def test_a_format_speaks_german_and_english_and_begins_with_something(format_):
    texts = [format_, *format_.checklist, *format_.report]
    for item in texts:
        assert item.label_de.strip(), item
        assert item.label_en.strip(), item
    assert format_.summary_de != format_.summary_en
    assert format_.announcement_de != format_.announcement_en
    for session in format_.sessions:
        assert session.title_de
        assert session.title_en
        assert 1 <= session.day <= format_.days
    assert len(format_.checklist) >= 3
    assert len({task.key for task in format_.checklist}) == len(format_.checklist)
    assert len(format_.report) >= 2
    assert {field.kind for field in format_.report} <= {"number", "text"}
    assert format_.uses(Stage.REPORT)
    assert format_.mode in Event.Mode.values
    assert format_.cost in Event.Cost.values
    assert "summary" in format_.fields
    assert not format_.uses(Stage.CAPACITY) or "capacity" in format_.fields


def test_the_active_language_chooses_the_label():
    with translation.override("en"):
        assert formats.get("workshop-series").label == "Workshop series"
    with translation.override("de"):
        assert formats.get("workshop-series").label == "Workshopreihe"


def _compares_a_format_key(tree: ast.AST) -> bool:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Compare):
            continue
        sides = [node.left, *node.comparators]
        named = any(
            (isinstance(s, ast.Attribute) and s.attr == "format_key")
            or (isinstance(s, ast.Name) and s.id == "format_key")
            or (isinstance(s, ast.Subscript) and isinstance(s.slice, ast.Constant) and s.slice.value == "format_key")
            or (isinstance(s, ast.Attribute) and s.attr == "key" and isinstance(s.value, ast.Attribute)
                and s.value.attr == "format")
            for s in sides
        )  # fmt: skip
        literal = any(
            isinstance(part, ast.Constant) and part.value in DESIGN
            for side in sides
            for part in ast.walk(side)
        )
        if named and literal:
            return True
    return False


def test_nobody_outside_formats_compares_format_keys():
    found = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "src").rglob("*.py")
        if FOLDER not in path.parents
        and "tests" not in path.parts
        and "migrations" not in path.parts
        and _compares_a_format_key(ast.parse(path.read_text(encoding="utf-8")))
    ]
    quoted = "|".join(re.escape(key) for key in DESIGN)
    pattern = re.compile(rf"\{{%\s*(?:el)?if[^%]*format_key[^%]*(?:==|!=|in)[^%]*['\"](?:{quoted})['\"]")
    found += [
        str(path.relative_to(ROOT))
        for path in (ROOT / "src").rglob("*.html")
        if pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_the_guard_against_comparing_would_find_one():
    assert _compares_a_format_key(ast.parse("if event.format_key == 'workshop': pass"))
    assert _compares_a_format_key(ast.parse("event.format.key in {'pitch', 'barcamp'}"))
    assert not _compares_a_format_key(ast.parse("event.format_key == wanted"))
