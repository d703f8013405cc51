"""`./kogge bench release`: 365 sessions of the convention move and are released; their booklet is printed.

Counted are the statements of one release with everything that it causes, and measured is the time until each of the
speakers has a letter waiting. References: pretalx on the same kind of machine and number of sessions needs 3,481
statements and 5.8 s for such a release, Indico 6.5 s for its PDF of the programme (which is no PDF/UA).
"""

import sys
from dataclasses import replace

from bench.harness import Result, report
from bench.served import empty_site, on_each_store

PRETALX = "pretalx, the same move on the same kind of machine"
INDICO = "Indico, PDF of the timetable on the same kind of machine"
MOST_STATEMENTS, MOST_SECONDS = 50, 1.0


def main() -> int:
    """Print a line per claim and the JSON list last."""
    return report(on_each_store(measured))


def measured(store: str, url: str) -> list[Result]:
    """One convention on one store."""
    with empty_site(url) as site:
        found = site.scene(*sys.argv[1:], of="release_scene")
    print(
        f"{store}: {found['sessions']} sessions moved, {found['messages'][0]} letters, {found['pages']} pages",
        file=sys.stderr,
    )
    statements = Result.of(
        "release", f"statements for a release of {found['sessions']} moved sessions [{store}]", [found["statements"]],
        "statements", at_most=MOST_STATEMENTS,
    )  # fmt: skip
    seconds = Result.of(
        "release", f"release with all letters queued [{store}]", found["seconds"], "s", at_most=MOST_SECONDS
    )
    paper = Result.of(
        "release",
        f"booklet as PDF/UA, words new each time [{store}]",
        found["booklet"],
        "s",
        at_most=MOST_SECONDS,
    )
    return [beside(statements, PRETALX, 3481), beside(seconds, PRETALX, 5.8), beside(paper, INDICO, 6.5)]


def beside(result: Result, reference: str, value: float) -> Result:
    """With what the other product needs."""
    return replace(result, reference=reference, reference_value=value, ratio=round(result.value / value, 4))


if __name__ == "__main__":
    sys.exit(main())
