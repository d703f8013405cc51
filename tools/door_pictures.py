"""Pictures of the app at the door on a phone: green, yellow, red, a group, without a network, counting."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from tools import door_phone

SHOWN = {
    "green": "Welcome: who, what to hand over",
    "yellow": "Already in: since when and where, and what one may do",
    "red": "A forged ticket",
    "group": "A class, counted and corrected",
    "offline": "Without a network: what waits here, what nobody can know, somebody found by three letters",
    "count": "The clicker, and who is where",
}


def take(browser: Browser, cast: dict[str, Any], folder: Path) -> Iterator[tuple[str, str]]:
    """Walk through the door and take the pictures. Yields name and what it shows."""
    context, page = door_phone.paired(browser, cast["devices"][0]["link"], device_scale_factor=1)

    def picture(name: str) -> tuple[str, str]:
        page.wait_for_timeout(400)
        page.screenshot(path=str(folder / f"door-{name}-phone.png"))
        return f"door-{name}", SHOWN[name]

    for ticket in cast["tickets"][10:48]:
        door_phone.scan(page, ticket)
    for name, ticket in (
        ("green", cast["tickets"][1]),
        ("yellow", cast["tickets"][10]),
        ("red", cast["wrong"]["forged"]),
        ("group", cast["class"]),
    ):
        page.evaluate(door_phone.SCAN, ticket)
        yield picture(name)
        page.locator("#verdict").get_by_role(
            "button", name="Abbrechen" if name == "group" else "Weiter"
        ).click()
    page.get_by_role("button", name="Zählen").click()
    for _ in range(23):
        page.locator("#plus").click()
    yield picture("count")
    context.set_offline(True)
    page.get_by_role("button", name="Scannen").click()
    for ticket in cast["tickets"][50:87]:
        door_phone.scan(page, ticket)
    page.locator("#line summary").click()
    page.get_by_label("Drei Buchstaben").fill("mül")
    page.locator("#found li").first.wait_for()
    yield picture("offline")
    context.close()
