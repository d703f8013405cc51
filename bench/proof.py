"""`./kogge bench proof`: a funder's numbers of any quarter, from 300,000 attendances.

30,000 invented people, 1,000 events, 3,000 conversations, 36 months, 8 organisations, one operation: the slowest of
twelve quarters stays under two seconds on both databases, computed twice it gives the same bytes, and time grows no
faster than attendance does: the reference is the same work with 3,000 attendances, run in the same way.
"""

import sys
from statistics import median

from bench.harness import Result, report
from bench.served import empty_site, on_each_store

SMALL, LARGE = 3_000, 300_000
GOAL_S = 2.0


def main() -> int:
    """Print a line per claim and the JSON list last."""
    return report(on_each_store(measured))


def measured(store: str, url: str) -> list[Result]:
    """A small and a large operation, each in a site of its own."""
    with empty_site(url) as site:
        small = site.scene(str(SMALL), of="proof_scene")
    with empty_site(url) as site:
        large = site.scene(str(LARGE), "freeze", of="proof_scene")
    growth = median(large["seconds"]) / median(small["seconds"])
    print(
        f"{store}: {large['people']} people, {large['events']} events; a quarter {median(large['seconds']):.2f} s, "
        f"the slowest {max(large['seconds']):.2f} s, with {len(large['seconds']) - 1} frozen ones before it "
        f"{large['after_freezing']:.2f} s; {median(small['seconds']) * 1000:.0f} ms with {SMALL} attendances",
        file=sys.stderr,
    )
    return [
        Result.of("proof", f"the slowest quarter [{store}]", [max(large["seconds"])], "s", at_most=GOAL_S),
        Result.of(
            "proof", f"a quarter after eleven frozen ones [{store}]", [large["after_freezing"]], "s", at_most=2 * GOAL_S
        ),
        Result(
            "proof", f"time from {SMALL} to {LARGE} attendances [{store}]", round(growth, 1), "times",
            f"at most {LARGE // SMALL} times", growth <= LARGE / SMALL, f"{SMALL} attendances",
            round(median(small["seconds"]), 4), round(growth / (LARGE / SMALL), 3), len(large["seconds"]),
        ),
        Result(
            "proof", f"computed twice, the same bytes [{store}]", float(large["same"] and small["same"]), "", "1",
            large["same"] and small["same"],
        ),
    ]  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
