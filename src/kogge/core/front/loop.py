"""The front itself: accepts connections, answers from memory what it can, hands on the rest."""

import errno
import logging
import os
import re
import signal
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from . import poller
from .answering import READING, adapted, classify, closing
from .connection import Connection
from .flights import Flights
from .pages import Page, Shelf, date_line
from .relay import forward
from .requests import MOST_BODY, Request, gettext_noop
from .upstream import Upstream

log = logging.getLogger("kogge.front")
_PATIENCE_AT_END = 15.0
_MOST_KNOWN = 2048
_ACCEPTED_AT_ONCE = 64


@dataclass(frozen=True)
class Options:
    """What the front must know of the installation."""

    workers: str
    announced: Callable[[], int]
    hosts: frozenset[bytes]
    personal_cookies: re.Pattern[bytes]
    static: dict[bytes, Page] = field(default_factory=dict)
    safety: bytes = b""
    translate: Callable[[str], str] = str
    port: int = 0
    trusted_proxies: int = 0
    ask_always: bool = False
    most_body: int = MOST_BODY
    most_bodies: int = 256 * 2**20
    most_kept: int = 96 * 2**20
    most_connections: int = 8192


class Front:
    """One thread, no locks. Every public attribute is for the other modules of this package."""

    def __init__(self, listener: socket.socket, options: Options) -> None:
        self.options = options
        self.announced = options.announced
        self.poller = poller.new()
        self.handlers: dict[int, Callable[[int], None]] = {}
        self.connections: dict[int, Connection] = {}
        self.upstreams: dict[int, Upstream] = {}
        self.shelf = Shelf(options.most_kept)
        self.flights = Flights(self)
        self.known: dict[bytes, Request] = {}
        self.body_bytes = 0
        self.now = time.time()
        self.second = int(self.now)
        self.date = date_line(self.now)
        self._stop_at: float | None = None
        self._seen_revision = -1
        self._parent = os.getppid()
        self._listener = listener
        listener.setblocking(False)
        self.handlers[listener.fileno()] = self._accept
        self.poller.register(listener.fileno(), poller.READ)

    def run(self) -> None:
        """Serve until stopped, then finish what was begun."""
        poll, handlers = self.poller.poll, self.handlers
        while self._stop_at is None or not self._ended():
            events = poll(0.5)
            self.now = time.time()
            if int(self.now) != self.second:
                self._tick()
            for fd, event in events:
                handler = handlers.get(fd)
                if handler is None:
                    continue
                try:
                    handler(event)
                except Exception:
                    log.exception("a connection broke the rules of this program and is closed")
                    self._abandon(fd)

    def stop(self, *_signal: object) -> None:
        """Take no new connection and end when the last answer is written."""
        if self._stop_at is None:
            self._stop_at = self.now + _PATIENCE_AT_END
            self.forget(self._listener.fileno())
            self._listener.close()

    def _abandon(self, fd: int) -> None:
        """One connection's fault must never be another's."""
        thing = self.connections.get(fd) or self.upstreams.get(fd)
        if isinstance(thing, Upstream):
            thing.lose()
        elif thing is not None:
            thing.close()

    def close(self) -> None:
        """Drop whatever is left."""
        for connection in list(self.connections.values()):
            connection.close()
        for upstream in list(self.upstreams.values()):
            upstream.close()

    # -- answering -------------------------------------------------------------------------------------------

    def answer(self, connection: Connection, request: Request) -> None:
        """Answer a request without body: from memory if it is public and fresh."""
        key = request.key
        if key is None:
            key = classify(request, self.options.hosts, self.options.personal_cookies)
        page = self.shelf.get(key)
        if page is not None and page.revision >= self.announced() and page.expires > self.now:
            if not self.options.ask_always:
                self.serve(connection, request, page)
                return
        elif (lasting := self.options.static.get(request.target)) is not None and request.method in READING:
            self.serve(connection, request, lasting)
            return
        own = replace(request)
        if key:
            self.flights.want(connection, own, key, page)
        else:
            self.forward(connection, own)

    def remember(self, head: bytes, request: Request) -> None:
        """The same bytes are the same request. Heads with secrets in them are never remembered."""
        if len(self.known) >= _MOST_KNOWN:
            self.known.clear()
        self.known[head] = request

    def answer_with_body(self, connection: Connection, request: Request, body: bytearray) -> None:
        connection.wait(request)
        forward(self, connection, request, body)

    def serve(self, connection: Connection, request: Request, page: Page) -> None:
        """Write a kept page, or say that the client has it already."""
        later = connection.request is not None
        if connection.fd < 0 or (later and connection.request is not request):
            return
        variant = page.variants[request.encoding]
        data = variant.at(self.second, self.date)
        if not request.plain:
            data = adapted(request, variant, data, self.date)
            if request.wants_close or self._stop_at is not None:
                data = closing(connection, data)
        elif self._stop_at is not None:
            data = closing(connection, data)
        if later:
            connection.write(data)
            connection.finish()
        else:
            connection.send_page(data)

    def forward(self, connection: Connection, request: Request) -> None:
        """Let a worker answer this client alone."""
        if connection.fd < 0 or (connection.request is not None and connection.request is not request):
            return
        connection.wait(request)
        forward(self, connection, request, bytearray())

    def unavailable(self, connection: Connection, request: Request) -> None:
        if connection.request is request:
            connection.refuse(
                503, gettext_noop("The server is very busy. Please try again in a few seconds.")
            )

    # -- connections and time --------------------------------------------------------------------------------

    def forget(self, fd: int) -> None:
        if self.handlers.pop(fd, None) is not None:
            self.poller.unregister(fd)

    def _accept(self, _event: int) -> None:
        for _ in range(_ACCEPTED_AT_ONCE):
            try:
                sock, address = self._listener.accept()
            except BlockingIOError:
                return
            except OSError as error:
                if error.errno in {errno.EMFILE, errno.ENFILE}:
                    self._make_room()
                return
            if len(self.connections) >= self.options.most_connections:
                self._make_room()
            sock.setblocking(False)
            if sock.family != socket.AF_UNIX:
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            connection = Connection(self, sock, address[0] if address else "")
            self.connections[connection.fd] = connection
            self.handlers[connection.fd] = connection.ready
            self.poller.register(connection.fd, poller.READ)

    def _make_room(self) -> None:
        """Too many connections: those that would end first go now, but nobody's answer is cut off."""
        waiting = sorted((c for c in self.connections.values() if not c.busy), key=lambda c: c.deadline)
        for connection in waiting[: max(1, len(waiting) // 8)]:
            connection.close()

    def _tick(self) -> None:
        """Once a second: the date, deadlines, whether anything was published, whether the parent lives."""
        self.second = int(self.now)
        self.date = date_line(self.now)
        for connection in [c for c in self.connections.values() if c.deadline < self.now]:
            connection.overdue()
        for upstream in [u for u in self.upstreams.values() if u.deadline < self.now]:
            upstream.lose()
        revision = self.announced()
        if revision != self._seen_revision or self.second % 30 == 0:
            self._seen_revision = revision
            self.flights.published_again()
        if os.getppid() != self._parent:
            self.stop()

    def _ended(self) -> bool:
        if self._stop_at is None or self.now > self._stop_at:
            return True
        for connection in [c for c in self.connections.values() if not c.busy]:
            connection.close()
        return not self.connections


def serve(listener: socket.socket, options: Options) -> None:
    """Run a front in this process until SIGTERM or SIGINT."""
    front = Front(listener, options)
    signal.signal(signal.SIGTERM, front.stop)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    front.run()
