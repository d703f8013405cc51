"""`./kogge bench door`: 2,500 tickets at the door, over HTTP, against a real server.

Every ticket is asked for once at gate A (one phone, then eight at a time) and once more at gate B, which may admit
nobody; then the same ticket at both gates in the same moment, which admits exactly one. Processor time is that of
the whole stack: front, worker and its clock, and, with KOGGE_DATABASE_URL, PostgreSQL. The reference is one redeem call
of pretix 2026.8.0: 116 ms.

The arrival hour runs open loop at its real rate, 2,500 check-ins in 60 minutes on four phones that also sync
every ten seconds, while 50 visitors a second read the programme: for a minute, or for the whole hour with --full.
"""

import asyncio
import json
import sys
import time
import uuid
from dataclasses import dataclass, field, replace
from statistics import median, quantiles
from typing import Any

from bench.harness import Result, report
from bench.served import Site, empty_site, on_each_store

TICKETS, TOGETHER, BOTH_AT_ONCE = 2500, 8, 200
PRETIX_CPU_MS, PRETIX = 116.0, "a redeem call of pretix 2026.8.0 on the same kind of machine"
READERS_PER_SECOND, PHONES, SYNC_SECONDS = 50, 4, 10
HOUR, SCENE = 3600, "door_scene"


@dataclass
class Phone:
    """A device with one open connection, as a browser keeps it."""

    port: int
    token: str
    sequence: int = 0
    cursor: int = 0
    lines: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = field(default_factory=list)

    async def call(self, path: str, body: dict[str, Any] | None = None) -> tuple[dict[str, Any], float]:
        """One request over an open connection; the answer and its milliseconds."""
        line = self.lines.pop() if self.lines else await asyncio.open_connection("127.0.0.1", self.port)
        text = b"" if body is None else json.dumps(body).encode()
        head = (
            f"{'GET' if body is None else 'POST'} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\n"
            f"Authorization: Bearer {self.token}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(text)}\r\n\r\n"
        )
        begin = time.perf_counter()
        line[1].write(head.encode() + text)
        try:
            content = await _answer(line[0])
        except BaseException:
            line[1].close()
            raise
        spent = (time.perf_counter() - begin) * 1000
        self.lines.append(line)
        return json.loads(content), spent

    async def redeem(self, gate: int, serial: str, uid: str = "") -> tuple[dict[str, Any], float]:
        """Ask for one ticket."""
        self.sequence += 1
        now = time.time_ns() // 1_000_000
        scan = {
            "uid": uid or str(uuid.uuid4()), "seq": self.sequence, "gate": gate, "kind": "in", "serial": serial,
            "at": now, "source": "scan", "shown": "",
        }  # fmt: skip
        answer, spent = await self.call("/door/api/push", {"sent_at": now, "scans": [scan]})
        return answer["results"][0], spent

    async def sync(self) -> None:
        """The regular exchange without scans."""
        answer, _spent = await self.call("/door/api/push", {"sent_at": 0, "scans": [], "since": self.cursor})
        self.cursor = answer["changes"]["cursor"]


async def _answer(reader: asyncio.StreamReader) -> bytes:
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    if " 200 " not in head.split("\r\n", 1)[0]:
        raise RuntimeError(head)
    lengths = [line for line in head.split("\r\n") if line.lower().startswith("content-length:")]
    return await reader.readexactly(int(lengths[0].split(":")[1]))


@dataclass
class Round:
    """What a number of tickets at one gate came to."""

    per_second: float
    times: list[float]
    cpu_ms: float
    verdicts: dict[str, int]

    @property
    def p99(self) -> float:
        return quantiles(self.times, n=100)[98]


def main() -> int:
    """A minute, or with --full an hour of it; a line per claim and the JSON list last."""
    seconds = HOUR if "--full" in sys.argv else 60
    return report(on_each_store(lambda store, url: measured(store, url, seconds)))


def measured(store: str, url: str, seconds: int) -> list[Result]:
    """All claims on one store."""
    with empty_site(url) as site:
        about = site.scene("make", str(TICKETS), str(TOGETHER + PHONES), of=SCENE)
        site.start()
        rounds = asyncio.run(at_two_gates(site, about))
        for name, one in rounds.items():
            print(
                f"{store}, {name}: {one.per_second:.0f}/s, p99 {one.p99:.1f} ms, {one.cpu_ms:.2f} ms of processor, "
                f"{one.verdicts}",
                file=sys.stderr,
            )
        outcome = site.scene("judge", of=SCENE)
        results = of_rounds(store, rounds, outcome)
    with empty_site(url) as site:
        about = site.scene("make", str(TICKETS), str(TOGETHER + PHONES), of=SCENE)
        site.start()
        return results + asyncio.run(arrival(site, about, store, seconds))


