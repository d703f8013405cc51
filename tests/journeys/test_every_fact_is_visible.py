"""Every entry of the demo year's facts stands on a public page, with its source and its lines.

Each value of each entry is looked for on the page where it should stand: names, titles, gists, notes, dates,
numbers with their comparator, what it refers to by that thing's name, what is not stated in words. Nothing is
looked for that is only a key of the file; those are named below with the reason.
"""

import html
import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from django.db import transaction
from django.test import Client
from django.utils import translation

from demo import load
from kogge.core import not_stated
from kogge.core.imprecise_date import ImpreciseDate
from kogge.core.periods import period
from kogge.core.templatetags.sources import Origin
from kogge.network.directory import kinds
from kogge.tell.yearbook import facts, measures, outlook_kinds

FOLDER = Path(__file__).resolve().parents[2] / "demo" / "year-2024"
FACTS = facts.read(FOLDER / "facts-2024.yaml")
NOTES = yaml.safe_load((FOLDER / "notes.yaml").read_text(encoding="utf-8"))
ENTRIES = {entry["id"]: entry for _section, entry in FACTS.entries()}
SECTION = {entry["id"]: section for section, entry in FACTS.entries()}
YEAR_PAGE = f"/years/{FACTS.year}/"
IN_ANNEX = {"formats", "challenges", "data_quality_notes", "further_reading"}

