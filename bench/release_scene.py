"""Moves all 365 sessions of the invented convention and releases them, in a process of its own for `bench.release`."""

import io
import json
import sys
import time
from datetime import timedelta
from typing import Any

import django
import pypdf

django.setup()

from django.core.management import call_command  # noqa: E402  the apps must be loaded first
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from demo import convention  # noqa: E402
from kogge.core.models import OutboxMessage  # noqa: E402
from kogge.plan.events.models import Session  # noqa: E402
from kogge.publish.programme import actions  # noqa: E402
from kogge.publish.programme.models import PublicEvent  # noqa: E402
from kogge.publish.schedules import booklet as maker  # noqa: E402

ROUNDS = 5


def main() -> int:
    """Print {"sessions", "statements", "seconds", "messages", "booklet", "pages"} as the last line."""
    call_command("migrate", verbosity=0)
    event = convention.load("bench")
    runs = [moved(event, number, counted=number == ROUNDS) for number in range(ROUNDS + 1)]
    made = [booklet(event, number) for number in range(ROUNDS + 1)]
    timed = runs[1:ROUNDS]  # the first loads words and templates; the last counts statements
    print(
        json.dumps(
            {
                "sessions": runs[-1]["sessions"],
                "statements": runs[-1]["statements"],
                "seconds": [run["seconds"] for run in timed],
                "messages": [run["messages"] for run in timed],
                "booklet": [one[0] for one in made[1:]],
                "pages": made[-1][1],
            }
        )
    )
    return 0


def moved(event: Any, number: int, *, counted: bool) -> dict[str, float]:
    """Move every session by five minutes, there and back, and release: seconds, statements, letters."""
    by = timedelta(minutes=5 if number % 2 == 0 else -5)
    rows = list(event.sessions.exclude(starts_at=None))
    for row in rows:
        row.starts_at, row.ends_at = row.starts_at + by, row.ends_at + by
    Session.objects.bulk_update(rows, ["starts_at", "ends_at"])
    before, statements = OutboxMessage.objects.count(), 0
    begin = time.perf_counter()
    if counted:
        with CaptureQueriesContext(connection) as queries:
            actions.release(event, by="bench")
        statements = len(queries)
        if "-v" in sys.argv:
            print(*(query["sql"][:150] for query in queries), sep="\n", file=sys.stderr)
    else:
        actions.release(event, by="bench")
    seconds = time.perf_counter() - begin
    letters = OutboxMessage.objects.count() - before
    return {"sessions": len(rows), "statements": statements, "seconds": seconds, "messages": letters}


def booklet(event: Any, number: int) -> tuple[float, int]:
    """Seconds for one booklet, and its pages. Other words each time, so that nothing is remembered."""
    public = PublicEvent.objects.select_related("release").get(event=event)
    public.record = {**public.record, "title_de": f"{public.record['title_de']} {number}"}
    begin = time.perf_counter()
    file = maker.made(public)
    seconds = time.perf_counter() - begin
    return seconds, len(pypdf.PdfReader(io.BytesIO(file)).pages)


if __name__ == "__main__":
    sys.exit(main())
