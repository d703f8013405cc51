"""Runs Django for the front: each thread takes a complete request from the Unix socket and writes the answer back."""

import gzip
import hashlib
import io
import logging
import os
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from datetime import time as clock_time
from functools import lru_cache
from typing import Any
from urllib.parse import unquote_to_bytes

import brotli
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import close_old_connections, connections
from django.utils import timezone

from kogge.core import freshness
from kogge.core.page import PUBLIC_HEADER

from . import wire

_LARGE = 300_000  # up to here the best packing takes less time than rendering did
log = logging.getLogger("kogge.worker")
_PIECE = 64 * 1024
_IN_MEMORY = 2**20
_HOP_BY_HOP = {"connection", "date", "keep-alive", "server", "transfer-encoding", "content-length"}
_NOT_KEPT = {
    *_HOP_BY_HOP,
    "etag",
    "vary",
    "content-encoding",
    "last-modified",
    "expires",
    PUBLIC_HEADER.lower(),
}
_KEPT_STATUS = {200, 301, 404, 410}
_TEXT = ("text/", "application/json", "application/javascript", "application/xml", "image/svg+xml")
_TEXT_SUFFIXES = ("+xml", "+json")


def run(
    listener: socket.socket, application: WSGIHandler, *, threads: int, port: int
) -> list[threading.Thread]:
    """Start the threads that answer. They end with the process."""
    loop = Worker(listener, application, port)
    started = [threading.Thread(target=loop.serve, name=f"answer-{n}", daemon=True) for n in range(threads)]
    for thread in started:
        thread.start()
    return started


