"""The PDF, looked at with tools that are not ours: pikepdf, and poppler and qpdf where they are installed."""

import io
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.utils import timezone

from kogge.network.directory.models import Organization
from kogge.prove.badges import document, sample
from kogge.prove.badges.actions import save_template
from kogge.prove.badges.models import Template

from .. import actions, reactions
from ..models import Certificate
from .conftest import Series

NAMES = (
    "Jörg Ünal-O’Neill",
    "Анна Жукова",
    "Ελένη",
    "王小明",
    "عمر الشريف",
    "नमस्ते राम",
    "José 😀 Ñandú",
    "#[*x*] \\ $y$ <b>",
)


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def text_of(pdf: bytes, folder: Path) -> str:
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler is not installed")
    (folder / "one.pdf").write_bytes(pdf)
    done = subprocess.run(["pdftotext", "-layout", folder / "one.pdf", "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


@pytest.fixture
def certificate(weekly: Series) -> Certificate:
    return weekly.issue(weekly.comes("Ada Abel", 3))


@pytest.mark.parametrize("language", ["de", "en"])
def test_it_says_that_it_is_accessible_and_made_to_last(certificate: Certificate, language: str) -> None:
    """PR-07: PDF/UA-1 and PDF/A-2a in one file, tagged, with language and title."""
    pdf = opened(document.pdf(certificate.sheet, language))
    meta = pdf.open_metadata()
    assert (meta["pdfuaid:part"], meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("1", "2", "A")
    assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == (language, True)
    assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert ("Wissensboost" if language == "de" else "Knowledge boost") in meta["dc:title"]
    kinds = [str(kind) for kind in _tags(pdf.Root.StructTreeRoot)]
    assert {"/H1", "/Table", "/TH", "/TD", "/Figure", "/Link"} <= set(kinds)
    assert all(_alternatives(pdf.Root.StructTreeRoot))


def test_it_says_in_both_languages_what_was_attended_and_that_it_is_no_qualification(
    certificate: Certificate, tmp_path: Path
) -> None:
    """PR-07: series, dates, hours, contents, centre, statement."""
    german, english = (text_of(document.pdf(certificate.sheet, code), tmp_path) for code in ("de", "en"))
    for part in ("Certificate of attendance", "Ada Abel", "Knowledge boost", "Impulse 2", "4 hours 30 minutes",
                 "3 of 4 dates", "Hafenzentrum", "Co-funded by the European Union", "Phase one", certificate.shown_code,
                 "not a qualification", f"https://network.example/en/certificates/{certificate.code}/"):  # fmt: skip
        assert part in english, part
    for part in ("Teilnahmebescheinigung", "Ada Abel", "Wissensboost", "Impuls 2", "4 Stunden 30 Minuten", "KI nutzen",
                 "Kofinanziert von der Europäischen Union", "Erste Phase", "keine Qualifikation"):  # fmt: skip
        assert part in german, part
    assert certificate.person is not None
    assert certificate.person.email not in german + english


def test_with_an_assessment_it_says_what_was_passed(weekly: Series, tmp_path: Path) -> None:
    ada = weekly.comes("Ada Abel", 4)
    values = {"result": "sehr gut", "assessor": "Paula Prüf", "standard": "Ordnung 2024"}
    today = timezone.localdate()
    actions.assess(weekly.rule, ada, by=weekly.emil, values={**values, "passed": True, "on": today})
    english = text_of(document.pdf(weekly.issue(ada).sheet, "en"), tmp_path)
    for part in ("Certificate of attendance and assessment", "sehr gut", "Paula Prüf", "Ordnung 2024"):
        assert part in english
    assert "qualification" not in english


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_any_script_keeps_the_file_accessible(certificate: Certificate, name: str) -> None:
    """Names are data, never markup; letters that no font has are written in Latin ones."""
    certificate.content["name"] = name
    meta = opened(document.pdf(certificate.sheet, "de")).open_metadata()
    assert (meta["pdfuaid:part"], meta["pdfaid:part"]) == ("1", "2")


def test_only_letters_that_fonts_may_lack_are_written_in_latin_ones() -> None:
    assert document.in_latin_letters({"a": ["Müller – „x“", "王"], "n": 3}) == {
        "a": ["Müller – „x“", "Wang"],
        "n": 3,
    }


@pytest.mark.slow
def test_the_same_certificate_is_the_same_file_whenever_and_wherever_it_is_made(
    certificate: Certificate, tmp_path: Path
) -> None:
    """The same bytes in this process and in a fresh one."""
    first = document.pdf(certificate.sheet, "de")
    assert first == document.pdf(Certificate.objects.get(pk=certificate.pk).sheet, "de")
    script = (
        "import sys, json, django; django.setup(); from kogge.prove.badges import document;"
        "sys.stdout.buffer.write(document.compiled(json.load(sys.stdin)))"
    )
    given = json.dumps(document.inputs(certificate.sheet, "de")).encode()
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "KOGGE_DATA": str(tmp_path)}
    env["PYTHONPATH"] = os.pathsep.join(sys.path)
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, input=given, capture_output=True, check=False, env=env)
    assert done.stdout == first, done.stderr.decode()[-500:]


def test_a_new_template_changes_new_certificates_alone(
    weekly: Series, harbour: Organization, tmp_path: Path
) -> None:
    before = weekly.issue(weekly.comes("Ada Abel", 3))
    bytes_before = document.pdf(before.sheet, "en")
    values = {"intro_en": "We are glad that you came.", "place": "Hafenstadt", "signatory": "Hanna Hafen"}
    values["colour"] = "#7a1f00"
    save_template(harbour, by=weekly.emil, values=values)
    assert document.pdf(Certificate.objects.get(pk=before.pk).sheet, "en") == bytes_before
    after = text_of(document.pdf(weekly.issue(weekly.comes("Bea Bolt", 3)).sheet, "en"), tmp_path)
    assert all(part in after for part in ("We are glad that you came.", "Hafenstadt,", "Hanna Hafen"))


def test_many_dates_and_long_words_grow_onto_a_second_page(certificate: Certificate) -> None:
    date = {**certificate.content["dates"][0], "title_de": "Donaudampfschifffahrtsgesellschaft " * 4}
    certificate.content["dates"] = [date] * 40
    certificate.content["name"] = "Freifrau von und zu Wolkenstein-Trostburg " * 4
    assert len(opened(document.pdf(certificate.sheet, "de")).pages) > 1


def test_a_preview_is_a_picture_of_an_invented_person(harbour: Organization) -> None:
    assert document.preview(sample.sheet(harbour, Template()), "de").startswith(b"\x89PNG")


def test_qpdf_finds_nothing_wrong(certificate: Certificate, tmp_path: Path) -> None:
    if shutil.which("qpdf") is None:
        pytest.skip("qpdf is not installed")
    (tmp_path / "one.pdf").write_bytes(document.pdf(certificate.sheet, "de"))
    subprocess.run(["qpdf", "--check", tmp_path / "one.pdf"], check=True, capture_output=True)


def _tags(node: Any) -> list[Any]:
    """Every kind of element below this one."""
    found = [node.S] if "/S" in node else []
    return found + [kind for child in _children(node) for kind in _tags(child)]


def _alternatives(node: Any) -> list[bool]:
    """For each picture, whether it is described."""
    mine = ["/Alt" in node] if "/S" in node and node.S == "/Figure" else []
    return mine + [said for child in _children(node) for said in _alternatives(child)]


def _children(node: Any) -> list[Any]:
    below = node.get("/K", [])
    listed = list(below) if isinstance(below, pikepdf.Array) else [below]
    return [one for one in listed if isinstance(one, pikepdf.Dictionary)]


@pytest.mark.parametrize("language", ["de", "en"])
def test_a_file_is_recognised_and_one_changed_byte_found(certificate: Certificate, language: str) -> None:
    """The file is made anew and compared; `./kogge verify` asks for it."""
    file = document.pdf(certificate.sheet, language)
    assert [one["state"] for one in asked(file)] == ["ok"]
    assert [one["state"] for one in asked(file[:-9] + b" " + file[-8:])] == ["changed"]
    assert asked(file.replace(certificate.shown_code.encode(), b"ZZZZ-ZZZZ-ZZZZ")) == []


def asked(file: bytes) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    reactions.verification_asked(content=file, sha256="", found=found)
    return found
