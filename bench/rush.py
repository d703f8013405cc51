"""Many visitors at once, each on a connection and an internet address of their own: page, form, answer.

Plain sockets, because the client shares the processors with what it measures.
"""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode

_HIDDEN = re.compile(rb'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?')
_REFERENCE = re.compile(rb"reference\">([2-9A-Z]{4}) ([2-9A-Z]{4})<")


@dataclass
class Visitor:
    """Somebody who wants a seat, and what they were told."""

    number: int
    fields: dict[str, str] = field(default_factory=dict)
    status: int = 0
    posted_ms: float = 0.0
    answered_at: float = 0.0
    reference: str = ""
    tries: int = 0

    @property
    def email(self) -> str:
        return f"visitor{self.number}@visitors.example"

    @property
    def address(self) -> str:
        """Each from another network, as in a town on a Sunday evening."""
        return f"10.{self.number >> 8 & 255}.{self.number & 255}.7"


@dataclass(frozen=True)
class Answer:
    """What the server said."""

    status: int
    location: str
    body: bytes


async def ask(port: int, path: str, visitor: Visitor, body: bytes | None = None) -> Answer:
    """One request on a fresh connection. ConnectionError if the server went away before all of the answer."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        method = "GET" if body is None else "POST"
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nX-Forwarded-For: {visitor.address}\r\n"
            "Connection: close\r\n"
        )
        if body is not None:
            head += f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        writer.write(head.encode() + b"\r\n" + (body or b""))
        await writer.drain()
        answer = await reader.read(-1)
    finally:
        writer.close()
    lines, _gap, content = answer.partition(b"\r\n\r\n")
    status, *headers = lines.decode("latin-1").split("\r\n")
    if not status:
        raise ConnectionError("the server hung up")
    named = {name.lower(): value.strip() for name, _colon, value in (line.partition(":") for line in headers)}
    if len(content) < int(named.get("content-length", 0)):
        raise ConnectionError("the server went away within its answer")
    return Answer(int(status.split()[1]), named.get("location", ""), content)


async def open_form(port: int, path: str, visitor: Visitor) -> None:
    """Read the page and fill in the form."""
    page = await ask(port, path, visitor)
    if page.status != 200:
        raise RuntimeError(f"the form answers {page.status}")
    hidden = {name.decode(): unescape((value or b"").decode()) for name, value in _HIDDEN.findall(page.body)}
    visitor.fields = {**hidden, "name": f"Visitor {visitor.number}", "email": visitor.email}


async def send_form(port: int, path: str, visitor: Visitor) -> None:
    """Send the form and read the answer; the same visitor may do so twice."""
    begin = time.perf_counter()
    sent = await ask(port, path, visitor, urlencode(visitor.fields).encode())
    visitor.posted_ms = max(visitor.posted_ms, (time.perf_counter() - begin) * 1000)
    if sent.status != 302:
        visitor.status = visitor.status or sent.status
        return
    answer = await ask(port, sent.location, visitor)
    visitor.status, visitor.answered_at = answer.status, time.perf_counter()
    found = _REFERENCE.search(answer.body)
    visitor.reference = b"".join(found.groups()).decode() if found else ""


async def insist(port: int, path: str, visitor: Visitor, seconds: float) -> None:
    """Send the same form until it is answered, as a patient person does whose connection breaks."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and visitor.status != 200:
        visitor.tries += 1
        visitor.status = 0
        try:
            await send_form(port, path, visitor)
        except (OSError, asyncio.IncompleteReadError, ConnectionError):
            await asyncio.sleep(0.1)


async def at_most(concurrency: int, jobs: Iterable[Callable[[], Awaitable[None]]]) -> None:
    """Do all jobs, so many at a time, in their order."""
    queue = iter(list(jobs))

    async def worker() -> None:
        for job in queue:
            await job()

    await asyncio.gather(*(worker() for _ in range(concurrency)))
