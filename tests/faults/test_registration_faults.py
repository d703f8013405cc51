"""The server dies while people register, or the disk is full: what was acknowledged is there, everybody once."""

import asyncio
import html
import os
import random
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import pytest
from django.db import connection
from django.test import Client
from django.utils import translation

from bench import rush
from bench.served import Site, empty_site
from kogge.core.models import OutboxMessage
from kogge.take_part.registration.models import Registration
from kogge.take_part.registration.tests import people
from kogge.take_part.sign_up.tests.scene import key, typed, workshop

FORM = "/en/events/workshop/registration/"

pytestmark = pytest.mark.slow
PEOPLE, SEATS, AT_ONCE = 200, 60, 16
DEATHS = 3


@pytest.fixture
def site() -> Iterator[Site]:
    with empty_site(os.environ.get("KOGGE_DATABASE_URL", "")) as made:
        yield made


def visitors(site: Site, number: int = PEOPLE) -> list[rush.Visitor]:
    """People whose form lies open since a minute."""
    keys = site.scene("keys", str(number))["keys"]
    found = [rush.Visitor(place) for place in range(number)]
    for visitor, form_key in zip(found, keys, strict=True):
        visitor.fields = {"key": form_key, "name": f"Visitor {visitor.number}", "email": visitor.email}
    return found


def test_the_server_is_killed_again_and_again_and_nobody_is_lost_or_there_twice(site):
    path = site.scene("make", "workshop", str(SEATS))["path"]
    contenders = visitors(site)
    site.start()

    async def kill_and_restart() -> None:
        """Twice a worker, as when memory runs out; once everything, as in a power cut."""
        chance = random.Random(7)
        for death in range(DEATHS):
            await asyncio.sleep(chance.uniform(0.3, 1.0))
            if death == 1:
                site.stop(signal.SIGKILL)
                await asyncio.to_thread(site.start)
            else:
                for pid in site.processes()[1:]:
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)

    async def everybody() -> None:
        jobs = [lambda v=v: rush.insist(site.port, path, v, 90) for v in contenders]
        await asyncio.gather(rush.at_most(AT_ONCE, jobs), kill_and_restart())

    asyncio.run(everybody())
    outcome = site.scene("judge", "workshop")
    retried = sum(visitor.tries - 1 for visitor in contenders)
    print(f"{PEOPLE} people, {DEATHS} deaths, {retried} repeated forms: {outcome['confirmed']} seated")
    assert {visitor.status for visitor in contenders} == {200}
    assert sorted(visitor.reference for visitor in contenders) == outcome["references"]
    assert (outcome["confirmed"], outcome["waiting"], outcome["taken"]) == (SEATS, PEOPLE - SEATS, SEATS)
    assert outcome["mails"] == PEOPLE
    assert outcome["broken"] == {}
    assert retried > 0, "nobody was interrupted: the test showed nothing"


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="the disk of a PostgreSQL server is not ours to fill"
)
@pytest.mark.django_db(transaction=True)
def test_on_a_full_disk_people_read_a_sentence_and_what_was_acknowledged_stays():
    admission = workshop(SEATS, confirmation="at_once")
    statuses = []
    with _room_for(pages=12):
        for number in range(PEOPLE):
            sent = Client(REMOTE_ADDR=f"10.0.{number}.1").post(
                FORM, typed(name="Ada Abel", email=f"ada{number}@visitors.example", key=key())
            )
            statuses.append(sent.status_code)
            if sent.status_code != 302:
                break
        assert sent.status_code in {422, 503}
        assert "our disk is full" in html.unescape(sent.content.decode())
    acknowledged = statuses.count(302)
    assert acknowledged > 0
    assert Registration.objects.count() == OutboxMessage.objects.count() == acknowledged
    assert people.counter(admission).taken == acknowledged
    assert people.recount_holds(admission)
    with translation.override("en"):
        again = Client(REMOTE_ADDR="10.9.9.9").post(
            FORM, typed(name="Ada Abel", email=f"ada{acknowledged}@visitors.example", key=key())
        )
    assert again.status_code == 302


@contextmanager
def _room_for(pages: int) -> Iterator[None]:
    """A database that may grow by so many pages only."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        now = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count={now + pages}")
        try:
            yield
        finally:
            cursor.execute("PRAGMA max_page_count=1073741823")