async def at_two_gates(site: Site, about: dict[str, Any]) -> dict[str, Round]:
    """Gate A with one phone and with eight, then gate B with the same tickets, then both at once."""
    phones = [Phone(site.port, token) for token in about["tokens"]]
    gate_a, gate_b = about["gates"]
    alone, rest = about["serials"][: TICKETS // 2], about["serials"][TICKETS // 2 : -BOTH_AT_ONCE]
    await phones[0].redeem(gate_a, "0" * 16)
    found = {
        "one phone": await at_gate(site, phones[:1], gate_a, alone),
        "eight phones": await at_gate(site, phones[:TOGETHER], gate_a, rest),
        "second gate": await at_gate(site, phones[:TOGETHER], gate_b, alone + rest),
    }
    begin = time.perf_counter()
    verdicts: dict[str, int] = {}
    times = []
    for serial in about["serials"][-BOTH_AT_ONCE:]:
        both = await asyncio.gather(phones[0].redeem(gate_a, serial), phones[1].redeem(gate_b, serial))
        times += [spent for _answer, spent in both]
        pair = "+".join(sorted(answer["verdict"] for answer, _spent in both))
        verdicts[pair] = verdicts.get(pair, 0) + 1
    found["both gates at once"] = Round(len(times) / (time.perf_counter() - begin), times, 0.0, verdicts)
    return found


async def at_gate(site: Site, phones: list[Phone], gate: int, serials: list[str]) -> Round:
    """Each phone takes the next ticket as soon as it has an answer."""
    waiting = iter(serials)
    times: list[float] = []
    verdicts: dict[str, int] = {}

    async def stand(phone: Phone) -> None:
        for serial in waiting:
            answer, spent = await phone.redeem(gate, serial)
            times.append(spent)
            verdicts[answer["verdict"]] = verdicts.get(answer["verdict"], 0) + 1

    before, begin = site.processor_ms(), time.perf_counter()
    await asyncio.gather(*(stand(phone) for phone in phones))
    seconds = time.perf_counter() - begin
    cpu = (site.processor_ms() - before) / len(serials)
    return Round(len(serials) / seconds, times, cpu, verdicts)


def of_rounds(store: str, rounds: dict[str, Round], outcome: dict[str, Any]) -> list[Result]:
    """What was promised of each round."""
    results = []
    for name in ("one phone", "eight phones"):
        one = rounds[name]
        ratio = one.cpu_ms / PRETIX_CPU_MS
        results += [
            Result.of("door", f"scans per second, {name} [{store}]", [one.per_second], "1/s", at_least=30),
            Result.of("door", f"p99 of a scan, {name} [{store}]", [one.p99], "ms", at_most=500),
            replace(
                Result.of(
                    "door", f"processor time of a scan, {name} [{store}]", [one.cpu_ms], "ms",
                    at_most=PRETIX_CPU_MS / 20,
                ),
                reference=PRETIX, reference_value=PRETIX_CPU_MS, ratio=round(ratio, 4),
            ),
        ]  # fmt: skip
    again = rounds["second gate"].verdicts.get("admitted", 0)
    once = rounds["both gates at once"].verdicts.get("admitted+already_in", 0)
    kept = outcome["attendance"] if not outcome["faults"] else 0
    return [
        *results,
        exact(f"admitted a second time at a gate in contact [{store}]", again, 0),
        exact(f"admitted once of two gates in the same moment [{store}]", once, BOTH_AT_ONCE),
        exact(f"attendances, one for each ticket, from facts in any order [{store}]", kept, TICKETS),
    ]


async def arrival(site: Site, about: dict[str, Any], store: str, seconds: int) -> list[Result]:
    """The arrival hour at its real rate, for so many seconds of it."""
    phones = [Phone(site.port, token) for token in about["tokens"][:PHONES]]
    count = round(TICKETS / HOUR * seconds)
    times: list[float] = []
    uids: list[str] = []
    pages: list[float] = []
    begin = time.perf_counter()

    async def arrive(number: int) -> None:
        await asyncio.sleep(max(0.0, begin + number * HOUR / TICKETS - time.perf_counter()))
        uid = str(uuid.uuid4())
        phone = phones[number % PHONES]
        _answer, spent = await phone.redeem(about["gates"][number % 2], about["serials"][number], uid)
        times.append(spent)
        uids.append(uuid.UUID(uid).hex)

    async def keep_in_step(phone: Phone) -> None:
        while time.perf_counter() < begin + seconds:
            await phone.sync()
            await asyncio.sleep(SYNC_SECONDS)

    readers = [read_pages(site.port, about["programme"], (begin, seconds), lane, pages) for lane in range(10)]
    await asyncio.gather(*map(arrive, range(count)), *map(keep_in_step, phones), *readers)
    lost = len(set(uids) - set(site.scene("judge", of=SCENE)["scans"]))
    print(
        f"{store}: {count} check-ins and {len(pages)} pages in {seconds} s, page median {median(pages):.1f} ms",
        file=sys.stderr,
    )
    span = "the whole hour" if seconds == HOUR else f"{seconds} s of the hour at its rate"
    return [
        Result.of("door", f"median of a check-in, {span}, 50 readers/s [{store}]", times, "ms", at_most=50),
        Result.of("door", f"p99 of a check-in, {span} [{store}]", [quantiles(times, n=100)[98]], "ms", at_most=500),
        Result.of("door", f"pages read per second meanwhile [{store}]", [len(pages) / seconds], "1/s", at_least=48),
        exact(f"acknowledged check-ins that are lost, {span} [{store}]", lost, 0),
    ]  # fmt: skip


async def read_pages(port: int, path: str, span: tuple[float, int], lane: int, times: list[float]) -> None:
    """One of ten connections on which visitors read, five pages a second each, whatever the answers take."""
    begin, seconds = span
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for number in range(seconds * READERS_PER_SECOND // 10):
        await asyncio.sleep(
            max(0.0, begin + (number + lane / 10) * 10 / READERS_PER_SECOND - time.perf_counter())
        )
        started = time.perf_counter()
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAccept-Encoding: br\r\n\r\n".encode())
        await _answer(reader)
        times.append((time.perf_counter() - started) * 1000)


def exact(what: str, value: int, wanted: int) -> Result:
    return Result("door", what, value, "tickets", f"exactly {wanted}", value == wanted)


if __name__ == "__main__":
    sys.exit(main())
