"""Moves all 365 sessions of the invented convention in one step and back, in a process of its own for `bench.grid`."""

import json
import os
import sys
import time
from datetime import timedelta
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  the apps must be loaded first
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from demo import convention  # noqa: E402
from kogge.plan.events.models import PersonBooking, RoomBooking  # noqa: E402
from kogge.plan.timetable import actions, queries  # noqa: E402

ROUNDS = 5


def main() -> int:
    """Print {"sessions", "statements", "few", "seconds", "undo", "bookings"} as the last line."""
    call_command("migrate", verbosity=0)
    event = convention.load("bench", released=False)
    table = actions.ensure(event, by="bench")
    seconds, undo = [], []
    for number in range(ROUNDS):
        seconds.append(timed(lambda by=5 if number % 2 == 0 else -5: move(table, by)))
    for _number in range(2):
        undo.append(timed(lambda: actions.undo(table, by="bench")))
    found = {
        "sessions": event.sessions.count(),
        "statements": counted(lambda: move(table, 5)),
        "few": counted(lambda: move(table, -5, most=3)),
        "seconds": seconds,
        "undo": undo,
        "bookings": RoomBooking.objects.filter(layer="session").count() + PersonBooking.objects.count(),
    }
    print(json.dumps(found))
    return 0


def move(table: Any, minutes: int, most: int | None = None) -> None:
    """Every session (or the last ones of the day) begins so many minutes later."""
    rows = [one for one in queries.sessions(table.event).order_by("-starts_at") if one.starts_at][:most]
    by = timedelta(minutes=minutes)
    placings = [actions.Placing(one.pk, one.room_id, one.starts_at + by) for one in rows if one.starts_at]
    actions.place_many(table, placings, by="bench")


def timed(work: Any) -> float:
    """How many seconds it takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def counted(work: Any) -> int:
    """How many statements it takes, the reading of what to move apart."""
    with CaptureQueriesContext(connection) as captured:
        work()
    if "-v" in sys.argv:
        print(*(query["sql"][:150] for query in captured), sep="\n", file=sys.stderr)
    return len(captured)


if __name__ == "__main__":
    sys.exit(main())
