"""The one style sheet, the region's colours and logo, navigation and problem pages."""

import re

import brotli
import pytest
from django.test import Client, RequestFactory

from kogge.core import logo, navigation, region, stylesheet
from kogge.core.colours import contrast, text_on
from kogge.core.models import FormerAddress

PAGES = {"light": "#ffffff", "dark": "#11161d"}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["primary", "accent"])
def test_the_regions_colours_can_be_read_on_the_page_of_each_theme(theme, name):
    colours = stylesheet.palette(region.current().data.get("colours", {}))[theme]
    assert contrast(colours[name], PAGES[theme]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_on_buttons_and_bands_can_be_read(theme):
    colours = stylesheet.palette(region.current().data.get("colours", {}))[theme]
    assert contrast(colours["primary"], colours["on-primary"]) >= 4.5
    assert contrast(colours["brand"], colours["on-brand"]) >= 7


def test_contrast_is_measured_as_the_guideline_says():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)
    assert text_on("#ffff00") == "#10161d"
    with pytest.raises(ValueError, match="not a colour"):
        contrast("red; } body { display: none", "#000000")


def test_the_style_sheet_stays_light_and_its_address_names_its_content(client: Client):
    text, digest = stylesheet.current()
    assert len(brotli.compress(text.encode())) <= 17_000
    answer = client.get(f"/assets/{digest}.css")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.content.decode() == text
    old = client.get("/assets/000000000000.css")
    assert old.headers["Cache-Control"] == "public, max-age=60"


def test_every_custom_property_that_is_used_is_defined_somewhere():
    text, _digest = stylesheet.current()
    used = set(re.findall(r"var\((--k-[\w-]+)", text))
    assert used <= set(re.findall(r"(--k-[\w-]+):", text))


@pytest.mark.parametrize(
    "drawing",
    [
        "<svg><script>alert(1)</script></svg>",
        '<svg onload="alert(1)"></svg>',
        '<svg><path style="fill:red"/></svg>',
        '<svg><image href="http://elsewhere.example/x.png"/></svg>',
        '<svg><path fill="url(http://elsewhere.example/x)"/></svg>',
        "<!DOCTYPE svg><svg></svg>",
        "<html></html>",
    ],
)
def test_a_logo_that_could_do_more_than_draw_is_refused(drawing):
    with pytest.raises(ValueError, match="logo"):
        logo.checked(drawing)


def test_the_language_switch_keeps_the_page_and_its_query():
    german = RequestFactory().get("/calendar/?topic=energy")
    english = RequestFactory().get("/en/calendar/?topic=energy")
    for request in (german, english):
        assert [entry.address for entry in navigation.languages(request)] == [
            "/calendar/?topic=energy",
            "/en/calendar/?topic=energy",
        ]


def test_an_address_that_only_begins_like_a_language_stays():
    request = RequestFactory().get("/energy/")
    assert [entry.address for entry in navigation.languages(request)] == ["/energy/", "/en/energy/"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("prefix", "words"), [("", "Diese Seite finden wir nicht"), ("/en", "We cannot find this page")]
)
def test_a_missing_page_says_how_to_go_on(client: Client, prefix, words):
    answer = client.get(f"{prefix}/nowhere/at/all/")
    assert answer.status_code == 404
    assert words in answer.content.decode()
    assert not answer.cookies


@pytest.mark.django_db
def test_a_deleted_page_says_what_it_was(client: Client):
    FormerAddress.objects.create(path="/places/old/", label="Speicher 6")
    answer = client.get("/places/old/")
    assert answer.status_code == 410
    assert "„Speicher 6“" in answer.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_token_is_told_what_to_do():
    answer = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "ada@example.org"})
    assert answer.status_code == 403
    assert "zu lange geöffnet" in answer.content.decode()


@pytest.mark.django_db
def test_a_fault_of_ours_is_told_without_its_inside(client: Client, monkeypatch):
    monkeypatch.setattr("kogge.core.shelf.groups", lambda: 1 / 0)
    client.raise_request_exception = False
    answer = client.get("/components/")
    assert answer.status_code == 500
    assert "Bei uns ist etwas schiefgegangen" in answer.content.decode()
    assert "ZeroDivision" not in answer.content.decode()


@pytest.mark.django_db
def test_the_frame_has_skip_link_language_and_legal_links_and_sets_no_cookie(client: Client):
    answer = client.get("/en/components/")
    page = answer.content.decode()
    assert '<html lang="en">' in page
    assert '<a class="k-skip" href="#main">' in page
    assert "/en/feedback/" in page
    assert "/en/barrierefreiheit/" in page
