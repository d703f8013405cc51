"""Funder profiles and operations are data: loaded from files, changed by the office, checked by the database."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from kogge.core.models import HistoryEntry
from kogge.core.yaml_files import BrokenFile
from kogge.network.accounts.tests.cast import editor, office
from kogge.network.directory.tests import cast
from kogge.network.grants import region_import
from kogge.network.grants.models import FunderProfile, Operation
from kogge.network.grants.queries import funding_of

pytestmark = pytest.mark.django_db

PROFILE = "key: sea-fund\nname: {de: Meeresfonds}\nstatement: {de: Vom Meer, en: From the sea}\nemblem: eu\n"
OPERATIONS = (
    "operations:\n  - slug: tide\n    title: Gezeiten\n    title_en: Tide\n    profile: sea-fund\n"
    "    starts_on: 2022-07-01\n    ends_on: 2025-06-30\n    rate_percent: 87.5\n"
    "    organizations: [harbour-centre]\n    not_stated: [grant_number]\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    cast.harbour()
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "sea-fund.yaml").write_text(PROFILE, encoding="utf-8")
    (tmp_path / "operations.yaml").write_text(OPERATIONS, encoding="utf-8")
    return tmp_path


def test_profiles_and_operations_are_loaded_twice_without_change(folder: Path):
    assert region_import.load(folder) == {"profiles": 1, "operations": 1}
    tide = Operation.objects.get()
    assert (tide.title_en, str(tide.rate_percent), tide.number) == ("Tide", "87.50", "")
    assert [one.slug for one in tide.organizations.all()] == ["harbour-centre"]
    before = HistoryEntry.objects.count()
    region_import.load(folder)
    assert HistoryEntry.objects.count() == before


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        (
            "operations.yaml",
            "sea-fund",
            "moon-fund",
            "operations.yaml, line 2: there is no funder profile called moon-fund.",
        ),
        (
            "operations.yaml",
            "harbour-centre",
            "nobody",
            "operations.yaml, line 2: there is no organisation called nobody.",
        ),
        ("operations.yaml", "2025-06-30", "2021-01-01", "operations.yaml, line 2"),
        ("operations.yaml", "87.5", "many", "operations.yaml, line 2"),
        (
            "profiles/sea-fund.yaml",
            "en: From the sea",
            "fr: De la mer",
            "sea-fund.yaml, line 1: statement needs a text for en.",
        ),
        (
            "profiles/sea-fund.yaml",
            "emblem: eu",
            "emblem: pirates",
            "sea-fund.yaml, line 1: emblem pirates is not known",
        ),
    ],
)
def test_a_broken_file_names_its_line_and_loads_nothing(
    folder: Path, file: str, old: str, new: str, sentence: str
):
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(BrokenFile) as error:
        region_import.load(folder)
    assert str(error.value).startswith(sentence)
    assert not Operation.objects.exists()
    assert not FunderProfile.objects.exists()


def test_the_statement_of_a_funded_activity(folder: Path):
    region_import.load(folder)
    tide = Operation.objects.get()
    assert funding_of(tide) == {
        "statement_de": "Vom Meer", "statement_en": "From the sea", "emblem": "eu", "operation_slug": "tide",
        "operation_title": "Gezeiten", "operation_title_en": "Tide",
    }  # fmt: skip
    assert funding_of(type("Activity", (), {"operation": None})()) is None


def test_the_database_refuses_a_period_that_ends_before_it_begins(folder: Path):
    region_import.load(folder)
    with pytest.raises(IntegrityError), transaction.atomic():
        Operation.objects.update(ends_on=date(2020, 1, 1))


def values(**changed: Any) -> dict[str, Any]:
    return {
        "title": "Flut", "profile": FunderProfile.objects.get().pk, "starts_on": "2025-07-01",
        "ends_on": "2028-06-30", **changed,
    }  # fmt: skip


def test_the_office_records_an_operation_without_its_number_and_adds_it_later(folder: Path):
    region_import.load(folder)
    client = Client()
    client.force_login(office())
    assert client.post("/desk/operations/new/", values()).status_code == 302
    assert Operation.objects.get(slug="flut").number == ""
    client.post("/desk/operations/flut/", values(number="ABC-1"))
    assert Operation.objects.get(slug="flut").number == "ABC-1"


@pytest.mark.parametrize(
    "changed", [{"title": ""}, {"ends_on": "2020-01-01"}, {"starts_on": "soon"}, {"rate_percent": "1000"}]
)
def test_bad_input_is_refused_beside_the_field(folder: Path, changed: dict[str, str]):
    region_import.load(folder)
    client = Client()
    client.force_login(office())
    page = client.post("/desk/operations/new/", values(**changed))
    assert page.status_code == 200
    assert "kern-error" in page.content.decode()
    assert Operation.objects.count() == 1


def test_only_the_office_keeps_operations(folder: Path):
    region_import.load(folder)
    client = Client()
    client.force_login(editor())
    for address in ("", "new/", "tide/"):
        assert client.get(f"/desk/operations/{address}").status_code == 403
