"""`./kogge bench registration`: 2,000 people, 300 seats, 64 at once, over HTTP, against a real server.

Everybody opens the form, fills it in, and sends it when registration opens; one in ten sends it twice at the same
moment. Exactly 300 are seated and 1,700 wait in order; the control, a count and an insert without a cap, must oversell.
Processor time is that of the whole stack: server and, with KOGGE_DATABASE_URL, PostgreSQL. The reference is pretix
2026.8.0 with PostgreSQL and Redis on the same kind of machine: 818 ms for one free order, the last seat after 267 s.
"""

import asyncio
import os
import sys
import time
from dataclasses import dataclass, replace
from statistics import quantiles
from typing import Any

from bench import rush
from bench.harness import Result, report
from bench.served import Site, empty_site, on_each_store

PEOPLE, SEATS, AT_ONCE, TWICE = 2000, 300, 64, 10
PRETIX_CPU_MS, PRETIX_LAST_SEAT_S = 818.0, 267.0
PRETIX_SHARE = 0.05
REQUESTS = 3
PRETIX = "pretix 2026.8.0, the same rush on the same kind of machine"


@dataclass(frozen=True)
class Rush:
    """What one rush came to."""

    cpu_ms: float
    last_seat_s: float
    p99_ms: float
    seconds: float
    outcome: dict[str, Any]


def main() -> int:
    """Print a line per claim and the JSON list last."""
    rounds = int(os.environ.get("BENCH_ROUNDS", "3"))
    return report(on_each_store(lambda store, url: measured(store, url, rounds)))


def measured(store: str, url: str, rounds: int) -> list[Result]:
    """Some rushes on one store, each to a workshop of its own."""
    with empty_site(url) as site:
        oversold = site.scene("naive", str(SEATS), str(PEOPLE), str(AT_ONCE))["seated"]
        site.scene("make", "counted", "1000")
        site.start()
        statements = site.scene("statements", "counted")["statements"]
        runs = []
        for number in range(rounds):
            run = asyncio.run(one_rush(site, f"workshop-{number}"))
            runs.append(run)
            print(
                f"{store}: {PEOPLE / run.seconds:.0f} registrations/s, last seat after {run.last_seat_s:.1f} s, "
                f"p99 {run.p99_ms:.0f} ms, {run.cpu_ms:.1f} ms of processor each, {run.outcome['overtaken']} "
                f"beside each other at the last seat, control {oversold} of {SEATS}",
                file=sys.stderr,
            )
    return [
        exact(store, "seated", [run.outcome["confirmed"] for run in runs], SEATS),
        exact(store, "waiting, in order", [in_order(run) for run in runs], PEOPLE - SEATS),
        exact(store, "acknowledged and there once, mailed once", [kept(run) for run in runs], PEOPLE),
        Result(
            "registration", f"control without a cap: seated [{store}]", oversold, "people", f"more than {SEATS}",
            oversold > SEATS,
        ),
        processor_time(store, [run.cpu_ms for run in runs]),
        Result.of("registration", f"requests per registration [{store}]", [REQUESTS], "requests", at_most=3),
        Result.of("registration", f"statements per registration [{store}]", [statements], "statements", at_most=12),
        last_seat(store, [run.last_seat_s for run in runs]),
        Result.of("registration", f"p99 of sending the form [{store}]", [r.p99_ms for r in runs], "ms", at_most=1500),
    ]  # fmt: skip


async def one_rush(site: Site, slug: str) -> Rush:
    """Everybody opens the form; three seconds later it begins."""
    path = site.scene("make", slug, str(SEATS))["path"]
    people = [rush.Visitor(number) for number in range(PEOPLE)]
    before = site.processor_ms()
    await rush.at_most(AT_ONCE, [lambda v=v: rush.open_form(site.port, path, v) for v in people])
    await asyncio.sleep(3.1)
    begin = time.perf_counter()
    await rush.at_most(AT_ONCE, [lambda v=v: send(site.port, path, v) for v in people])
    seconds = time.perf_counter() - begin
    await settle(site)
    cpu = (site.processor_ms() - before) / PEOPLE
    outcome = site.scene("judge", slug)
    refused = [visitor.status for visitor in people if visitor.status != 200]
    if refused:
        raise RuntimeError(f"{len(refused)} were not answered as they should be: {sorted(set(refused))}")
    outcome["acknowledged"] = len({v.reference for v in people} & set(outcome["references"]))
    answered = sorted(v.answered_at for v in people)
    p99 = quantiles([v.posted_ms for v in people], n=100)[98]
    return Rush(cpu, answered[SEATS - 1] - begin, p99, seconds, outcome)


async def send(port: int, path: str, visitor: rush.Visitor) -> None:
    """Send the form; one in ten twice at the same moment."""
    times = 2 if visitor.number % TWICE == 0 else 1
    await asyncio.gather(*(rush.send_form(port, path, visitor) for _ in range(times)))


async def settle(site: Site) -> None:
    """Let what was caused be finished, the sending of mails too: it belongs to the price."""
    last = site.processor_ms()
    while True:
        await asyncio.sleep(2)
        now = site.processor_ms()
        if now - last < 100:
            return
        last = now


def in_order(run: Rush) -> int:
    """How many wait; 0 when an invariant is broken, the order among them."""
    return 0 if run.outcome["broken"] or run.outcome["others"] else run.outcome["waiting"]


def kept(run: Rush) -> int:
    """How many were acknowledged and are there; 0 unless each has exactly one mail."""
    return run.outcome["acknowledged"] if run.outcome["mails"] == PEOPLE else 0


def exact(store: str, what: str, values: list[int], wanted: int) -> Result:
    met = all(value == wanted for value in values)
    value = next((value for value in values if value != wanted), wanted)
    return Result(
        "registration", f"{what} [{store}]", value, "people", f"exactly {wanted}", met, runs=len(values),
        spread=(min(values), max(values)),
    )  # fmt: skip


def processor_time(store: str, values: list[float]) -> Result:
    what = f"processor time per registration [{store}]"
    found = Result.of("registration", what, values, "ms", at_most=PRETIX_CPU_MS * PRETIX_SHARE)
    return replace(
        found, reference=PRETIX, reference_value=PRETIX_CPU_MS, ratio=round(found.value / PRETIX_CPU_MS, 4),
        goal=f"at most {PRETIX_SHARE:g} of pretix",
    )  # fmt: skip


def last_seat(store: str, values: list[float]) -> Result:
    found = Result.of("registration", f"last seat given after [{store}]", values, "s", at_most=15)
    ratio = round(found.value / PRETIX_LAST_SEAT_S, 4)
    return replace(found, reference=PRETIX, reference_value=PRETIX_LAST_SEAT_S, ratio=ratio)


if __name__ == "__main__":
    sys.exit(main())
