"""No stale page, ever: after an action has returned, the next request sees it, whichever process answers."""

import http.client
import os
import random
import signal
import threading
import time
from collections.abc import Callable

import pytest

COUNTERS = ["a", "b", "c"]
PATIENCE = 60


class Watch:
    """Remembers what was acknowledged and what was seen, and says when a page was older than that."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.least = dict.fromkeys(COUNTERS, 0)
        self.stale: list[str] = []
        self.reads = self.edits = self.unanswered = 0

    def saw_much(self) -> bool:
        return self.edits > 20 and self.reads > 100

    def floor(self, counter: str) -> int:
        with self.lock:
            return self.least[counter]

    def learned(self, counter: str, value: int) -> None:
        with self.lock:
            self.least[counter] = max(self.least[counter], value)

    def saw(self, counter: str, value: int, floor: int) -> None:
        with self.lock:
            self.reads += 1
            if value < floor:
                self.stale.append(f"{counter}: {value} was shown after {floor} was known")
            self.least[counter] = max(self.least[counter], value)


def hammer(site, watch: Watch, seconds: float, enough: Callable[[], bool]) -> None:
    """Twelve clients read, edit and roll back in random order; whoever edited reads at once.

    For some seconds, and on until `enough` says so: a slow machine needs longer to show as much.
    """
    begin = time.monotonic()

    def client(seed: int) -> None:
        chance = random.Random(seed)
        while (spent := time.monotonic() - begin) < seconds or (not enough() and spent < PATIENCE):
            counter = chance.choice(COUNTERS)
            try:
                action = chance.random()
                if action < 0.25:
                    watch.learned(counter, site.count(counter))
                    watch.edits += 1
                elif action < 0.3:
                    site.count(counter, fail=True)
                floor = watch.floor(counter)
                watch.saw(counter, site.show(counter), floor)
            except (OSError, http.client.HTTPException, ValueError):
                watch.unanswered += 1

    clients = [threading.Thread(target=client, args=[seed]) for seed in range(12)]
    for one in clients:
        one.start()
    for one in clients:
        one.join()


@pytest.mark.slow
def test_three_workers_never_show_a_page_older_than_an_acknowledged_edit(site):
    watch = Watch()
    hammer(site, watch, 2.5, watch.saw_much)
    assert watch.stale == []
    assert watch.unanswered == 0
    assert watch.saw_much()


@pytest.mark.slow
def test_not_even_when_processes_are_killed_between(site):
    watch = Watch()
    ended = threading.Event()
    killed = []

    def killer() -> None:
        while not ended.wait(0.7):
            victims = site.children()
            if len(victims) >= 4:
                killed.append(random.choice(victims))
                os.kill(killed[-1], signal.SIGKILL)

    thread = threading.Thread(target=killer)
    thread.start()
    hammer(site, watch, 5, lambda: watch.saw_much() and len(killed) >= 2)
    ended.set()
    thread.join()
    assert watch.stale == []
    assert len(killed) >= 2
    assert watch.saw_much()


@pytest.mark.slow
def test_a_rolled_back_change_shows_nothing_and_costs_nothing_for_long(site):
    def announced() -> int:
        return int.from_bytes((site.data / "revision").read_bytes(), "little")

    shown = site.count("rolled")
    assert site.show("rolled") == shown
    before = announced()
    site.count("rolled", fail=True)
    assert site.show("rolled") == shown
    until = time.monotonic() + 10
    while announced() != before and time.monotonic() < until:
        time.sleep(0.1)
    assert announced() == before
