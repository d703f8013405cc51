"""Wordings of consents come from the region's folder, or from the product where it has none."""

from pathlib import Path

import pytest

from kogge.core.yaml_files import BrokenFile
from kogge.take_part.admissions import region_import
from kogge.take_part.registration.models import ConsentKind, ConsentText


def test_a_region_without_wordings_gets_plain_ones_once(db: None, tmp_path: Path) -> None:
    assert region_import.load(tmp_path) == 0
    region_import.load(tmp_path)
    assert set(ConsentText.objects.values_list("kind", "version")) == {
        (kind, 1) for kind in ConsentKind.values
    }


def test_the_regions_own_words_come_first(db: None, tmp_path: Path) -> None:
    (tmp_path / "consents.yaml").write_text("consents:\n  - {kind: photo, de: Bilder, en: Pictures}\n")
    assert region_import.load(tmp_path) == 1
    assert ConsentText.objects.get(kind="photo").text_de == "Bilder"
    assert ConsentText.objects.count() == len(ConsentKind.values)


def test_an_unknown_kind_is_named_with_its_line(db: None, tmp_path: Path) -> None:
    (tmp_path / "consents.yaml").write_text("consents:\n  - {kind: shoes, de: Schuhe, en: Shoes}\n")
    with pytest.raises(BrokenFile, match="shoes is no kind of consent"):
        region_import.load(tmp_path)