# Keys that order, classify or repeat: what they stand for is checked by another key or another entry.
STRUCTURE = {
    "id", "refs", "precision", "title_is_ours", "name_incomplete", "order", "format", "field_term", "network_role",
    "measure", "comparator", "value", "rule_expression", "visibility", "first_participation_of_network", "city",
    "mode", "kind", "is_qualification", "rule", "number", "printed_as", "event", "about", "tandem_of", "figures",
    "certificate_rule", "starts_on", "ends_on",
}  # fmt: skip
NOTE_KEYS = {
    "derived", "date_note", "format_note", "kind_note", "note", "organisation_note", "owner_note", "place_note",
    "precision_note", "spelling_note", "visibility_note",
}  # fmt: skip
PAGES = {
    "organisations": "/organizations/{id}/",
    "places": "/places/{id}/",
    "people": "/people/{id}/",
    "programmes": "/programmes/{id}/",
    "communities": "/communities/{id}/",
    "series": "/series/{id}/",
    "events": "/events/{id}/",
    "talks": "/events/{event}/sessions/{id}/",
    "figures": "/figures/{id}/",
}
KIND_LABELS = {"organisations", "programmes", "communities", "places"}


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    """The public site of the loaded demo; undone afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        load.load()
        yield Site()
        transaction.set_rollback(True)


class Site:
    """Pages as readers see them, each fetched once."""

    def __init__(self):
        self.client = Client()
        self.markup = {}

    def html(self, path):
        if path not in self.markup:
            response = self.client.get(path)
            assert response.status_code == 200, f"{path} answers {response.status_code}"
            self.markup[path] = response.content.decode()
        return self.markup[path]

    def text(self, path):
        return readable(self.html(path))

    def part(self, path, key):
        """The element with this id, up to where the next element with an id begins."""
        page = self.html(path)
        start = page.find(f'id="{key}"')
        if start < 0:
            return ""
        end = page.find(' id="', start + len(key) + 5)
        return readable("<" + page[start : end if end > 0 else None])


def readable(markup):
    text = re.sub(r"<(script|style)\b.*?</\1>", " ", markup, flags=re.S)
    return squeeze(html.unescape(re.sub(r"<[^>]+>", "", text)))


def squeeze(text):
    return " ".join(str(text).split())


def page_of(section, entry):
    pattern = PAGES.get(section)
    told = f"{YEAR_PAGE}annex/" if section in IN_ANNEX else YEAR_PAGE
    return pattern.format(**entry) if pattern else told


def name_of(key):
    entry = ENTRIES[key]
    named = entry.get("label") or entry.get("name") or entry.get("title") or entry.get("term")
    return f"{entry['title']} {named}" if SECTION[key] == "people" and "title" in entry else named


def words_for(key, value):
    """What a reader should see for one value of an entry."""
    if key == "not_stated":
        return not_stated.labels(value)
    if key in {"starts_on", "when", "available_from", "role_since"}:
        return [str(ImpreciseDate.parse(value))]
    if isinstance(value, dict):
        return (
            [value["de"]]
            if "de" in value
            else [word for one in value.values() for word in words_for(key, one)]
        )
    if isinstance(value, list):
        return [word for one in value for word in words_for(key, one)]
    if isinstance(value, date):
        return [str(ImpreciseDate.parse(value))]
    if value is None or isinstance(value, bool):
        return []
    if isinstance(value, str) and value in ENTRIES and key not in {"name", "title"}:
        return [name_of(value)]
    if key == "scope":
        return [measures.scope(value)]
    return [str(value)]


def expected(section, entry):
    """(key, words) for everything a reader should find about an entry."""
    for key, value in entry.items():
        if key in NOTE_KEYS:
            note = NOTES[
                entry["id"] if section == "data_quality_notes" else f"{entry['id']}-{key.replace('_', '-')}"
            ]
            yield key, note["de"]
        elif key == "day_themes":
            yield from ((key, row["theme"]) for row in value)
        elif key not in STRUCTURE:
            yield from ((key, word) for word in words_for(key, value))
    if "starts_on" in entry:
        first = ImpreciseDate.parse(entry["starts_on"])
        yield "starts_on", period(first.first, entry.get("ends_on"), first.precision)
    if section == "figures":
        ordinal = measures.measure(entry["measure"]).ordinal
        yield "value", measures.written(Decimal(str(entry["value"])), entry["comparator"], ordinal=ordinal)
        yield "measure", str(measures.measure(entry["measure"]).label)
        yield "about", name_of(entry["about"])
    if section == "outlooks":
        yield "kind", str(outlook_kinds.LABELS[entry["kind"]])


def places_of(section, entry, site):
    """The texts in which the entry's words should stand: its own page, or its part of the year's page."""
    if section in PAGES:
        return site.text(page_of(section, entry))
    return site.part(page_of(section, entry), entry["id"])


def missing_words(site):
    for section, entry in FACTS.entries():
        text = places_of(section, entry, site)
        if not text:
            yield f"{section} {entry['id']}: stands nowhere on {page_of(section, entry)}"
            continue
        if section == "outlooks":
            text += chapter_around(site, entry)
        for key, word in expected(section, entry):
            if squeeze(word) not in text:
                yield f"{section} {entry['id']}: {key} “{word}” is missing on {page_of(section, entry)}"


def chapter_around(site, entry):
    """The heading of the chapter an outlook stands in: it says who announces it."""
    page = site.html(YEAR_PAGE)
    before = page[: page.find(f'id="{entry["id"]}"')]
    return readable("<" + before[before.rfind('id="c-') :][:500]) if 'id="c-' in before else ""


def missing_sources(site):
    titles = {str(document["id"]): document["title"] for document in FACTS.documents}
    for section, entry in FACTS.entries():
        text = places_of(section, entry, site)
        for ref in entry["refs"]:
            key = str(ref["source"])
            shown = squeeze(f"{titles[key]}, {Origin(key, titles[key], tuple(ref['lines'])).where}")
            if shown not in text:
                yield f"{section} {entry['id']}: “{shown}” is missing on {page_of(section, entry)}"


def missing_lines(site):
    """Every entry stands on the page of its document, at each of its lines."""
    for section, entry in FACTS.entries():
        target = page_of(section, entry) + ("" if section in PAGES else f"#{entry['id']}")
        for ref in entry["refs"]:
            source = site.html(f"/sources/{ref['source']}/")
            for line in ref["lines"]:
                start = source.find(f'<li id="l{line}">')
                block = source[start : source.find('<li id="l', start + 5)] if start >= 0 else ""
                if f'href="{target}"' not in block:
                    yield f"{section} {entry['id']}: not at line {line} of /sources/{ref['source']}/"


@pytest.mark.slow
def test_every_value_of_every_entry_stands_on_its_page(site):
    with translation.override("de"):
        missing = list(missing_words(site))
    assert not missing, "\n".join(missing)


def test_every_entry_shows_its_document_and_lines(site):
    with translation.override("de"):
        missing = list(missing_sources(site))
    assert not missing, "\n".join(missing)


def test_every_entry_stands_at_its_lines_on_the_page_of_its_document(site):
    missing = list(missing_lines(site))
    assert not missing, "\n".join(missing)


def test_the_facts_are_as_many_as_the_file_says(site):
    themes = [row for entry in FACTS["events"] for row in entry.get("day_themes", [])]
    assert len(list(FACTS.entries())) + len(themes) + len(FACTS.documents) == 328


def test_every_document_says_what_is_known_of_it(site):
    publishers = {entry["id"]: entry["name"] for entry in FACTS["organisations"]}
    with translation.override("de"):
        for document in FACTS.documents:
            text = site.text(f"/sources/{document['id']}/")
            assert document["title"] in text
            assert publishers.get(document.get("publisher"), "nicht angegeben") in text
            for label in not_stated.labels(document.get("not_stated", [])):
                assert label in text


def test_kinds_of_organisations_are_shown_in_words(site):
    with translation.override("de"):
        for entry in FACTS["organisations"]:
            assert str(kinds.label("organization", entry["kind"])) in site.text(
                page_of("organisations", entry)
            ), entry["id"]
