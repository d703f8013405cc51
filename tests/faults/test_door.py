"""kill -9 of the whole server while phones report: what was acknowledged is there, once, and nobody is in twice."""

import asyncio
import json
import os
import random
import signal
import time
import uuid
from typing import Any

import pytest

from bench.door import SCENE, Phone
from bench.served import Site, empty_site

pytestmark = pytest.mark.slow
TICKETS, PHONES, KILLS = 400, 4, 3
PATIENCE = 60.0
"""Seconds for which a phone tries again, once the server stays up."""


@pytest.fixture
def site() -> Any:
    with empty_site(os.environ.get("KOGGE_DATABASE_URL", ""), KOGGE_SECRET_KEY="") as empty:
        yield empty


def batches(
    phone: Phone, about: dict[str, Any], serials: list[str], chance: random.Random
) -> list[dict[str, Any]]:
    """A phone's scans of an hour without a network: clock wrong by minutes, some tickets twice."""
    skew = chance.randrange(-600_000, 600_000)
    scans = []
    for serial in serials + chance.sample(serials, len(serials) // 10):
        phone.sequence += 1
        scans.append(
            {
                "uid": str(uuid.uuid4()),
                "seq": phone.sequence,
                "gate": about["gates"][phone.sequence % 2],
                "kind": "in",
                "serial": serial,
                "source": "scan",
                "shown": "admitted",
                "at": time.time_ns() // 10**6 - 60_000 + phone.sequence * 100 + skew,
                "offset": -skew,
            }
        )
    return [{"scans": scans[start : start + 5]} for start in range(0, len(scans), 5)]


async def report(
    phone: Phone, waiting: list[dict[str, Any]], told: set[str], chance: random.Random, patience: float
) -> None:
    """Send in any order, some twice. What was not answered stays waiting and is sent again, as the app does."""
    chance.shuffle(waiting)
    until = time.monotonic() + patience
    while waiting:
        body = waiting[-1]
        try:
            for _ in range(chance.choice([1, 1, 2])):
                answer, _spent = await phone.call("/door/api/push", body)
                told.update(one["uid"] for one in answer["results"] if one["stored"])
        except (OSError, EOFError, RuntimeError, asyncio.IncompleteReadError, json.JSONDecodeError) as fault:
            if time.monotonic() > until:
                if patience:
                    raise AssertionError(f"no answer for {patience} s, at last: {fault!r}") from fault
                return
            await asyncio.sleep(0.5)
            continue
        waiting.pop()


async def an_hour(
    site: Site, phones: list[Phone], waiting: list[list[dict[str, Any]]], told: set[str], *, kill: bool
) -> None:
    """All phones report; after a moment the whole server is killed at once."""
    chance = random.Random(7)
    work = [
        asyncio.create_task(report(phone, mine, told, chance, 0 if kill else PATIENCE))
        for phone, mine in zip(phones, waiting, strict=True)
    ]
    if kill:
        await asyncio.sleep(0.4)
        site.stop(signal.SIGKILL)
    await asyncio.gather(*work)
    for phone in phones:
        for _reader, writer in phone.lines:
            writer.close()
        phone.lines.clear()


def test_what_was_acknowledged_survives_kill_9(site: Site) -> None:
    about = site.scene("make", str(TICKETS), str(PHONES), of=SCENE)
    chance = random.Random(3)
    phones = [Phone(site.port, token) for token in about["tokens"]]
    waiting = [
        batches(phone, about, about["serials"][number::PHONES] + about["serials"][:20], chance)
        for number, phone in enumerate(phones)
    ]
    expected = {scan["uid"] for mine in waiting for body in mine for scan in body["scans"]}
    told: set[str] = set()
    for _ in range(KILLS):
        site.start()
        asyncio.run(an_hour(site, phones, waiting, told, kill=True))
        stored = {str(uuid.UUID(one)) for one in site.scene("judge", of=SCENE)["scans"]}
        assert told <= stored
    site.start()
    asyncio.run(an_hour(site, phones, waiting, told, kill=False))
    outcome = site.scene("judge", of=SCENE)
    assert told == expected
    assert sorted(uuid.UUID(one).hex for one in expected) == outcome["scans"]
    assert outcome["attendance"] == TICKETS
    assert outcome["duplicates"] == len(expected) - TICKETS
    assert outcome["faults"] == []
