"""A visitor plans a day on a phone, takes it along, loses the network, and learns afterwards what has changed."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tools.demo_site import ROOT, demo_environment, free_port, running_demo

from .conftest import at_home
from .test_axe import violations

EVENT = "kuestenkonvent-fiktiv-2027"
PROGRAMME = f"/events/{EVENT}/programme/"
PHONE = {"width": 360, "height": 740}
COPIES = "caches.keys().then((all) => all.join())"
MOVE = """
from datetime import timedelta
from kogge.plan.events.models import Session
from kogge.publish.programme import actions
one = Session.objects.get(event__slug="{event}", slug="{slug}")
one.starts_at += timedelta(minutes=5)
one.ends_at += timedelta(minutes=5)
one.save()
actions.release(one.event, by="test")
"""


class Site:
    """A demo of this file's own, in which the organiser may move a session."""

    def __init__(self, address: str, data: Path, port: int) -> None:
        self.address, self._data, self._port = address, data, port

    def move(self, slug: str) -> None:
        subprocess.run(
            [sys.executable, "-m", "django", "shell", "-c", MOVE.format(event=EVENT, slug=slug)],
            cwd=ROOT, env=demo_environment(self._data, self._port) | {"KOGGE_DEMO": "1"}, check=True,
            capture_output=True,
        )  # fmt: skip


