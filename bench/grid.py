"""`./kogge bench grid`: the grid editor with 365 sessions in a real Chromium, and one step that moves them all.

First paint and first use with an empty cache; a drag from letting go until the card stands in its new place and was
painted, and until the server's answer is on the page; statements and seconds of moving 365 sessions in one step.
"""

import sys
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright

from bench.harness import Result, report
from bench.served import empty_site, on_each_store
from demo.sign_ins import PASSWORD
from tools.demo_site import BROWSER_ARGUMENTS, find_chromium, running_demo

PAINT_S, DRAG_MS, MANY_S, MANY_STATEMENTS = 2.0, 100.0, 1.0, 40
LOADS, DRAGS = 5, 12
WATCH = """
addEventListener("pointerup", () => {
  const begin = performance.now();
  window.dragged = {};
  requestAnimationFrame(() => setTimeout(() => (window.dragged.painted = performance.now() - begin)));
  const live = document.querySelector("[data-live]");
  new MutationObserver((_, own) => {
    window.dragged.answered = performance.now() - begin;
    own.disconnect();
  }).observe(live, { childList: true, characterData: true, subtree: true });
}, true);
"""


def main() -> int:
    """SQLite in the browser; the step itself on PostgreSQL too where KOGGE_DATABASE_URL names one."""
    path = find_chromium()
    if path is None:
        print("No Chromium was found; install the package `chromium`.", file=sys.stderr)
        return 69
    results = on_each_store(many)
    with running_demo("--with", "convention") as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=BROWSER_ARGUMENTS)
        results += seen(browser, site)
        browser.close()
    return report(results)


def many(store: str, url: str) -> list[Result]:
    """All sessions in one step, with their bookings, the history entry and what follows from it."""
    with empty_site(url) as site:
        found = site.scene(*sys.argv[1:], of="grid_scene")
    print(
        f"{store}: {found['sessions']} sessions and {found['bookings']} bookings moved in "
        f"{median(found['seconds']):.2f} s and {found['statements']} statements (3 sessions: {found['few']}), "
        f"taken back in {median(found['undo']):.2f} s",
        file=sys.stderr,
    )
    return [
        Result.of("grid", f"{found['sessions']} sessions in one step [{store}]", found["seconds"], "s", at_most=MANY_S),
        Result.of("grid", f"that step taken back [{store}]", found["undo"], "s", at_most=MANY_S),
        Result.of(
            "grid", f"statements for {found['sessions']} sessions [{store}]", [found["statements"]], "statements",
            at_most=MANY_STATEMENTS,
        ),
    ]  # fmt: skip


def _first_paint(page: Page) -> float:
    """Milliseconds until something was painted, which may come after the page is loaded."""
    for _look in range(500):
        found = page.evaluate(
            "performance.getEntriesByName('first-contentful-paint').map((one) => one.startTime)"
        )
        if found:
            return float(found[0])
        page.wait_for_timeout(10)
    raise RuntimeError("Nothing was painted within five seconds.")


def seen(browser: Browser, site: str) -> list[Result]:
    """The page as a curator meets it."""
    painted, ready = [], []
    for _number in range(LOADS):
        page = signed_in(browser, site)
        address = convention(page)
        page.goto(address, wait_until="load")
        painted.append(_first_paint(page) / 1000)
        ready.append(page.evaluate("performance.getEntriesByType('navigation')[0].loadEventEnd") / 1000)
        cards = page.locator("[data-key]").count()
        page.context.close()
    page = signed_in(browser, site)
    page.add_init_script(WATCH)
    page.goto(convention(page), wait_until="load")
    drags = [dragged(page, number) for number in range(DRAGS)][1:]
    print(f"{cards} cards; first paint {median(painted):.2f} s, ready {median(ready):.2f} s", file=sys.stderr)
    return [
        Result.of("grid", f"first paint with {cards} sessions", painted, "s", at_most=PAINT_S),
        Result.of("grid", f"ready to drag with {cards} sessions", ready, "s", at_most=PAINT_S),
        *(
            Result.of("grid", f"a drag: {what}", [one[key] for one in drags], "ms", at_most=DRAG_MS)
            for key, what in (("painted", "the card stands and is painted"), ("answered", "checked, saved, answered"))
        ),
    ]  # fmt: skip


def dragged(page: Page, number: int) -> dict[str, float]:
    """Drag the first session of the first stage back and forth between two free places before it."""
    card = page.locator("[data-day]:not([hidden]) [data-room] [data-key]").first
    card.scroll_into_view_if_needed()
    box = card.bounding_box()
    assert box is not None
    by = 34 if number % 2 == 0 else -34
    x, y = box["x"] + 40, box["y"] + 12
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 8, y + 8, steps=2)
    page.mouse.move(x, y + by, steps=4)
    page.wait_for_timeout(60)
    page.evaluate("window.dragged = {}")
    page.mouse.up()
    for _turn in range(500):
        found = dict(page.evaluate("window.dragged"))
        if {"answered", "painted"} <= set(found):
            return found
        page.wait_for_timeout(20)
    raise RuntimeError("A drag was not answered within ten seconds.")


def signed_in(browser: Browser, site: str) -> Page:
    """The state office on a laptop that was never here."""
    page = browser.new_context(
        base_url=site, viewport={"width": 1280, "height": 900}, locale="de-DE"
    ).new_page()
    page.goto("/account/login/")
    page.locator("input[type=email]").fill("office@kogge.example")
    page.locator("input[type=password]").fill(PASSWORD)
    page.locator("form button.kern-btn--primary").first.click()
    page.wait_for_url("**/desk/")
    return page


def convention(page: Page) -> str:
    """Address of the grid of the invented convention."""
    page.goto("/desk/events/?q=konvent")
    link = page.locator("a[href*='/events/kuestenkonvent-fiktiv']").first.get_attribute("href")
    return f"/desk/events/{str(link).strip('/').split('/')[-1]}/timetable/"


if __name__ == "__main__":
    sys.exit(main())
