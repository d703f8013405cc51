"""A region is a folder of YAML: loaded twice it changes nothing, broken it is named with its line."""

from pathlib import Path

import pytest

from kogge.core.models import HistoryEntry, PublicRevision
from kogge.core.yaml_files import BrokenFile
from kogge.network.directory import region_import
from kogge.network.directory.models import Area, Organization, Place, Topic

pytestmark = pytest.mark.django_db

FILES = {
    "sources.yaml": "sources:\n  - {key: G1, title: Gazette of the coast, publisher: Gazette}\n",
    "areas.yaml": (
        "areas:\n  - {slug: coast, name: Coast, kind: state}\n"
        "  - {slug: east, name: East, kind: district, code: '07', within: coast}\n"
    ),
    "topics.yaml": "topics:\n  - {slug: tides, de: Gezeiten, en: Tides}\n",
    "audiences.yaml": "audiences:\n  - {slug: sailors, de: Segelnde}\n",
    "places.yaml": (
        "places:\n  - {slug: harbour, name: Harbour, kind: town, latitude: 54.1, longitude: 12.1, area: east}\n"
    ),
    "organizations.yaml": (
        "organizations:\n"
        "  - slug: lighthouse\n    name: Lighthouse\n    kind: digital_innovation_centre\n    place: harbour\n"
        "    operators:\n"
        "      - {operator: Old Guild, valid_until: 2021, refs: [{source: G1}]}\n"
        "      - {operator: New Guild, valid_from: 2022-07, note: The day was not found.}\n"
        "    partnerships:\n      - {partner: boatshed, kind: tandem, valid_from: 2022-07, valid_until: 2025-06}\n"
        "  - {slug: boatshed, name: Boatshed, kind: tandem_partner}\n"
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_everything_of_the_folder_is_there(folder: Path):
    counts = region_import.load(folder)
    assert counts == {
        "sources": 1, "areas": 2, "topics": 1, "audiences": 1, "places": 1, "organizations": 2,
    }  # fmt: skip
    lighthouse = Organization.objects.get(slug="lighthouse")
    assert lighthouse.place == Place.objects.get(slug="harbour")
    assert lighthouse.place.district == Area.objects.get(slug="east")
    old, new = lighthouse.operators.order_by("pk")
    assert (str(old.until), old.valid_until.isoformat(), old.refs) == (
        "2021",
        "2021-12-31",
        [{"source": "G1"}],
    )
    assert (new.since.first.isoformat(), new.from_precision, new.source_note) == (
        "2022-07-01", "month", "The day was not found.",
    )  # fmt: skip
    tandem = lighthouse.partnerships.get()
    assert (tandem.partner.slug, tandem.valid_until.isoformat()) == ("boatshed", "2025-06-30")
    assert Topic.objects.get(slug="tides").name_en == "Tides"


def test_a_second_load_changes_nothing(folder: Path):
    region_import.load(folder)
    before = (HistoryEntry.objects.count(), PublicRevision.objects.get().number)
    region_import.load(folder)
    assert (HistoryEntry.objects.count(), PublicRevision.objects.get().number) == before


def test_an_empty_folder_is_a_region_too(tmp_path: Path):
    assert set(region_import.load(tmp_path).values()) == {0}


@pytest.mark.parametrize(
    ("file", "text", "sentence"),
    [
        ("areas.yaml", "areas:\n  - {slug: a\n", "areas.yaml, line 3"),
        ("areas.yaml", "areas:\n  - {slug: a, name: A}\n", "areas.yaml, line 2: kind is missing."),
        (
            "areas.yaml",
            "areas:\n  - {slug: a, name: A, kind: district, within: nowhere}\n",
            "areas.yaml, line 2: within: There is no record with the address “nowhere”.",
        ),
        (
            "places.yaml",
            "places:\n  - {slug: p, name: P, kind: town, latitude: 95, longitude: 12}\n",
            "places.yaml, line 2",
        ),
        (
            "organizations.yaml",
            "organizations:\n  - slug: o\n    name: O\n    kind: team\n    names:\n"
            "      - {name: Q, valid_from: soon}\n",
            "organizations.yaml, line 2: valid_from: “soon” is not a date",
        ),
        ("topics.yaml", "topics:\n  - {slug: 'not a slug', de: X}\n", "topics.yaml, line 2: slug"),
    ],
)
def test_a_broken_file_stops_the_load_and_names_its_line(folder: Path, file: str, text: str, sentence: str):
    (folder / file).write_text(text, encoding="utf-8")
    with pytest.raises(BrokenFile) as error:
        region_import.load(folder)
    assert str(error.value).startswith(sentence)
    assert not Organization.objects.exists()
    assert not HistoryEntry.objects.exists()