class Worker:
    """What all threads of one process share."""

    def __init__(self, listener: socket.socket, application: WSGIHandler, port: int) -> None:
        self._listener = listener
        self._application = application
        self._port = str(port)
        self._recent = Recent()

    def serve(self) -> None:
        while True:
            connection, _address = self._listener.accept()
            with connection:
                try:
                    self._answer(connection)
                except (EOFError, BrokenPipeError, ConnectionResetError):
                    pass  # the client did not wait
                except Exception:
                    log.exception("an answer broke off")

    def _answer(self, connection: socket.socket) -> None:
        head, body = wire.receive(connection)
        if head["kind"] == "revision":
            connection.sendall(wire.head({"revision": _revision()}) + wire.chunk(b""))
            return
        if not head["keep"]:
            self._render(connection, head, body, None)
            return
        revision = _revision()
        key = f"{dict(head['fields']).get('host')}{head['target']}"
        with self._recent.turn(key):
            known = self._recent.get(key, revision)
            if known is None:
                known = self._render(connection, head, body, revision)
                self._recent.put(key, revision, known)
                return
        connection.sendall(known)

    def _render(
        self, connection: socket.socket, head: dict[str, Any], body: bytearray, revision: int | None
    ) -> bytes | None:
        """Answer one request; the bytes of a public page are returned too, for the other fronts."""
        answer = Answer(self._application, self._environ(head, body), head)
        try:
            if revision is None or not answer.public:
                answer.send(connection)
                return None
            page = answer.page(revision)
        finally:
            answer.close()
        connection.sendall(page)
        return page

    def _environ(self, head: dict[str, Any], body: bytearray) -> dict[str, Any]:
        path, _, query = head["target"].partition("?")
        fields = dict(head["fields"])
        name, _, port = fields.get("host", "").rpartition(":")
        environ: dict[str, Any] = {
            "REQUEST_METHOD": head["method"],
            "SCRIPT_NAME": "",
            "PATH_INFO": unquote_to_bytes(path.encode("latin-1")).decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_PROTOCOL": "HTTP/1.1",
            "SERVER_NAME": name or fields.get("host", "localhost"),
            "SERVER_PORT": port if port.isdigit() else self._port,
            "REMOTE_ADDR": head["client"],
            "CONTENT_TYPE": fields.pop("content-type", ""),
            "CONTENT_LENGTH": fields.pop("content-length", ""),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": head["scheme"],
            "wsgi.input": _readable(body),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
        for field, value in fields.items():
            environ["HTTP_" + field.upper().replace("-", "_")] = value
        return environ


class Recent:
    """Pages rendered a moment ago. Each front asks once for a page; only the first of them has it rendered."""

    def __init__(self, most: int = 64) -> None:
        self._most = most
        self._pages: dict[str, tuple[int, float, bytes]] = {}
        self._turns: dict[str, threading.Lock] = {}
        self._lock = threading.Lock()

    @contextmanager
    def turn(self, key: str) -> Iterator[None]:
        """One thread at a time renders a page."""
        with self._lock:
            lock = self._turns.setdefault(key, threading.Lock())
        with lock:
            yield
        with self._lock:
            if len(self._turns) > self._most and not lock.locked():
                self._turns.pop(key, None)

    def get(self, key: str, revision: int | None) -> bytes | None:
        """A page that is not older than the revision its asker has just read, and not older than two seconds."""
        found = self._pages.get(key)
        if found is None or revision is None or found[0] < revision or found[1] < time.monotonic():
            return None
        return found[2]

    def put(self, key: str, revision: int | None, page: bytes | None) -> None:
        if page is None or revision is None:
            return
        with self._lock:
            if len(self._pages) >= self._most:
                self._pages.pop(next(iter(self._pages)))
            self._pages[key] = (revision, time.monotonic() + 2, page)


class Answer:
    """One answer of the application, ready to be sent as a page to keep or as it is."""

    def __init__(self, application: WSGIHandler, environ: dict[str, Any], head: dict[str, Any]) -> None:
        self._accepted = environ.get("HTTP_ACCEPT_ENCODING", "").lower()
        self._silent = head["method"] == "HEAD"
        self._status = 500
        self._fields: list[tuple[str, str]] = []
        if "\0" in environ["PATH_INFO"]:
            self._content: Iterable[bytes] = [b"This address cannot be read.\n"]
            self._status, self._fields = 400, [("Content-Type", "text/plain; charset=utf-8")]
        elif environ["PATH_INFO"] == "/readyz":
            self._content = self._readiness()
        else:
            self._content = application(environ, self._start)
        self._streams = getattr(self._content, "streaming", False)

    @property
    def public(self) -> bool:
        """Whether everybody may be given this answer. A page that sets a cookie never is."""
        names = {name.lower() for name, _ in self._fields}
        return (
            PUBLIC_HEADER.lower() in names
            and "set-cookie" not in names
            and self._status in _KEPT_STATUS
            and not self._streams
        )

    def page(self, revision: int) -> bytes:
        """Every encoding at once, with the revision read before rendering began, as it goes to the front."""
        body = b"".join(self._content)
        bodies = [body, b"", b""]
        if len(body) > 200 and _is_text(self._field("content-type")):
            small = _smallest if "immutable" in self._field("cache-control") else _small
            bodies = [body, gzip.compress(body, 6, mtime=0), small(body)]
            bodies = [body, *(shorter if len(shorter) < len(body) else b"" for shorter in bodies[1:])]
        fields = [(name, value) for name, value in self._fields if name.lower() not in _NOT_KEPT]
        fields.append(("Vary", "Accept-Encoding, Cookie"))
        if not self._field("cache-control"):
            fields.append(("Cache-Control", "no-cache"))
        head = {
            "public": True,
            "status": self._status,
            "fields": fields,
            "revision": revision,
            "keep_for": _keep_for(self._field(PUBLIC_HEADER)),
            "etags": [_etag(one) if one else "" for one in bodies] if body else [_etag(body)] * 3,
            "sizes": [len(one) for one in bodies],
        }
        return wire.head(head) + wire.chunk(b"".join(bodies)) + wire.chunk(b"")

    def send(self, connection: socket.socket) -> None:
        """Send the answer as it is, compressed where that helps."""
        fields = [
            (name, value)
            for name, value in self._fields
            if name.lower() not in _HOP_BY_HOP and name.lower() != PUBLIC_HEADER.lower()
        ]
        if self._streams:
            length = self._field("content-length")
            known = int(length) if length.isdigit() else None
            self._write(
                connection, {"status": self._status, "fields": fields, "length": known}, self._content
            )
            return
        body = b"".join(self._content)
        body, fields = self._compressed(body, fields)
        length = self._field("content-length")
        size: int | None = int(length) if self._silent and length.isdigit() else len(body)
        if self._status in {204, 304}:
            size = None
        self._write(connection, {"status": self._status, "fields": fields, "length": size}, [body])

    def close(self) -> None:
        close = getattr(self._content, "close", None)
        if close is not None:
            close()
        close_old_connections()

    def _compressed(self, body: bytes, fields: list[tuple[str, str]]) -> tuple[bytes, list[tuple[str, str]]]:
        if len(body) < 500 or self._field("content-encoding") or not _is_text(self._field("content-type")):
            return body, fields
        if "br" in self._accepted:
            body, coding = brotli.compress(body, quality=4), "br"
        elif "gzip" in self._accepted:
            body, coding = gzip.compress(body, 5, mtime=0), "gzip"
        else:
            return body, fields
        kept = [(n, f"W/{v}" if n.lower() == "etag" and not v.startswith("W/") else v) for n, v in fields]
        kept = [(n, f"{v}, Accept-Encoding" if n.lower() == "vary" else v) for n, v in kept]
        if not self._field("vary"):
            kept.append(("Vary", "Accept-Encoding"))
        return body, [*kept, ("Content-Encoding", coding)]

    def _write(self, connection: socket.socket, head: dict[str, Any], pieces: Iterable[bytes]) -> None:
        connection.sendall(wire.head(head))
        for piece in pieces:
            for begin in range(0, len(piece), _PIECE):
                connection.sendall(wire.chunk(piece[begin : begin + _PIECE]))
        connection.sendall(wire.chunk(b""))

    def _start(
        self, status: str, fields: list[tuple[str, str]], _error: object = None
    ) -> Callable[[bytes], object]:
        self._status = int(status[:3])
        self._fields = fields
        return lambda data: None

    def _readiness(self) -> Iterable[bytes]:
        fault = _fault()
        self._status = 503 if fault else 200
        self._fields = [("Content-Type", "text/plain; charset=utf-8"), ("Cache-Control", "no-store")]
        return [(fault or "ready").encode() + b"\n"]

    def _field(self, wanted: str) -> str:
        return next((value for name, value in self._fields if name.lower() == wanted.lower()), "")


def _readable(body: bytearray) -> io.BufferedIOBase:
    if len(body) <= _IN_MEMORY:
        return io.BytesIO(body)
    spooled = tempfile.TemporaryFile()  # noqa: SIM115  closed with the request
    spooled.write(body)
    spooled.seek(0)
    return spooled


def _revision() -> int | None:
    """The stored revision, or None when the database does not answer."""
    try:
        return freshness.current()
    except Exception:
        log.exception("the public revision could not be read")
        connections.close_all()
        return None


def _fault() -> str:
    """Why this process cannot answer, in a sentence; empty when it can."""
    return "" if _revision() is not None else "The database does not answer."


def _keep_for(value: str) -> float:
    """Seconds: what the view said, and never past midnight, since pages speak of today."""
    now = timezone.localtime()
    midnight = datetime.combine(now.date() + timedelta(days=1), clock_time(), now.tzinfo)
    longest = max(1.0, midnight.timestamp() - time.time())
    return min(longest, float(value)) if value.isdigit() and int(value) > 1 else longest


def _small(body: bytes) -> bytes:
    return brotli.compress(body, quality=10 if len(body) < _LARGE else 6)


@lru_cache(maxsize=8)
def _smallest(body: bytes) -> bytes:
    """What keeps its address for ever is packed as small as it gets, once: a new revision does not pay again."""
    return brotli.compress(body, quality=11)


def _etag(body: bytes) -> str:
    return f'"{hashlib.sha256(body).hexdigest()[:24]}"'


def _is_text(kind: str) -> bool:
    kind = kind.partition(";")[0].strip()
    return kind.startswith(_TEXT) or kind.endswith(_TEXT_SUFFIXES)


def default_threads() -> int:
    """SQLite writes one after another and reads fast; PostgreSQL may be far away, and connections are dear."""
    return (
        16
        if str(settings.DATABASES["default"]["ENGINE"]).endswith("sqlite")
        else max(8, 2 * (os.cpu_count() or 1))
    )
