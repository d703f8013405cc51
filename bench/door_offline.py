"""`./kogge bench door_offline`: a ticket at the door without a network, on an emulated slow phone.

The page is opened once with a list of 2,500, the network goes, Chromium slows its processor six times. Measured is the
whole way from the last letter of the code to the state on the screen: reading base45, checking the signature, looking
up, judging, writing to the disk. The reference is the same on the unslowed processor, measured in turn.
"""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench.harness import Result, interleave, report
from tools import door_phone
from tools.demo_site import BROWSER_ARGUMENTS, find_chromium, free_port, running_demo

GOAL_MILLISECONDS = 100
SLOWER = 6
ROUNDS = 30


def main() -> int:
    """Scan in turn with and without the brake; print the figures and the JSON line."""
    path = find_chromium()
    if path is None:
        print("No Chromium was found; install the package `chromium`.", file=sys.stderr)
        return 69
    port = free_port()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        data = Path(folder) / "data"
        with running_demo(data=data, port=port), sync_playwright() as playwright:
            cast = door_phone.ask_cast(data, port, "2500", "1")
            browser = playwright.chromium.launch(executable_path=path, args=BROWSER_ARGUMENTS)
            context, page = door_phone.paired(browser, cast["devices"][0]["link"])
            context.set_offline(True)
            session = context.new_cdp_session(page)
            tickets = iter(cast["tickets"])

            def measured(rate: int) -> float:
                session.send("Emulation.setCPUThrottlingRate", {"rate": rate})
                took = float(page.evaluate(door_phone.SCAN, next(tickets)))
                session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
                page.locator(".k-verdict-next").click()
                return took

            measured(SLOWER)
            values = interleave(ROUNDS, {"slow": lambda: measured(SLOWER), "fast": lambda: measured(1)})
            browser.close()
    what = f"offline check of one of 2,500 tickets, processor {SLOWER}× slower"
    slow = Result.of("door_offline", what, values["slow"], "ms", at_most=GOAL_MILLISECONDS)
    fast = Result.of("door_offline", "the same, unslowed", values["fast"], "ms", at_most=GOAL_MILLISECONDS)
    return report([slow, fast])


if __name__ == "__main__":
    sys.exit(main())
