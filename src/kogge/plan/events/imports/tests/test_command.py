"""`./kogge import events`: reports row by row, speaks JSON, and fails with a sentence."""

import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from kogge.network.directory.models import Organization, Place
from kogge.plan.events.models import Event

pytestmark = pytest.mark.django_db
EXAMPLES = Path(__file__).parents[6] / "docs" / "examples"


@pytest.fixture(autouse=True)
def harbour():
    Place.objects.create(slug="hall", name="Halle Vineta (fiktiv)", kind="venue")
    return Organization.objects.create(slug="harbour", name="Harbour", kind="association")


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("import_events", *arguments, "--organization", "harbour", stdout=out)
    return out.getvalue()


@pytest.mark.parametrize(("name", "created"), [("events.csv", 3), ("events.ics", 7), ("schedule.xml", 2)])
def test_the_examples_of_the_documentation_are_imported_once(name, created):
    first = json.loads(run(str(EXAMPLES / name), "--place", "hall", "--json"))
    assert (first["counts"]["created"], first["counts"]["refused"]) == (created, 0)
    second = json.loads(run(str(EXAMPLES / name), "--place", "hall", "--json"))
    assert second["counts"] == {"created": 0, "changed": 0, "unchanged": created, "skipped": 0, "refused": 0}


def test_a_dry_run_reports_and_saves_nothing():
    text = run(str(EXAMPLES / "events.csv"), "--dry-run")
    assert "3 created" in text
    assert "This was a dry run: nothing was saved." in text
    assert Event.objects.count() == 0


def test_a_refused_row_is_an_exit_code(tmp_path):
    file = tmp_path / "list.csv"
    file.write_text("Titel;Beginn\nGut;2030\nFalsch;morgen\n")
    with pytest.raises(CommandError, match="1 rows were refused"):
        run(str(file))
    assert Event.objects.count() == 1
    with pytest.raises(CommandError, match="Nothing was imported"):
        run(str(file), "--strict", "--source", "zweite")
    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["no-such-file.csv"], "cannot be read"),
        ([str(EXAMPLES / "events.csv"), "--format", "nonsense"], "formats|Formate"),
        ([str(EXAMPLES / "events.csv"), "--place", "nowhere"], "There is no place"),
    ],
)
def test_mistakes_get_a_sentence(arguments, sentence):
    with pytest.raises(CommandError, match=sentence):
        run(*arguments)


def test_an_unknown_organization_is_named_with_those_that_exist():
    with pytest.raises(CommandError, match="harbour"):
        call_command("import_events", str(EXAMPLES / "events.csv"), "--organization", "x")
