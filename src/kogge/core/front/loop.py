"""The front itself: accepts connections, answers from memory what it can, hands on the rest."""

import errno
import os
import re
import signal
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from . import poller
from .connection import Connection
from .flights import Flights
from .pages import MOST_QUERY, Page, Shelf, date_line, encoding, matches, without_tracking
from .relay import forward
from .requests import Request
from .upstream import Upstream

_PATIENCE_AT_END = 15.0


@dataclass(frozen=True)
class Options:
    """What the front must know of the installation."""

    workers: str
    announced: Callable[[], int]
    hosts: frozenset[bytes]
    personal_cookies: re.Pattern[bytes]
    static: dict[bytes, Page] = field(default_factory=dict)
    safety: bytes = b""
    port: int = 0
    trusted_proxies: int = 0
    ask_always: bool = False
    most_body: int = 64 * 2**20
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
                if handler is not None:
                    handler(event)

    def stop(self, *_signal: object) -> None:
        """Take no new connection and end when the last answer is written."""
        if self._stop_at is None:
            self._stop_at = self.now + _PATIENCE_AT_END
            self.forget(self._listener.fileno())
            self._listener.close()

    # -- answering -------------------------------------------------------------------------------------------

    def answer(self, connection: Connection, request: Request) -> None:
        """Answer a request without body: from memory if it is public and fresh."""
        fields, target, method = request.fields, request.target, request.method
        if method != b"GET" and method != b"HEAD":
            self.forward(connection, request)
            return
        page = self.options.static.get(target)
        if page is not None:
            self.serve(connection, request, page)
            return
        host = fields.get(b"host", b"")
        cookie = fields.get(b"cookie")
        if (
            host not in self.options.hosts
            or (cookie is not None and self.options.personal_cookies.search(cookie))
            or b"authorization" in fields
        ):
            self.forward(connection, request)
            return
        if b"?" in target:
            if len(target) > MOST_QUERY:
                self.forward(connection, request)
                return
            target = without_tracking(target)
        key = host + target
        page = self.shelf.get(key)
        if (
            page is not None
            and page.revision >= self.announced()
            and page.expires > self.now
            and not self.options.ask_always
        ):
            self.serve(connection, request, page)
        else:
            self.flights.want(connection, request, key, page)

    def answer_with_body(self, connection: Connection, request: Request, body: bytearray) -> None:
        connection.wait(request)
        forward(self, connection, request, body)

    def serve(self, connection: Connection, request: Request, page: Page) -> None:
        """Write a kept page, or say that the client has it already."""
        later = connection.request is not None
        if connection.fd < 0 or (later and connection.request is not request):
            return
        fields = request.fields
        variant = page.variants[encoding(fields.get(b"accept-encoding", b""))]
        asked = fields.get(b"if-none-match")
        if asked is not None and matches(asked, variant.etag):
            data = variant.not_modified(self.date)
        else:
            data = variant.at(self.second, self.date)
            if request.method == b"HEAD":
                data = data[: variant.head_size]
        if b"connection" in fields or not request.modern or self._stop_at is not None:
            data = self._closing(connection, request, data)
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
            connection.refuse(503, "The server is very busy. Please try again in a few seconds.")

    def origin(self, connection: Connection, request: Request) -> tuple[str, str]:
        """The client's address and scheme. Only as many proxies as the operator named are believed."""
        count = self.options.trusted_proxies
        if not count:
            return connection.peer, "http"
        passed = request.fields.get(b"x-forwarded-for", b"").decode("latin-1").split(",")
        chain = [part.strip() for part in passed if part.strip()][-count:]
        schemes = request.fields.get(b"x-forwarded-proto", b"http").decode("latin-1").split(",")
        scheme = schemes[-min(count, len(schemes))].strip().lower()
        return (
            chain[0] if len(chain) == count else connection.peer
        ), "https" if scheme == "https" else "http"

    def _closing(self, connection: Connection, request: Request, data: bytes) -> bytes:
        if request.wants_close or self._stop_at is not None:
            connection.closing = True
            end = data.index(b"\r\n") + 2
            return data[:end] + b"Connection: close\r\n" + data[end:]
        return data

    # -- connections and time --------------------------------------------------------------------------------

    def forget(self, fd: int) -> None:
        if self.handlers.pop(fd, None) is not None:
            self.poller.unregister(fd)

    def _accept(self, _event: int) -> None:
        for _ in range(64):
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
