"""What the rush needs inside the database: a workshop, what came of it, and the control without a cap.

`python -m bench.registration_scene WHAT …` prints one JSON line. Runs in the environment of the measured site.
"""

import json
import sys
import threading
import time
from datetime import timedelta
from typing import Any
from unittest import mock

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import close_old_connections, connection, connections, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from kogge.core.form_key import new_key  # noqa: E402
from kogge.core.models import OutboxMessage  # noqa: E402
from kogge.network.directory.models import Organization  # noqa: E402
from kogge.plan.events.models import Event, EventOrganizer  # noqa: E402
from kogge.publish.programme import actions as programme  # noqa: E402
from kogge.take_part.registration import actions, invariants  # noqa: E402
from kogge.take_part.registration.models import Capacity, Registration  # noqa: E402


def make(slug: str, seats: str) -> dict[str, Any]:
    """A released workshop with its form open, confirmed at once."""
    starts = (timezone.now() + timedelta(days=30)).replace(hour=9, minute=0, second=0, microsecond=0)
    with transaction.atomic():
        lead, _new = Organization.objects.get_or_create(
            slug="bench", defaults={"name": "Harbour Centre", "kind": "association"}
        )
        event = Event.objects.create(
            slug=slug, title_de="Sensoren löten", title_en="Soldering sensors", format_key="workshop",
            starts_on=starts.date(), starts_at=starts, ends_at=starts + timedelta(hours=3), state="planned",
        )  # fmt: skip
        EventOrganizer.objects.create(event=event, organization=lead, role="lead")
        programme.release(event, by="bench")
        values = {"is_open": True, "confirmation": "at_once"}
        actions.open_admission(
            Event.objects.get(pk=event.pk), by="bench", values=values, seats={"": int(seats)}
        )
    return {"path": f"/events/{slug}/registration/"}


def keys(number: str) -> dict[str, Any]:
    """Form keys as if the pages had been opened a minute ago."""
    before = time.time() - 60
    with mock.patch("django.core.signing.time.time", return_value=before):
        return {"keys": [new_key() for _ in range(int(number))]}


def judge(slug: str) -> dict[str, Any]:
    """What came of it: states, order, mails, counter, and every invariant."""
    rows = Registration.objects.filter(admission__event__slug=slug).order_by("pk")
    states = list(rows.values_list("state", flat=True))
    last_seat = max((place for place, state in enumerate(states) if state == "confirmed"), default=0)
    mails = OutboxMessage.objects.filter(
        about__in=[f"registration:{pk}" for pk in rows.values_list("pk", flat=True)]
    )
    broken = {key: list(check()) for key, check in invariants.CHECKS.items()}
    return {
        "confirmed": states.count("confirmed"),
        "waiting": states.count("waiting"),
        "others": len(states) - states.count("confirmed") - states.count("waiting"),
        "taken": Capacity.objects.get(admission__event__slug=slug).taken,
        "overtaken": states[:last_seat].count("waiting"),
        "mails": mails.count(),
        "references": sorted(rows.values_list("reference", flat=True)),
        "broken": {key: faults for key, faults in broken.items() if faults},
    }


def statements(slug: str) -> dict[str, Any]:
    """SQL statements of one registration on its whole way, counted inside one process."""
    path = f"/events/{slug}/registration/"
    counted = 0
    for number in (1, 2):  # the first one fills what is kept in memory
        client = Client(REMOTE_ADDR=f"10.99.0.{number}", HTTP_HOST="127.0.0.1")
        key = keys("1")["keys"][0]
        with CaptureQueriesContext(connection) as caught:
            client.get(path)
            sent = client.post(
                path, {"name": "Count", "email": f"count{number}@visitors.example", "key": key}
            )
            client.get(sent["Location"])
        counted = sum(not query["sql"].startswith(("BEGIN", "COMMIT")) for query in caught)
    return {"statements": counted}


def naive(seats: str, people: str, at_once: str) -> dict[str, Any]:
    """The control: count, then insert, with nothing that caps it."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bench_naive")
        cursor.execute("CREATE TABLE bench_naive (person integer PRIMARY KEY)")
    waiting = iter(range(int(people)))
    turn = threading.Lock()

    def contend() -> None:
        while True:
            with turn:
                person = next(waiting, None)
            if person is None:
                break
            with connection.cursor() as cursor:
                cursor.execute("SELECT COUNT(*) FROM bench_naive")
                if cursor.fetchone()[0] < int(seats):
                    cursor.execute("INSERT INTO bench_naive VALUES (%s)", [person])
        connections.close_all()

    threads = [threading.Thread(target=contend) for _ in range(int(at_once))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM bench_naive")
        seated = cursor.fetchone()[0]
        cursor.execute("DROP TABLE bench_naive")
    return {"seated": seated}


def migrate() -> dict[str, Any]:
    call_command("migrate", verbosity=0)
    return {}


if __name__ == "__main__":
    what = {
        "make": make,
        "keys": keys,
        "judge": judge,
        "statements": statements,
        "naive": naive,
        "migrate": migrate,
    }
    outcome = what[sys.argv[1]](*sys.argv[2:])
    close_old_connections()
    print(json.dumps(outcome))
