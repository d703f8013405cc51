"""The grid of the convention in a real browser: dragged, moved by keys, and edited by two people at once."""

import json
import random
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from kogge.plan.timetable import warnings
from kogge.plan.timetable.warnings import Break, Draft, Hall, Item, Order

from .desk import member


def grid_of(page: Page) -> str:
    """Open the grid of the invented convention; returns its address."""
    page.goto("/desk/events/?q=konvent")
    link = page.locator("a[href*='/events/kuestenkonvent-fiktiv']").first.get_attribute("href")
    address = f"/desk/events/{str(link).strip('/').split('/')[-1]}/timetable/"
    page.goto(address)
    expect(page.locator("[data-timetable][data-ready]")).to_be_visible()
    return address


def first(page: Page) -> Locator:
    """The opening on the first stage; an hour is free after it."""
    return page.locator("[data-day]:not([hidden]) [data-room] [data-key]").first


def stands(page: Page, key: str) -> dict[str, Any]:
    return dict(page.evaluate(f"timetable.data.items[{key}]"))


def test_drag_keys_undo_and_two_editors(browser: Browser, site: str) -> None:
    """PL-07: a drag and the same by keyboard; the other editor sees it, and nobody overwrites anybody."""
    one, two = member(browser, site, "office"), member(browser, site, "office")
    for page in (one, two):
        grid_of(page)
    key = str(first(one).get_attribute("data-key"))
    begin = stands(one, key)["start"]
    two.evaluate(
        "timetable.picked = 1"
    )  # the second editor is in the middle of something and hears of nothing

    box = first(one).bounding_box()
    assert box is not None
    one.mouse.move(box["x"] + 40, box["y"] + 12)
    one.mouse.down()
    one.mouse.move(box["x"] + 48, box["y"] + 20, steps=3)
    one.mouse.move(
        box["x"] + 40, box["y"] + 12 + box["height"] / 9 * 2, steps=4
    )  # nine lines of five minutes
    expect(one.locator(".tt-marker")).to_contain_text("09:10–09:55")
    one.mouse.up()
    expect(one.locator("[data-live]")).to_contain_text("09:10")
    assert stands(one, key)["start"] == begin + 10

    link = two.locator(f"[data-key='{key}'] a")
    link.focus()
    two.keyboard.press("Space")
    expect(two.locator("[data-live]")).to_contain_text("aufgenommen")
    two.keyboard.press("ArrowDown")
    expect(two.locator("[data-live]")).to_contain_text("09:05")
    two.keyboard.press("Space")
    expect(two.locator("[data-alert]")).to_contain_text("hat „")
    expect(two.locator("[data-alert]")).to_contain_text("Von Ihnen wurde nichts gespeichert")
    assert stands(two, key)["start"] == begin + 10  # and now they see what the first one did

    link.focus()
    two.keyboard.press("Space")
    two.keyboard.press("ArrowUp")
    two.keyboard.press("Enter")
    expect(two.locator("[data-live]")).to_contain_text("09:05")
    expect(one.locator("[data-notes]")).to_contain_text("verschoben")
    assert stands(one, key)["start"] == begin + 5

    for back_at in ("09:10–09:55", "09:00–09:45"):
        one.get_by_role("button", name="Zurücknehmen").click()
        expect(one.locator(f"[data-key='{key}'] .tt-time")).to_contain_text(back_at)
    for page in (one, two):
        page.context.close()


def test_the_page_warns_as_the_server_does(browser: Browser, site: str) -> None:
    """The script's warnings are those of warnings.py, for many places of the whole convention."""
    page = member(browser, site, "office")
    grid_of(page)
    data = json.loads(page.locator("#timetable-data").text_content() or "")
    draft = as_draft(data)
    chance = random.Random(5)
    tries = [
        (chance.choice(list(draft.items)), chance.choice(list(draft.halls)), chance.randrange(*day, 5))
        for day in draft.days
        for _number in range(150)
    ]
    seen = page.evaluate(
        "tries => tries.map(([key, room, start]) => timetable.warnings(timetable.data, key, room, start))",
        tries,
    )
    for (key, room, start), found in zip(tries, seen, strict=True):
        expected = [
            {"kind": one.kind, "hard": one.hard, **one.facts} for one in warnings.of(draft, key, room, start)
        ]
        assert sorted(map(str, map(sorted_items, found))) == sorted(map(str, map(sorted_items, expected)))
    page.context.close()


def sorted_items(row: dict[str, Any]) -> list[tuple[str, Any]]:
    return sorted(row.items())


def as_draft(data: dict[str, Any]) -> Draft:
    """The page's data as the server's own draft."""
    sets = {"people", "features"}
    return Draft(
        {int(key): Item(**{n: frozenset(v) if n in sets else v for n, v in row.items()})
         for key, row in data["items"].items()},
        {int(key): Hall(**{n: frozenset(v) if n in sets else v for n, v in row.items()})
         for key, row in data["halls"].items()},
        tuple(tuple(day) for day in data["days"]),
        tuple(Break(**row) for row in data["breaks"]),
        tuple(Order(**row) for row in data["orders"]),
        {int(key): tuple(tuple(span) for span in spans) for key, spans in data["present"].items()},
    )  # fmt: skip
