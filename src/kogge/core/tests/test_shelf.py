"""The shelf is complete: each part is described, shown and rendered alone."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from kogge.core import shelf

PARTS = Path(__file__).parent.parent / "templates/core/components"
NAMES = sorted(path.stem for path in PARTS.glob("*.html"))


@pytest.mark.parametrize("name", NAMES)
def test_each_part_states_its_parameters_first_and_stands_in_the_readme(name):
    first = (PARTS / f"{name}.html").read_text(encoding="utf-8").splitlines()[0]
    assert re.match(r"\{# .+ #\}$", first)
    assert f"`{name}`" in (PARTS / "README.md").read_text(encoding="utf-8")


def test_every_part_is_shown_on_the_components_page():
    shown = {example.part for _name, examples in shelf.groups() for example in examples}
    assert shown == set(NAMES)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/components/", "/en/components/"])
def test_the_components_page_shows_each_example(client: Client, address):
    page = client.get(address).content.decode()
    examples = [example for _name, examples in shelf.groups() for example in examples]
    assert page.count('class="k-example"') == len(examples)
    assert 'class="k-emblem__stars"' in page


def test_an_event_whose_month_alone_is_known_shows_no_day():
    with translation.override("de"):
        text = _rendered(
            "event_row", event=shelf.event(starts_on="2030-06-01", ends_on=None, precision="month")
        )
    assert "Juni 2030" in text
    assert ">1<" not in text


def test_a_title_from_a_stranger_stays_text():
    with translation.override("de"):
        text = _rendered("event_row", event=shelf.event(title_de="<script>x</script>"))
    assert "<script>x" not in text
    assert "&lt;script&gt;x" in text


def test_a_missing_translation_is_marked_with_its_language():
    with translation.override("en"):
        text = _rendered("event_row", event=shelf.event(title_en=""))
    assert '<span lang="de">Werkstatt für Sensoren</span>' in text
    assert "(in German only)" in text


def test_the_emblem_has_twelve_stars_of_five_points_on_a_circle():
    text = _rendered("eu_emblem")
    stars = re.findall(r'd="M([^z"]+)z"', text.split("k-emblem__stars")[1])
    assert len(stars) == 12
    assert {star.count("L") + 1 for star in stars} == {10}
    assert stars[0].startswith(
        "405.0 60.0"
    )  # the top star: its point a ninth of the height below the upper edge


def _rendered(part: str, **values: object) -> str:
    example = shelf.Example(part, "", values)
    return render_to_string(example.template, example.values)
