"""Visits of many pages with axe-core: light and German on a desktop, dark and English on a narrow phone."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response

from .test_axe import check

VISITS = pytest.mark.parametrize(
    ("theme", "prefix", "width"), [("light", "", 1280), ("dark", "/en", 320)], ids=["desktop", "phone"]
)


@contextmanager
def visiting(
    browser: Browser, site: str, theme: str, width: int, *, team: Page | None = None
) -> Iterator[BrowserContext]:
    """Somebody without an account, or who signed in on the page `team`."""
    visit = browser.new_context(
        base_url=site, color_scheme=theme, storage_state=team.context.storage_state() if team else None,
        bypass_csp=True, viewport={"width": width, "height": 800},
    )  # type: ignore[arg-type]  # fmt: skip
    try:
        yield visit
    finally:
        visit.close()


def faults(page: Page, paths: list[str]) -> list[str]:
    """What axe finds, and pages that are not there."""
    gone: list[str] = []

    def note(response: Response) -> None:
        if response.request.is_navigation_request() and response.status >= 400:
            gone.append(f"{response.url}: {response.status}")

    page.on("response", note)
    return check(page, paths) + gone
