"""`./kogge bench weight`: what a first view of each public page costs in a real Chromium.

Bytes over the wire and requests with an empty cache; first contentful paint on emulated slow 3G (400 kbit/s down,
400 ms for each request, as Lighthouse and WebPageTest define it). References:
the best values of the usual products with the same convention (170 kB, 10 requests, 3.1 s). Goals for every page:
60 kB, 8 requests, 2 s.
"""

import sys
from dataclasses import dataclass, replace

from playwright.sync_api import Browser, CDPSession, sync_playwright

from bench.harness import Result, report
from bench.public_pages import addresses
from tools.demo_site import BROWSER_ARGUMENTS, find_chromium, running_demo

PEER = "best of the usual products on the same data"
LIGHTEST_PEER_KB, PEER_REQUESTS, PEER_SECONDS = 170.0, 10, 3.1
GOAL_KB, GOAL_REQUESTS, GOAL_SECONDS = 60.0, 8, 2.0
SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}


@dataclass(frozen=True)
class View:
    """One first view."""

    kilobytes: float
    requests: int
    paint_seconds: float


def main() -> int:
    """Measure every page, print a line each and the JSON list last."""
    path = find_chromium()
    if path is None:
        print("No Chromium was found; install the package `chromium`.", file=sys.stderr)
        return 69
    results = []
    with running_demo("--with", "convention") as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=BROWSER_ARGUMENTS)
        for name, address in addresses(site).items():
            views = [first_view(browser, site + address, slow=slow) for slow in (False, True, True)]
            results += measured(name, views)
            print(f"{name:<22} {views[0].kilobytes:6.1f} kB  {views[0].requests} requests  "
                  f"{views[1].paint_seconds:.2f} s on slow 3G", file=sys.stderr)  # fmt: skip
        browser.close()
    return report(results)


def first_view(browser: Browser, address: str, *, slow: bool) -> View:
    """Open one page with an empty cache."""
    context = browser.new_context(viewport={"width": 360, "height": 780}, device_scale_factor=2)
    page = context.new_page()
    session: CDPSession = context.new_cdp_session(page)
    session.send("Network.enable")
    if slow:
        session.send("Network.emulateNetworkConditions", SLOW_3G)
    sizes: dict[str, float] = {}
    inline: set[str] = set()  # pictures inside the style sheet are no requests
    session.on(
        "Network.requestWillBeSent",
        lambda e: e["request"]["url"].startswith("data:") and inline.add(e["requestId"]),
    )
    session.on("Network.loadingFinished", lambda e: sizes.update({e["requestId"]: e["encodedDataLength"]}))
    page.goto(address, wait_until="load")
    page.wait_for_load_state("networkidle")
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0")
    context.close()
    for request in inline:
        sizes.pop(request, None)
    return View(sum(sizes.values()) / 1000, len(sizes), paint / 1000)


def measured(name: str, views: list[View]) -> list[Result]:
    """The three figures of one page."""
    paints = [view.paint_seconds for view in views[1:]]
    return [
        of(f"{name}: first view", [view.kilobytes for view in views], "kB", GOAL_KB, LIGHTEST_PEER_KB),
        of(
            f"{name}: requests",
            [float(view.requests) for view in views],
            "requests",
            GOAL_REQUESTS,
            PEER_REQUESTS,
        ),
        of(f"{name}: first paint on slow 3G", paints, "s", GOAL_SECONDS, PEER_SECONDS),
    ]


def of(what: str, values: list[float], unit: str, goal: float, peer: float) -> Result:
    """One figure beside the best of the usual products."""
    result = Result.of("weight", what, values, unit, at_most=goal)
    return replace(result, reference=PEER, reference_value=peer, ratio=round(result.value / peer, 3))


if __name__ == "__main__":
    sys.exit(main())
