"""Legal pages: complete, dated, marked as the demo's, made from the data map."""

import html
import tomllib
from datetime import date
from pathlib import Path

import pytest
import yaml
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone, translation

from kogge.core import data_map, region
from kogge.core.yaml_files import BrokenFile
from kogge.website.legal import checks, texts
from kogge.website.legal.licences import WORKS

PATHS = ("impressum", "datenschutz", "barrierefreiheit", "leichte-sprache", "gebaerdensprache", "lizenzen")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("prefix", ["/", "/en/"])
def test_every_legal_page_is_public_and_sets_no_cookie(
    client: Client, db: None, path: str, prefix: str
) -> None:
    response = client.get(f"{prefix}{path}/")
    assert response.status_code == 200
    assert not response.cookies
    assert response["X-Kogge-Public"] == "1"


def test_the_privacy_notice_names_every_personal_field_with_its_terms(client: Client, db: None) -> None:
    page = client.get("/en/datenschutz/").content.decode()
    for field in data_map.personal_fields():
        assert field.model in page
        assert field.field in page
    assert "Article 6(1)(a) GDPR: consent" in page


def test_the_privacy_notice_is_german_throughout(client: Client, db: None) -> None:
    page = html.unescape(client.get("/datenschutz/").content.decode())
    for entry in data_map.entries():
        with translation.override("en"):
            english = [str(getattr(entry.terms, name)) for name in ("about", "purpose", "basis", "retention")]
        assert [sentence for sentence in english if sentence in page] == []
        assert str(entry.terms.purpose) in page


def test_the_accessibility_statement_is_not_older_than_a_year() -> None:
    statement = texts.current().accessibility
    assert statement["reviewed_on"] <= timezone.localdate() <= statement["next_review_on"]


def test_the_accessibility_statement_tells_state_method_gaps_contact_and_complaint_body(
    client: Client, db: None
) -> None:
    page = client.get("/barrierefreiheit/").content.decode()
    for expected in (
        "21. November 2026", "20. November 2027", "Selbstbewertung", "Gebärdensprache",
        "barrieren@demobetrieb.example", "durchsetzung@demobetrieb.example", "innerhalb von 28 Tagen",
        'href="/feedback/"',
    ):  # fmt: skip
        assert expected in page


def test_an_overdue_statement_says_so(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *args: date(2028, 1, 1))
    assert "zur jährlichen Prüfung fällig" in client.get("/barrierefreiheit/").content.decode()


def test_the_imprint_says_that_its_operator_is_invented(client: Client, db: None) -> None:
    page = client.get("/impressum/").content.decode()
    assert "Demobetrieb" in page
    assert "Demo: erfundener Betreiber" in page


def test_easy_language_stays_german_under_the_english_address(client: Client, db: None) -> None:
    page = client.get("/en/leichte-sprache/").content.decode()
    assert '<div lang="de"' in page
    assert "Worum geht es auf dieser Internet-Seite?" in page


def test_security_contact_follows_rfc_9116(client: Client, db: None) -> None:
    response = client.get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    lines = dict(line.split(": ", 1) for line in response.content.decode().strip().splitlines())
    assert lines["Contact"] == "mailto:sicherheit@demobetrieb.example"
    assert lines["Expires"] == "2027-11-20T00:00:00Z"


def test_the_list_of_used_works_names_every_dependency() -> None:
    root = Path(__file__).resolve().parents[5]
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    needed = {_bare(line) for line in project["dependencies"]}
    assert needed <= {work.name.lower() for work in WORKS}


def _bare(requirement: str) -> str:
    for mark in "[=><;! ":
        requirement = requirement.split(mark, maxsplit=1)[0]
    return requirement.lower()


@pytest.mark.parametrize(
    ("demo", "address", "refused"),
    [
        (False, "https://netz.example.de", True),
        (True, "https://netz.example.de", False),
        (False, "http://127.0.0.1:8000", False),
    ],
)
def test_an_installation_others_can_reach_does_not_start_with_placeholders(
    settings: LazySettings, demo: bool, address: str, refused: bool
) -> None:
    settings.DEMO, settings.SITE_URL = demo, address
    assert [message.id for message in checks.legal_texts(None)] == (["kogge.E002"] if refused else [])


@pytest.mark.parametrize(
    ("part", "key", "value", "sentence"),
    [
        ("operator", "email", "", "operator.email is missing"),
        ("accessibility", "complaint_body", None, "accessibility.complaint_body is missing"),
        ("accessibility", "next_review_on", "soon", "must be a date"),
        ("accessibility", "next_review_on", date(2028, 11, 21), "within twelve months"),
    ],
)
def test_incomplete_texts_are_refused_with_a_sentence(
    tmp_path: Path, part: str, key: str, value: object, sentence: str
) -> None:
    data = yaml.safe_load(region.current().file("legal.yaml").read_text(encoding="utf-8"))
    data[part][key] = value
    path = tmp_path / "legal.yaml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    with pytest.raises(BrokenFile, match=sentence):
        texts.load(path)