@pytest.fixture(scope="module")
def own(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Starts anew, because the programme changes here."""
    data, port = tmp_path_factory.mktemp("my-day") / "data", free_port()
    if ready := os.environ.get("KOGGE_TEST_DAY"):
        address, folder = ready.split(",")
        yield Site(address, Path(folder), int(address.rpartition(":")[2]))
        return
    with running_demo("--with", "convention", data=data, port=port) as address:
        yield Site(address, data, port)


@pytest.fixture
def phone(browser: Browser, own: Site) -> Iterator[BrowserContext]:
    """A fresh visitor with a phone. A request to anywhere else fails the test."""
    fresh = browser.new_context(
        base_url=own.address, locale="de-DE", timezone_id="Europe/Berlin", viewport=PHONE, has_touch=True
    )
    abroad: list[str] = []
    fresh.on("request", lambda one: None if at_home(one.url, own.address) else abroad.append(one.url))
    yield fresh
    fresh.close()
    assert abroad == []


def star(page: Page, number: int) -> str:
    """Mark the session of this number; its address part."""
    row = page.locator("[data-session]").nth(number)
    row.locator("button.k-star").tap()
    return row.get_attribute("data-session") or ""


def kept_day(page: Page, *numbers: int) -> tuple[str, list[str]]:
    """Choose sessions in the programme and keep the day; its address and the sessions."""
    page.goto(PROGRAMME)
    slugs = [star(page, number) for number in numbers]
    page.locator("#favourites a[data-my-day]").tap()
    page.get_by_role("button", name="Meinen Tag unter einem Link aufheben").tap()
    page.wait_for_url(re.compile(r"/my-day/[\w-]{43}/"))
    return page.url.partition("?")[0], slugs


def test_from_stars_to_a_day_that_survives_the_network(
    phone: BrowserContext, browser: Browser, own: Site
) -> None:
    page = phone.new_page()
    assert (
        page.goto("/")
        and page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0
    )
    day, (first, second) = kept_day(page, 1, 2)
    expect(page.get_by_text("Ihr Tag ist unter dem Link dieser Seite aufgehoben.")).to_be_visible()
    expect(page.get_by_text("Überschneidet sich mit").first).to_be_visible()
    assert phone.cookies() == []

    second_phone = browser.new_context(base_url=own.address, locale="de-DE", viewport=PHONE)
    other = second_phone.new_page()
    other.goto(day)
    expect(other.locator(f"[id='{first}']")).to_be_visible()
    other.goto(PROGRAMME)
    expect(other.locator("#favourites label span")).to_have_text("2")
    with other.expect_response(lambda one: one.request.method == "POST" and one.url.startswith(day)):
        other.locator("[data-session]").nth(9).locator("button.k-star").click()
    expect(other.locator("#favourites label span")).to_have_text("3")
    expect(other.locator("#favourites a[data-my-day]")).to_have_attribute("href", re.compile("/my-day/"))
    page.goto(PROGRAMME)
    expect(page.locator("#favourites label span")).to_have_text("3")
    second_phone.close()

    page.get_by_role("button", name="Programm offline mitnehmen").tap()
    expect(page.locator("#offline [role=status]")).to_contain_text("ist eine Kopie vom")
    own.move(first)
    phone.set_offline(True)
    page.goto(day)
    expect(page.locator(".k-kept")).to_contain_text("Ohne Netz: Ihre Kopie, Stand")
    expect(page.locator(f"[id='{second}']")).to_be_visible()
    page.goto(f"/events/{EVENT}/sessions/{second}/")
    page.wait_for_url(f"**/programme/all/#{second}")
    expect(page.locator(f"[id='{second}']")).to_be_visible()
    page.goto(PROGRAMME)
    expect(page.locator(".k-kept")).to_contain_text("vor 0 Minuten")
    assert page.locator("[data-session]").count() > 100
    page.goto("/calendar/")
    expect(page.get_by_role("heading", name="Diese Seite ist nicht in Ihrer Kopie")).to_be_visible()
    page.get_by_role("link", name="Küstenkonvent 2027").tap()
    page.wait_for_url(f"**{PROGRAMME}")

    phone.set_offline(False)
    page.goto(day)
    expect(page.locator(".k-kept")).to_have_count(0)
    expect(page.locator(".k-day__news")).to_contain_text("verlegt von")
    page.get_by_role("button", name="Ich habe das gelesen").tap()
    expect(page.locator(".k-day__news")).to_have_count(0)


def taken_along(page: Page) -> str:
    """Take the programme along; the names of the copies on this device."""
    page.goto(PROGRAMME)
    page.get_by_role("button", name="Programm offline mitnehmen").tap()
    expect(page.locator("#offline [role=status]")).to_contain_text("ist eine Kopie vom")
    return str(page.evaluate(COPIES))


def delete_copy(page: Page) -> None:
    """By its button; afterwards nothing of it is on this device."""
    page.get_by_role("button", name="Kopie löschen").tap()
    expect(page.locator("#offline [role=status]")).to_have_text("Die Kopie wurde von diesem Gerät gelöscht.")
    assert page.evaluate(COPIES) == ""
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.length)") == 0


def moved(page: Page, own: Site) -> None:
    """The organiser moves a session and releases."""
    own.move(page.locator("[data-session]").nth(4).get_attribute("data-session") or "")


def test_a_new_release_replaces_the_copy_and_the_button_deletes_it(phone: BrowserContext, own: Site) -> None:
    page = phone.new_page()
    before = taken_along(page)
    moved(page, own)
    page.reload()
    until = time.monotonic() + 30
    while time.monotonic() < until and ("," in (now := page.evaluate(COPIES)) or now == before):
        page.wait_for_timeout(100)
    assert now.startswith("programme:") and now != before
    delete_copy(page)


def test_who_deletes_the_copy_while_it_is_renewed_keeps_nothing(phone: BrowserContext, own: Site) -> None:
    page = phone.new_page()
    taken_along(page)
    moved(page, own)
    waiting: list[Route] = []
    page.route("**/programme/all/", lambda route: waiting.append(route))  # noqa: PLW0108  the handler is marked
    page.reload()
    until = time.monotonic() + 30
    while time.monotonic() < until and not waiting:
        page.wait_for_timeout(100)
    assert len(page.evaluate(COPIES).split(",")) == 2
    delete_copy(page)


def test_the_worker_keeps_out_of_desk_door_and_forms(phone: BrowserContext, own: Site) -> None:
    page = phone.new_page()
    page.goto(PROGRAMME)
    page.get_by_role("button", name="Programm offline mitnehmen").tap()
    expect(page.locator("#offline [role=status]")).to_contain_text("ist eine Kopie vom")
    page.goto("/desk/")
    page.wait_for_url("**/account/login/**")
    phone.set_offline(True)
    for path in ("/desk/", "/door/nothing/", "/account/login/"):
        with pytest.raises(Exception, match="ERR_INTERNET_DISCONNECTED"):
            page.goto(path)


def test_a_full_device_is_told_in_a_sentence(phone: BrowserContext, own: Site) -> None:
    page = phone.new_page()
    page.add_init_script(
        "Cache.prototype.put = () => Promise.reject(new DOMException('', 'QuotaExceededError'))"
    )
    page.goto(PROGRAMME)
    page.get_by_role("button", name="Programm offline mitnehmen").tap()
    expect(page.locator("#offline [role=status]")).to_contain_text("nicht genug Platz")
    assert page.evaluate("caches.keys().then((all) => all.length)") == 0


def test_without_scripts_a_day_is_chosen_and_read(browser: Browser, own: Site) -> None:
    plain = browser.new_context(base_url=own.address, java_script_enabled=False, viewport=PHONE)
    page = plain.new_page()
    page.goto(PROGRAMME)
    page.locator("[data-session] a").first.click()
    page.get_by_role("button", name="In meinen Tag aufnehmen").click()
    page.wait_for_url("**/my-day/**")
    expect(page.locator(".k-day__row")).to_have_count(1)
    page.get_by_role("link", name="Programmpunkte wählen").click()
    page.locator("button.k-star[aria-pressed=false]").first.click()
    page.get_by_role("link", name="Mein Tag mit 2 Programmpunkten").click()
    expect(page.locator(".k-day__row")).to_have_count(2)
    assert plain.cookies() == []
    plain.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_pages_of_a_day_pass_axe(browser: Browser, own: Site, theme: str) -> None:
    fresh = browser.new_context(
        base_url=own.address,
        locale="de-DE",
        viewport=PHONE,
        has_touch=True,
        color_scheme=theme,
        bypass_csp=True,
    )  # type: ignore[call-overload]
    page = fresh.new_page()
    day, _slugs = kept_day(page, 1, 2, 9)
    found = []
    for path in ("", "programme/", "deletion/", "mail/stop/", "mail/nothing/"):
        page.goto(day + path)
        found += violations(page, path)
    fresh.close()
    assert found == []
