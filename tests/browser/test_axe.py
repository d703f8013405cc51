"""Every kind of page passes axe-core in both themes and both languages, on desktops and phones."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

AXE = (Path(__file__).parents[1] / "vendor/axe.min.js").read_text(encoding="utf-8")
PUBLIC = [
    "/",
    "/calendar/",
    "/calendar/?view=month&from=2024-09-01",
    "/calendar/?q=nothing-like-this",
    "/map/",
    "/organizations/",
    "/organizations/diz-rostock/",
    "/people/",
    "/people/christian-pegel/",
    "/places/",
    "/areas/",
    "/topics/",
    "/communities/",
    "/programmes/",
    "/events/noerd-2024/",
    "/events/noerd-2024/programme/",
    "/events/noerd-2024/changes/",
    "/events/kuestenkonvent-fiktiv-2027/programme/",
    "/events/kuestenkonvent-fiktiv-2027/programme/?view=grid",
    "/events/kuestenkonvent-fiktiv-2027/programme/all/",
    "/events/kuestenkonvent-fiktiv-2027/my-day/",
    "/events/loeten-zum-einstieg-fiktiv/registration/",
    "/events/kuestenkonvent-fiktiv-2027/registration/",
    "/offline/",
    "/years/2024/",
    "/search/?q=messe",
    "/impressum/",
    "/datenschutz/",
    "/barrierefreiheit/",
    "/leichte-sprache/",
    "/gebaerdensprache/",
    "/lizenzen/",
    "/feedback/",
    "/account/login/",
    "/places/arsenal/",
    "/areas/hansestadt-rostock/",
    "/topics/bildung/",
    "/communities/3d-druck-community/",
    "/programmes/digilotsinnen/",
    "/events/sccon-2024/",
    "/events/kuestenkonvent-fiktiv-2027/sessions/beitrag-001/",
    "/figures/buergerfest-2024-besucher/",
    "/sources/000/",
    "/components/",
    "/not/there/",
]
_GRID = "/desk/events/kuestenkonvent-fiktiv-2027/timetable/"
TIMETABLE = [
    _GRID,
    *(f"{_GRID}{name}/" for name in ("compare", "solve", "solve/repair", "delay", "settings", "wishes")),
]
DESK = [
    *TIMETABLE,
    "/desk/",
    "/desk/events/",
    "/desk/events/new/",
    "/desk/events/new/workshop/",
    "/desk/events/noerd-2024/",
    "/desk/events/noerd-2024/edit/",
    "/desk/events/noerd-2024/sessions/",
    "/desk/events/noerd-2024/place/",
    "/desk/events/noerd-2024/preview/",
    "/desk/events/noerd-2024/release/",
    "/desk/events/noerd-2024/releases/",
    "/desk/events/noerd-2024/withdrawal/",
    "/desk/import/",
    "/desk/calendar/",
    "/desk/series/",
    "/desk/organizations/",
    "/desk/organizations/diz-rostock/",
    "/desk/people/",
    "/desk/people/christian-pegel/",
    "/desk/places/",
    "/desk/operations/",
    "/desk/years/",
    "/desk/team/",
    "/desk/team/invite/",
    "/desk/history/",
    "/desk/profile/",
    "/account/2fa/",
]
# The components page shows whole forms and headings many times over on purpose.
RULES = {
    "/components/": ["landmark-unique", "heading-order", "page-has-heading-one", "landmark-no-duplicate-main"]
}


@pytest.fixture(scope="module")
def staff(browser: Browser, site: str) -> Iterator[str]:
    """The cookies of the office of the demo, as a file's content."""
    visit = browser.new_context(base_url=site)
    page = visit.new_page()
    page.goto("/account/login/")
    page.fill("input[name=login]", "office@kogge.example")
    page.fill("input[name=password]", "hanse-kogge-2024")
    page.click("main button[type=submit], main form button")
    page.wait_for_url("**/desk/**")
    yield visit.storage_state()  # type: ignore[misc]
    visit.close()


def violations(page: Page, path: str) -> list[str]:
    """What axe finds, one line per rule with the first place."""
    page.evaluate(AXE)
    rules = {rule: {"enabled": False} for rule in RULES.get(path.removeprefix("/en"), [])}
    rules["target-size"] = {"enabled": True}
    found = page.evaluate("rules => axe.run(document, {rules: rules})", rules)
    return [
        f"{path}: {rule['id']} ({rule['impact']}): {rule['nodes'][0]['html'][:160]}"
        for rule in found["violations"]
    ]


def check(page: Page, paths: list[str]) -> list[str]:
    """All violations, sideways scrolling and messages of the browser on a list of pages."""
    problems: list[str] = []
    page.on(
        "console",
        lambda message: problems.append(message.text) if "Content Security" in message.text else None,
    )
    for path in paths:
        page.goto(path)
        problems += violations(page, path)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wide > 0:
            problems.append(f"{path}: {wide} pixels too wide")
    return problems


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_public_pages_on_a_desktop(browser: Browser, site: str, theme, prefix):
    visit = browser.new_context(base_url=site, color_scheme=theme, bypass_csp=True)
    assert check(visit.new_page(), [prefix + path for path in PUBLIC]) == []
    visit.close()


def test_public_pages_on_a_narrow_phone(browser: Browser, site: str):
    visit = browser.new_context(base_url=site, viewport={"width": 320, "height": 640}, bypass_csp=True)
    assert check(visit.new_page(), PUBLIC) == []
    visit.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_pages_of_the_desk(browser: Browser, site: str, staff, theme):
    visit = browser.new_context(base_url=site, color_scheme=theme, storage_state=staff, bypass_csp=True)
    assert check(visit.new_page(), DESK) == []
    visit.close()


def test_pages_of_the_timetable_on_a_narrow_phone(browser: Browser, site: str, staff):
    """The grid is a list by room there; nothing scrolls sideways but the page's own tables."""
    viewport = {"width": 320, "height": 640}
    visit = browser.new_context(base_url=site, viewport=viewport, storage_state=staff, bypass_csp=True)
    assert check(visit.new_page(), TIMETABLE) == []
    visit.close()
