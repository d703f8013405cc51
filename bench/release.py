"""`./kogge bench release`: 365 sessions of the convention move and are released; their booklet is printed.

Counted are the statements of one release with everything that it causes, and measured is the time until each of the
speakers has a letter waiting. References: pretalx on the same kind of machine and number of sessions needs 3,481
statements and 5.8 s for such a release, Indico 6.5 s for its PDF of the programme (which is no PDF/UA).
"""

import json
import os
import subprocess
import sys
from dataclasses import replace

from bench.harness import Result, report
from bench.served import Site, empty_site

PRETALX = "pretalx, the same move on the same kind of machine"
INDICO = "Indico, PDF of the timetable on the same kind of machine"
MOST_STATEMENTS, MOST_SECONDS = 50, 1.0


def main() -> int:
    """SQLite, and PostgreSQL where KOGGE_DATABASE_URL names one."""
    results = measured("SQLite", "")
    if url := os.environ.get("KOGGE_DATABASE_URL", ""):
        results += measured("PostgreSQL", url)
    return report(results)


def measured(store: str, url: str) -> list[Result]:
    """One convention on one store."""
    with empty_site(url) as site:
        found = scene(site)
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


def scene(site: Site) -> dict[str, list[float]]:
    """What happened in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.release_scene", *sys.argv[1:]],
        env=site.environment, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return dict(json.loads(done.stdout.splitlines()[-1]))


def beside(result: Result, reference: str, value: float) -> Result:
    """With what the other product needs."""
    return replace(result, reference=reference, reference_value=value, ratio=round(result.value / value, 4))


if __name__ == "__main__":
    sys.exit(main())
