"""Decides when a kept page is fresh, and renders each stale one once however many ask for it.

A page is kept under the revision that was read before its rendering began. An action announces its new revision
before it commits; so a page whose revision is not below the announced one is fresh. If it is below, the stored
revision decides: it is asked from a worker, in one question for everybody who was waiting when it was sent.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from . import wire
from .pages import Page
from .relay import Relay, head_for_worker
from .upstream import Upstream

if TYPE_CHECKING:
    from .connection import Connection
    from .loop import Front
    from .requests import Request

Judge = Callable[[int | None], None]
_QUESTIONS = 5


class Gate:
    """Asks for the stored revision. Everybody who came before the question was sent shares its answer."""

    def __init__(self, front: "Front") -> None:
        self._front = front
        self._asked: list[Judge] = []
        self._next: list[Judge] = []
        self._revision: int | None = None
        self._lost = 0

    def ask(self, judge: Judge) -> None:
        self._next.append(judge)
        if not self._asked:
            self._send()

    def on_head(self, upstream: Upstream, values: dict[str, Any]) -> None:
        self._revision = values.get("revision")

    def on_chunk(self, data: bytes) -> None: ...

    def on_end(self) -> None:
        self._tell(self._revision)

    def on_lost(self) -> None:
        """The worker died with the question, which says nothing about the page: another worker is asked."""
        self._lost += 1
        if self._lost < _QUESTIONS:
            self._next, self._asked = self._asked + self._next, []
            self._send()
        else:
            self._tell(None)

    def _send(self) -> None:
        self._asked, self._next = self._next, []
        question = wire.request({"kind": "revision"})
        if not Upstream(self._front, self, question).connect(self._front.options.workers):
            self._tell(None)

    def _tell(self, revision: int | None) -> None:
        judges, self._asked, self._lost = self._asked, [], 0
        for judge in judges:
            judge(revision)
        if self._next and not self._asked:
            self._send()


@dataclass(slots=True)
class Waiter:
    """Somebody who waits for a page, and the oldest revision they may be given; None when nobody knows yet."""

    connection: "Connection"
    request: "Request"
    needed: int | None


@dataclass
class Flight:
    """One rendering of one page on its way."""

    flights: "Flights"
    key: bytes
    leader: Waiter
    others: list[Waiter] = field(default_factory=list)
    attempts: int = 0
    _values: dict[str, Any] = field(default_factory=dict)
    _body: bytearray = field(default_factory=bytearray)

    def on_head(self, upstream: Upstream, values: dict[str, Any]) -> None:
        if values.get("public"):
            self._values = values
            self._body = bytearray()
            return
        upstream.receiver = relay = Relay(self.leader.connection, self.leader.request)
        relay.on_head(upstream, values)
        self.flights.is_private(self)

    def on_chunk(self, data: bytes) -> None:
        self._body += data

    def on_end(self) -> None:
        self.flights.landed(self, self._page())

    def on_lost(self) -> None:
        self.flights.lost(self)

    def _page(self) -> Page:
        values, body = self._values, bytes(self._body)
        bodies, begin = [], 0
        for etag, size in zip(values["etags"], values["sizes"], strict=True):
            bodies.append((etag.encode(), body[begin : begin + size]))
            begin += size
        return Page.build(
            status=values["status"],
            fields=[(name.encode("latin-1"), value.encode("latin-1")) for name, value in values["fields"]],
            bodies=bodies,
            revision=values["revision"],
            expires=self.flights.front.now + values["keep_for"],
        )


class Flights:
    """All renderings on their way."""

    def __init__(self, front: "Front") -> None:
        self.front = front
        self.gate = Gate(front)
        self._flying: dict[bytes, Flight] = {}
        self._private: set[bytes] = set()

    def want(self, connection: "Connection", request: "Request", key: bytes, page: Page | None) -> None:
        """Answer with a fresh page: the kept one if it proves fresh, else a new rendering."""
        connection.wait(request)
        if page is not None and page.expires > self.front.now:
            self.gate.ask(lambda revision: self._judge(connection, request, key, revision))
        elif key in self._private:
            self.front.forward(connection, request)
        else:
            self._join(Waiter(connection, request, self._announced()), key)

    def landed(self, flight: Flight, page: Page) -> None:
        """A rendering is complete: keep it, and answer everybody for whom it is new enough."""
        del self._flying[flight.key]
        self.front.shelf.put(flight.key, page)
        self.front.serve(flight.leader.connection, flight.leader.request, page)
        for waiter in flight.others:
            if waiter.needed is not None and page.revision >= waiter.needed:
                self.front.serve(waiter.connection, waiter.request, page)
            else:
                self._ask_for(waiter, flight.key)

    def is_private(self, flight: Flight) -> None:
        """The answer is not for everybody: each of the others gets their own."""
        del self._flying[flight.key]
        if len(self._private) > 5000:
            self._private.clear()
        self._private.add(flight.key)
        for waiter in flight.others:
            self.front.forward(waiter.connection, waiter.request)

    def lost(self, flight: Flight) -> None:
        """The worker died: another one tries once more, since reading twice does no harm."""
        flight.attempts += 1
        if flight.attempts < 2 and self._launch(flight):
            return
        self._flying.pop(flight.key, None)
        for waiter in (flight.leader, *flight.others):
            self.front.unavailable(waiter.connection, waiter.request)

    def published_again(self) -> None:
        """Forget which addresses were not public; a release may have changed that."""
        self._private.clear()

    def _ask_for(self, waiter: Waiter, key: bytes) -> None:
        self.gate.ask(lambda revision: self._judge(waiter.connection, waiter.request, key, revision))

    def _judge(self, connection: "Connection", request: "Request", key: bytes, revision: int | None) -> None:
        """Serve the kept page if it is as new as the stored revision; when nobody can say, it is all we have."""
        page = self.front.shelf.get(key)
        if page is not None and (revision is None or page.revision >= revision):
            self.front.serve(connection, request, page)
        else:
            self._join(Waiter(connection, request, self._announced() if revision is None else revision), key)

    def _announced(self) -> int | None:
        """Other machines announce nothing here."""
        return None if self.front.options.ask_always else self.front.announced()

    def _join(self, waiter: Waiter, key: bytes) -> None:
        flight = self._flying.get(key)
        if flight is not None:
            flight.others.append(waiter)
            return
        flight = Flight(self, key, waiter)
        self._flying[key] = flight
        if not self._launch(flight):
            del self._flying[key]
            self.front.unavailable(waiter.connection, waiter.request)

    def _launch(self, flight: Flight) -> bool:
        message = wire.request(head_for_worker(flight.leader.connection, flight.leader.request, keep=True))
        return Upstream(self.front, flight, message).connect(self.front.options.workers)
