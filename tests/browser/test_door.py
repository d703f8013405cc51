"""The door with the network gone, the power gone, requests lost and doubled: everything arrives once."""

import random
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Route, expect

from tools import door_phone as phone
from tools.demo_site import BROWSER_ARGUMENTS
from tools.door_video import write_video

from . import door

FATES = ["lost on the way", "answer lost", "doubled", "kept", "late"]


@pytest.fixture(scope="module")
def cast(house: door.DoorSite) -> dict[str, Any]:
    return dict(house.cast("2500", "12"))


def admitted(facts: list[dict[str, Any]]) -> list[str]:
    """Serials that got in, in the order the server stored them."""
    verdicts = {"admitted", "new", "walk_in", "let_in"}
    return [
        row["serial"] for row in facts if row["kind"] == "in" and (row["shown"] or row["answer"]) in verdicts
    ]


def test_two_hundred_of_2500_offline_survive_closing_and_arrive_once(
    browser: Browser, house: door.DoorSite, cast: dict[str, Any]
) -> None:
    context, page = phone.paired(browser, cast["devices"][0]["link"])
    context.set_offline(True)
    for ticket in cast["tickets"][:150]:
        assert phone.scan(page, ticket).startswith("green: Willkommen")
    expect(page.locator("#line-queue")).to_have_text("150 hier gespeichert, noch nicht bestätigt")
    page.close()
    page = context.new_page()
    page.goto(cast["devices"][0]["link"].split("#")[0])
    expect(page.locator("#line-queue")).to_have_text("150 hier gespeichert, noch nicht bestätigt")
    expect(page.locator("#line-state")).to_have_text("Offline")
    assert re.match(
        r"yellow: Schon drin .*Drin seit \d+:\d\d Uhr, Tor A", phone.scan(page, cast["tickets"][7])
    )
    for ticket in cast["tickets"][150:200]:
        assert phone.scan(page, ticket).startswith("green: Willkommen")
    context.set_offline(False)
    phone.wait_until_sent(page)
    facts = house.facts(cast["event"])
    assert len(facts) == len({row["uid"] for row in facts}) == 201
    assert len(admitted(facts)) == len(set(admitted(facts))) == 200
    assert all(row["device_at"] and row["device_at"] <= row["received_at"] for row in facts)
    assert [int(row["sequence"]) for row in facts] == list(range(1, 202))
    context.close()


def test_two_offline_gates_admit_one_code_and_one_attendance_with_a_note_remains(
    browser: Browser, house: door.DoorSite
) -> None:
    cast = house.cast("30", "2")
    phones = [phone.paired(browser, device["link"]) for device in cast["devices"]]
    for context, page in phones:
        context.set_offline(True)
        assert phone.scan(page, cast["tickets"][0]).startswith("green: Willkommen")
    for context, page in phones:
        context.set_offline(False)
        phone.wait_until_sent(page)
    held = house.cast("--facts", cast["event"])
    assert (len(held["scans"]), held["attended"], held["duplicates"]) == (2, 1, 1)
    first = phones[0][1]
    first.get_by_role("button", name="Verlauf").click()
    first.get_by_role("button", name="Jetzt abgleichen").click()
    assert phone.scan(first, cast["tickets"][0]).startswith("yellow: Schon drin")
    for context, _page in phones:
        context.close()


def test_the_power_of_browser_and_server_fails_and_nothing_is_lost(
    chromium: str, browser: Browser, house: door.DoorSite, tmp_path: Path
) -> None:
    cast = house.cast("30", "1")
    profile = tmp_path / "profile"

    def opened() -> BrowserContext:
        return browser.browser_type.launch_persistent_context(
            str(profile), executable_path=chromium, args=BROWSER_ARGUMENTS, **phone.PHONE
        )

    link = cast["devices"][0]["link"]
    context = opened()
    page = phone.open_door(context, link)
    house.stop()
    for ticket in cast["tickets"][:5]:
        assert phone.scan(page, ticket).startswith("green: Willkommen")
    page.evaluate(phone.SCAN, cast["tickets"][5])
    door.kill_browser(profile)
    context = opened()
    page = context.new_page()
    page.goto(link.split("#")[0])
    expect(page.locator("#line-queue")).to_have_text("6 hier gespeichert, noch nicht bestätigt")
    house.start()
    phone.wait_until_sent(page, timeout=90_000)
    assert len(set(admitted(house.facts(cast["event"])))) == 6
    context.close()


def test_a_network_that_drops_doubles_and_reorders_changes_nothing(
    browser: Browser, house: door.DoorSite
) -> None:
    cast = house.cast("60", "1")
    context, page = phone.paired(browser, cast["devices"][0]["link"])
    chance = random.Random(20271122)
    fates: list[str] = []
    sufferings: list[str] = []

    def suffer(route: Route) -> None:
        if not fates:
            fates.extend(chance.sample(FATES, len(FATES)))
        sufferings.append(fate := fates.pop())
        if fate == "lost on the way":
            return route.abort()
        answer = route.fetch()
        if fate == "doubled":
            answer = route.fetch()
        if fate == "answer lost":
            return route.abort()
        if fate == "late":
            page.wait_for_timeout(40)
        return route.fulfill(response=answer)

    page.route("**/door/api/push", suffer)
    for ticket in cast["tickets"][:40]:
        assert phone.scan(page, ticket).startswith("green: Willkommen")
        page.evaluate("dispatchEvent(new Event('online'))")
    page.unroute_all(behavior="wait")  # what is on its way meets its fate first
    page.evaluate("dispatchEvent(new Event('online'))")
    phone.wait_until_sent(page)
    assert set(sufferings) == set(FATES)
    held = house.cast("--facts", cast["event"])
    assert (len(held["scans"]), held["attended"], held["duplicates"]) == (40, 40, 0)
    context.close()


def test_the_camera_reads_a_ticket_without_a_network(
    chromium: str, house: door.DoorSite, cast: dict[str, Any], browser: Browser, tmp_path: Path
) -> None:
    video = write_video(tmp_path / "ticket.y4m", cast["tickets"][400])
    fake = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    filming = browser.browser_type.launch(
        executable_path=chromium,
        args=[*BROWSER_ARGUMENTS, *fake, f"--use-file-for-fake-video-capture={video}"],
    )
    context, page = phone.paired(filming, cast["devices"][1]["link"], permissions=["camera"])
    context.set_offline(True)
    page.get_by_role("button", name="Kamera starten").click()
    expect(page.locator("#verdict")).to_have_attribute("data-colour", "green")
    expect(page.locator("#verdict-name")).to_have_text(re.compile(r"^\w+ \w\.$"))
    filming.close()
