"""A phone at the door as a program holds it: for tests, measurements and pictures."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from tools.demo_site import ROOT, demo_environment

PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740}, "locale": "de-DE", "timezone_id": "Europe/Berlin",
    "has_touch": True,
}  # fmt: skip
# A scanner on a cable: types the text and Enter. Answers how long it took until the state was on the screen.
SCAN = """async (text) => {
  const dialog = document.getElementById("verdict");
  const begun = performance.now();
  const shown = new Promise((done) => new MutationObserver(() => dialog.open && done()).observe(
    dialog, { attributes: true, attributeFilter: ["open"] }));
  const press = (key) => document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  [...text, "Enter"].forEach(press);
  await shown;
  return performance.now() - begun;
}"""


def ask_cast(data: Path, port: int, *arguments: str) -> Any:
    """What `tools.door_cast` prints for this data directory."""
    done = subprocess.run(
        [sys.executable, "-m", "tools.door_cast", *arguments],
        cwd=ROOT,
        env=demo_environment(data, port),
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(done.stdout)


def paired(browser: Browser, link: str, **options: Any) -> tuple[BrowserContext, Page]:
    """A phone that opened the pairing link and is ready to work without a network."""
    context = browser.new_context(**{**PHONE, **options})
    return context, open_door(context, link)


def open_door(context: BrowserContext, link: str) -> Page:
    page = context.new_page()
    page.goto(link)
    page.locator("#gate option").first.wait_for(state="attached", timeout=30_000)
    page.get_by_text("Die App ist bereit für die Arbeit ohne Netz").wait_for(state="attached", timeout=30_000)
    return page


def scan(page: Page, text: str, *, then: str = "") -> str:
    """Scan, read colour and words, go on (by the button `then`). Answers "colour: words"."""
    page.evaluate(SCAN, text)
    verdict = page.locator("#verdict")
    shown = f"{verdict.get_attribute('data-colour')}: {' '.join(verdict.inner_text().split())}"
    if then:
        verdict.get_by_role("button", name=then).click()
    else:
        page.locator(".k-verdict-next").click()
    return shown


def wait_until_sent(page: Page, timeout: float = 30_000) -> None:
    """Until the line says that everything is confirmed."""
    page.get_by_text("Alles ist vom Server bestätigt").wait_for(state="attached", timeout=timeout)
