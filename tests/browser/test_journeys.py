"""What visitors do on the public pages: on a narrow phone without scripts, with the keyboard alone, at a convention."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from .conftest import at_home

PROGRAMME = "/events/kuestenkonvent-fiktiv-2027/programme/"
TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"
STAGE = "Bühne Bernstein"


@pytest.fixture
def phone(browser: Browser, site: str) -> Iterator[Page]:
    """A phone of 360 pixels without scripts. No page may scroll sideways, ask elsewhere or leave a cookie."""
    visit = browser.new_context(
        base_url=site, locale="de-DE", viewport={"width": 360, "height": 740}, java_script_enabled=False
    )
    page = visit.new_page()
    abroad: list[str] = []
    seen: dict[str, None] = {}
    page.on("request", lambda request: None if at_home(request.url, site) else abroad.append(request.url))
    page.on("load", lambda loaded: seen.setdefault(loaded.url))
    yield page
    wide = [address for address in list(seen) if page.goto(address) and page.evaluate(TOO_WIDE)]
    cookies = visit.cookies()
    visit.close()
    assert (abroad, wide, cookies) == ([], [], [])


def test_on_a_phone_without_scripts_from_the_calendar_to_the_source_of_a_figure(phone: Page) -> None:
    phone.goto("/")
    phone.get_by_text("Menü").click()
    phone.get_by_role("banner").get_by_role("link", name="Kalender").click()
    phone.get_by_role("link", name="Vergangen").click()
    phone.get_by_text("Filter", exact=True).click()
    phone.get_by_label("Thema").select_option("frauen-in-der-digitalisierung")
    phone.get_by_label("In der Nähe von").select_option(label="Stralsund")
    phone.get_by_label("Entfernung").select_option(label="25 km")
    phone.get_by_role("button", name="Ergebnisse zeigen").click()
    expect(phone.get_by_role("link", name="Filter entfernen: 25 km um Stralsund")).to_be_visible()
    found = phone.get_by_role("article").get_by_role("link")
    title = found.first.inner_text()
    found.first.click()
    expect(phone.get_by_role("heading", level=1)).to_have_text(title)

    phone.get_by_role("link", name="Auf der Karte zeigen").click()
    expect(phone.get_by_role("region", name="Als Liste")).to_contain_text("Stralsund")
    shown = phone.url
    phone.get_by_role("link", name="English").click()
    expect(phone).to_have_url(shown.replace("/map/", "/en/map/"))
    expect(phone.get_by_role("heading", level=1)).to_have_text("Map")
    phone.get_by_role("link", name="Deutsch").click()
    expect(phone).to_have_url(shown)

    phone.get_by_text("Menü").click()
    phone.get_by_role("banner").get_by_role("link", name="Jahresrückblick").click()
    phone.get_by_role("main").get_by_role("link", name="Besucherinnen und Besucher").last.click()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Besucherinnen und Besucher")
    phone.get_by_role("definition").get_by_role("link", name="Jahresrückblick 2024").click()
    expect(phone).to_have_url(re.compile(r"/sources/[\w-]+/#l\d+$"))
    expect(phone.locator(":target")).to_be_visible()


def test_with_the_keyboard_alone(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto("/")
    _press_until(page, "Zum Inhalt springen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/#main")
    expect(page.locator("main:focus, main :focus")).to_have_count(1)

    page.goto("/")
    _press_until(page, "Kalender")
    page.keyboard.press("Enter")
    page.wait_for_url("**/calendar/")
    _press_until(page, "Alle", exact=False)
    page.keyboard.press("Enter")
    page.wait_for_url("**when=all**")
    _press_until(page, "Format", control="select")
    page.keyboard.type("Messe")
    _press_until(page, "Ergebnisse zeigen")
    page.keyboard.press("Enter")
    page.wait_for_url("**format=trade-fair-stand**")
    expect(page.get_by_role("heading", name="Smart Country Convention")).to_be_visible()

    page.goto("/calendar/?view=month&from=2024-09-01")
    _press_until(page, "Botschaftertreffen")
    page.keyboard.press("Enter")
    page.wait_for_url("**/events/botschaftertreffen-2024/")

    page.goto("/map/")
    _press_until(page, "DIZ Rostock, Rostock", exact=False)
    page.keyboard.press("Enter")
    page.wait_for_url("**/organizations/diz-rostock/")


def _press_until(page: Page, name: str, *, control: str = "", exact: bool = True) -> None:
    """Press Tab until what is called so has the focus; on every step the focus can be seen."""
    for _step in range(160):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUS)
        assert here["visible"], here
        fits = here["name"] == name if exact else here["name"].startswith(name)
        if fits and here["tag"] == (control or here["tag"]):
            return
    raise AssertionError(f"{name} was not reached")


# What has the focus: its name, and whether an outline, a shadow or, in a drawing, a stroke shows it inside the window.
# A field for a date shows it on one of its inner parts, which no script can see.
FOCUS = """() => {
    const it = document.activeElement, style = getComputedStyle(it), box = it.getBoundingClientRect()
    const label = it.labels && it.labels[0] ? it.labels[0].textContent : ''
    const name = it.getAttribute('aria-label') || label || it.textContent
    const marked = [it, ...it.querySelectorAll('*')].some(one => {
        const look = getComputedStyle(one)
        return (look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) > 0) || look.boxShadow !== 'none'
    })
    const inside = box.width > 0 && box.bottom > 0 && box.top < innerHeight && style.visibility === 'visible'
    return {name: name.replace(/\\s+/g, ' ').replace('(freiwillig)', '').trim(), tag: it.localName,
            visible: it === document.body || it.type === 'date' || (marked && inside), html: it.outerHTML.slice(0, 120)}
}"""


def test_a_convention_by_day_stage_and_favourites(page: Page) -> None:
    page.goto(PROGRAMME)
    first_day = _sessions(page)
    page.get_by_role("navigation", name="Tage").get_by_role("link", name="Tag 2").click()
    expect(page.get_by_role("main")).to_contain_text("Samstag, 10. April 2027")
    second_day = _sessions(page)
    assert min(len(first_day), len(second_day)) > 150
    assert not set(first_day) & set(second_day)

    page.get_by_label("Raum").select_option(label=STAGE)
    page.get_by_role("button", name="Anzeigen", exact=True).click()
    expect(page.locator("[data-session]")).not_to_have_count(len(second_day))
    on_stage = _sessions(page)
    assert 10 < len(on_stage) < 40
    assert set(on_stage) <= set(second_day)
    page.get_by_role("link", name="Nach Raum und Zeit").click()
    expect(page.get_by_role("table")).to_contain_text(STAGE)
    assert set(_sessions(page)) == set(on_stage)
    page.get_by_role("link", name="Als Liste").click()
    expect(page.get_by_role("table")).to_have_count(0)
    assert list(_sessions(page)) == list(on_stage)

    titles = list(on_stage.values())
    chosen = [titles[0], titles[4]]
    for title in chosen:
        page.get_by_role("button", name=f"Vormerken: {title}", exact=True).click()
    page.reload()
    page.get_by_role("checkbox", name="Nur Vorgemerktes (2)").check()
    expect(page.locator("[data-session]:visible")).to_have_count(len(chosen))
    for title in chosen:
        expect(page.get_by_role("link", name=title, exact=True)).to_be_visible()
    address = page.get_by_role("link", name="Vorgemerktes als Kalender").get_attribute("href") or ""
    calendar = page.request.get(address).text().replace("\r\n ", "").replace("\\,", ",")
    assert sorted(re.findall(r"SUMMARY:(.*)\r", calendar)) == sorted(chosen)


def _sessions(page: Page) -> dict[str, str]:
    """All sessions on the whole page in its order: their addresses with the words of their links."""
    page.wait_for_load_state()
    links: Locator = page.get_by_role("main").locator("a[href*='/sessions/']")
    pairs = links.evaluate_all("all => all.map(one => [one.getAttribute('href'), one.textContent])")
    return dict(pairs)
