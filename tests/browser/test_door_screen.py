"""What somebody at the door sees and taps: groups, names, walk-ins, counting, undoing, a lost phone."""

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tools import door_phone as phone

from . import door

AXE = Path(__file__).resolve().parents[1] / "vendor" / "axe.min.js"


@pytest.fixture(scope="module")
def cast(house: door.DoorSite) -> dict[str, Any]:
    return dict(house.cast("60", "4", "--hand", "Namensschild", "Mittagessen"))


def faults(page: Page) -> list[str]:
    """What axe finds on the page as it stands."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa']})")
    return [f"{one['id']}: {node['html'][:120]}" for one in found["violations"] for node in one["nodes"]]


def test_an_hour_at_the_door_with_the_network_gone(
    browser: Browser, house: door.DoorSite, cast: dict[str, Any]
) -> None:
    context, page = phone.paired(browser, cast["devices"][0]["link"])
    verdict = page.locator("#verdict")
    assert faults(page) == []
    context.set_offline(True)
    sentences = {name: phone.scan(page, ticket) for name, ticket in cast["wrong"].items()}
    assert {name: words.split(" Weiter")[0].split(". ")[0] for name, words in sentences.items()} == {
        "foreign": "red: Andere Veranstaltung Das ist ein echtes Ticket, aber für eine andere Veranstaltung.",
        "expired": sentences["expired"].split(" Weiter")[0].split(". ")[0],
        "early": sentences["early"].split(" Weiter")[0].split(". ")[0],
        "forged": "red: Gefälscht Die Unterschrift ist nicht unsere",
        "truncated": "red: Ticket unvollständig Ein Teil des Codes fehlt",
        "unreadable": "red: Kein Ticket Dieser Code ist kein Ticket von uns.",
        "new": "green: Willkommen Echtes Ticket, neuer als diese Liste",
    }
    assert sentences["expired"].startswith("red: Abgelaufen War gültig bis")
    assert sentences["early"].startswith("red: Noch nicht gültig Gültig ab")
    assert phone.scan(page, cast["cancelled"]).startswith("red: Abgesagt Dieses Ticket gilt nicht mehr")

    page.evaluate(phone.SCAN, cast["group"])
    verdict.get_by_label("Nils G.").uncheck()
    expect(page.locator("#group-total")).to_have_text("3 von 4")
    assert faults(page) == []
    verdict.get_by_role("button", name="Angekreuzte einlassen").click()
    expect(page.locator("#verdict-title")).to_have_text("3 willkommen")
    page.locator(".k-verdict-next").click()
    page.evaluate(phone.SCAN, cast["class"])
    verdict.get_by_role("button", name="Eins weniger").click()
    verdict.get_by_role("button", name="Einlassen", exact=True).click()
    expect(page.locator("#verdict-title")).to_have_text("27 willkommen")
    page.locator(".k-verdict-next").click()

    page.evaluate(phone.SCAN, cast["tickets"][0])
    expect(verdict.get_by_role("checkbox")).to_have_count(2)
    verdict.get_by_label("Mittagessen").uncheck()
    page.locator(".k-verdict-next").click()
    page.evaluate(phone.SCAN, cast["tickets"][0])
    expect(verdict.get_by_label("Mittagessen")).not_to_be_checked()
    expect(verdict.get_by_label("Namensschild")).to_have_count(0)
    verdict.get_by_role("button", name="Noch einmal einlassen").click()
    expect(page.locator("#verdict-title")).to_have_text("Von Hand eingelassen")
    page.locator(".k-verdict-next").click()

    page.get_by_role("button", name="Ausgang").click()
    assert phone.scan(page, cast["tickets"][0]).startswith("green: Ausgang vermerkt")
    assert phone.scan(page, cast["tickets"][1]).startswith("yellow: War nicht drin")
    page.get_by_role("button", name="Eingang").click()

    page.get_by_label("Drei Buchstaben").fill("car")
    expect(page.locator("#found li")).to_have_count(5)
    page.locator("#found button").first.click()
    expect(page.locator("#verdict-name")).to_have_text("Carla A.")
    page.locator(".k-verdict-next").click()

    page.get_by_role("button", name="Spontan").click()
    page.get_by_role("button", name="Einlassen", exact=True).click()
    expect(page.get_by_text("Bitte geben Sie einen Namen ein.")).to_be_visible()
    page.get_by_label("Name", exact=True).fill("Rosa Spontan")
    page.get_by_role("button", name="Einlassen", exact=True).click()
    expect(page.locator("#verdict-name")).to_have_text("Rosa Spontan")
    page.locator(".k-verdict-next").click()

    page.get_by_role("button", name="Verlauf").click()
    page.get_by_role("button", name="Rückgängig: Carla A.").or_(
        page.get_by_role("button", name=re.compile("Carla A"))
    ).first.click()
    expect(page.get_by_text("rückgängig gemacht").first).to_be_visible()
    assert faults(page) == []
    context.set_offline(False)
    phone.wait_until_sent(page)
    held = house.cast("--facts", cast["event"])
    assert held["walk_ins"] == ["Rosa Spontan"]
    assert sum(row["kind"] == "undo" for row in held["scans"]) == 2
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", name="Last scans")).to_be_visible()
    context.close()


def test_clickers_on_two_devices_and_in_two_tabs_add_up(browser: Browser, cast: dict[str, Any]) -> None:
    phones = [phone.paired(browser, cast["devices"][number]["link"]) for number in (1, 2)]
    for context, page in phones:
        context.set_offline(True)
        page.get_by_role("button", name="Zählen").click()
        for _ in range(7):
            page.get_by_role("button", name="Eins mehr").click()
        page.get_by_role("button", name="Eins weniger").click()
        expect(page.locator("#count-total")).to_have_text("6")
    context, page = phones[0]
    second_tab = context.new_page()
    second_tab.goto(cast["devices"][1]["link"].split("#")[0])
    expect(second_tab.locator("#line-queue")).to_have_text("8 hier gespeichert, noch nicht bestätigt")
    for context, _page in phones:
        context.set_offline(False)
        phone.wait_until_sent(_page)
    phone.wait_until_sent(second_tab)
    page.get_by_role("button", name="Scannen").click()
    page.reload()
    page.get_by_role("button", name="Zählen").click()
    expect(page.locator("#count-total")).to_have_text("12")
    for context, _page in phones:
        context.close()


def test_a_full_store_says_so_and_a_revoked_device_forgets_its_list(
    browser: Browser, house: door.DoorSite
) -> None:
    cast = house.cast("30", "1")
    context, page = phone.paired(browser, cast["devices"][0]["link"])
    context.set_offline(True)
    page.evaluate(
        """() => { globalThis.kept = IDBObjectStore.prototype.put;
        IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); }; }"""
    )
    assert phone.scan(page, cast["tickets"][0]).startswith(
        "red: Nicht gespeichert Der Speicher dieses Geräts ist voll"
    )
    page.evaluate("() => { IDBObjectStore.prototype.put = globalThis.kept; }")
    assert phone.scan(page, cast["tickets"][0]).startswith("green: Willkommen")
    house.cast("--revoke", str(cast["devices"][0]["id"]))
    context.set_offline(False)
    expect(page.get_by_role("heading", name="Dieses Gerät wurde gesperrt")).to_be_visible(timeout=20_000)
    expect(page.get_by_text("1 noch nicht gesendeter Eintrag ist aufgehoben")).to_be_visible()
    kept = page.evaluate(
        """async () => { const names = []; const db = await new Promise((done) => {
        const asked = indexedDB.open("door"); asked.onsuccess = () => done(asked.result); });
        return new Promise((done) => { const all = db.transaction("meta").objectStore("meta").getAllKeys();
        all.onsuccess = () => done(all.result); }); }"""
    )
    assert not {"roster", "list_key", "token", "start"} & set(kept)
    link = house.cast("--pair", str(cast["devices"][0]["id"]))
    page.goto(str(link))
    phone.wait_until_sent(page)
    assert len(house.facts(cast["event"])) == 1
    context.close()
