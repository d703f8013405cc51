"""A small invented region and one small file of facts, for the tests of the yearbook."""

from pathlib import Path

import pytest
import yaml
from django.db import transaction

from kogge.network.accounts.tests import cast
from kogge.network.directory.models import Organization
from kogge.tell.yearbook import actions, facts
from kogge.tell.yearbook.models import YearReview


def refs(*lines):
    return [{"source": "a", "lines": list(lines)}]


def small_year():
    """Two centres, one office, one exact event, one of a month, one of a year, two figures, words."""
    return {
        "meta": {
            "title": "Probejahr",
            "year": 2031,
            "documents": [
                {"id": "a", "title": "Rückblick", "published_on": None, "not_stated": ["author"], "refs": refs(1)}
            ],
        },
        "organisations": [
            {"id": cast.OFFICE, "name": "Amt", "kind": "state_office", "refs": refs(1)},
            {"id": cast.HARBOUR, "name": "Hafenzentrum", "kind": "digital_innovation_centre", "refs": refs(2)},
            {"id": cast.MEADOW, "name": "Wiesenzentrum", "kind": "digital_innovation_centre", "refs": refs(3)},
        ],
        "places": [{"id": "seestadt", "name": "Seestadt", "kind": "town", "refs": refs(4)}],
        "people": [{"id": "ada-muster", "name": "Ada Muster", "role": "Leiterin", "refs": refs(5)}],
        "events": [
            event("sommerfest", "2031-07", "month", title="Sommerfest"),
            event("tagung", "2031-07-30", "day", title="Tagung", organisers=[cast.HARBOUR], place="seestadt"),
            event("werkschau", "2031", "year", title="Werkschau", organisers=[cast.MEADOW]),
            event("auftakt", "2031-03-02", "day", title="Auftakt"),
        ],
        "formats": [{"id": "treffen", "name": "Treffen", "field_term": "meetup", "refs": refs(6)}],
        "figures": [
            figure("tagung-besuch", "tagung", "visitors", "gt", 2500, claimed_by="ada-muster"),
            figure("tagung-tage", "tagung", "days", "eq", 2),
        ],
        "statements": [
            {"id": "wort", "by": "ada-muster", "about": "tagung", "gist": {"de": "Sieht das Ziel erreicht."},
             "refs": refs(8)}
        ],
        "outlooks": [
            {"id": "naechstes", "kind": "event", "about": "tagung", "owner": cast.HARBOUR, "when": 2032,
             "gist": {"de": "Eine weitere Tagung folgt."}, "refs": refs(9)}
        ],
    }  # fmt: skip


def event(key, starts_on, precision, **more):
    return {
        "id": key,
        "starts_on": starts_on,
        "precision": precision,
        "format": "treffen",
        "refs": refs(7),
    } | more


def figure(key, about, measure, comparator, value, **more):
    said = {"measure": measure, "comparator": comparator, "value": value, "refs": refs(8)}
    return {"id": key, "about": about} | said | more


@pytest.fixture
def folder(tmp_path):
    """A folder to write facts into; `write(folder, year)` puts the file there."""
    prepare(tmp_path)
    return tmp_path


def prepare(folder: Path) -> None:
    (folder / "formats.yaml").write_text("formats: {treffen: {format: conference}}", encoding="utf-8")


def write(folder: Path, year: dict) -> Path:
    path = folder / "facts.yaml"
    path.write_text(yaml.safe_dump(year, allow_unicode=True), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def small_world(django_db_setup, django_db_blocker, tmp_path_factory):
    """The small year, loaded once for a module; each test undoes its own changes."""
    folder = tmp_path_factory.mktemp("facts")
    prepare(folder)
    with django_db_blocker.unblock(), transaction.atomic():
        facts.load(write(folder, small_year()), by="test")
        centres = Organization.objects.filter(kind="digital_innovation_centre")
        actions.prepare_review(2031, by="test", organizations=centres)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def loaded(small_world, db):
    """The small year; its review is prepared, not released."""
    return YearReview.objects.get(year=2031)


@pytest.fixture
def released(loaded):
    """The small year, released."""
    return actions.release_review(2031, by="test")
