"""A real server with the demo region and a real Chromium, once per run."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tools.demo_site import BROWSER_ARGUMENTS, find_chromium, running_demo

from . import door

# How long what a test expects may take on a machine that does other things as well; no test measures time.
expect.set_options(timeout=30_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(item.path).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium. Without one the journeys are skipped; where CI is set that is an error."""
    found = find_chromium()
    if found is None:
        message = "No Chromium was found; install the package `chromium` to run the browser journeys."
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo's data directory, where its mails are files."""
    return tmp_path_factory.mktemp("demo") / "data"


@pytest.fixture(scope="session")
def site(chromium: str, data: Path) -> Iterator[str]:
    """Address of a running demo with the generated convention."""
    with running_demo("--with", "convention", data=data) as address:
        yield address


@pytest.fixture(scope="session")
def house(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[door.DoorSite]:
    """A demo whose door is tested, on a server that may be switched off."""
    with door.door_site(tmp_path_factory.mktemp("door") / "data") as running:
        yield running


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=BROWSER_ARGUMENTS)
        yield running
        running.close()


@pytest.fixture(autouse=True)
def left_behind(browser: Browser) -> Iterator[None]:
    """Nobody of a test goes on asking the server afterwards, as the grid and a page of progress do."""
    before = list(browser.contexts)
    yield
    for one in browser.contexts:
        if one not in before:
            one.close()


@pytest.fixture
def context(browser: Browser, site: str) -> Iterator[BrowserContext]:
    """A fresh visitor on a desktop. A request to anywhere else fails the test."""
    fresh = browser.new_context(base_url=site, locale="de-DE", viewport={"width": 1280, "height": 900})
    abroad: list[str] = []
    fresh.on("request", lambda request: None if at_home(request.url, site) else abroad.append(request.url))
    yield fresh
    fresh.close()
    assert abroad == []


def at_home(address: str, site: str) -> bool:
    return address.startswith((site, "data:", "blob:"))


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
