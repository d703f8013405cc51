"""One client's connection: reads one request at a time under deadlines, writes one answer at a time."""

import socket
from typing import TYPE_CHECKING

from .outgoing import HEAD_SECONDS, IDLE_SECONDS, WRITE_SECONDS, Outgoing
from .pages import status_line
from .poller import READ, WRITE
from .requests import MOST_HEAD, Body, Request, Unreadable, gettext_noop, parse

if TYPE_CHECKING:
    from .loop import Front

BODY_SECONDS = 10.0
BYTES_PER_SECOND = 16 * 1024
_LARGE = 64 * 1024
_SMALL = 1500


class Connection(Outgoing):
    """States: reading a head, reading a body, waiting for an answer, writing one, lingering after a refusal."""

    __slots__ = ("_body", "_buffer", "_pending", "peer", "request")

    def __init__(self, front: "Front", sock: socket.socket, peer: str) -> None:
        super().__init__(front, sock)
        self.peer = peer
        self.request: Request | None = None
        self._buffer = b""
        self._pending: Request | None = None
        self._body: Body | None = None

    @property
    def busy(self) -> bool:
        return self.request is not None or bool(self._out)

    # -- reading ---------------------------------------------------------------------------------------------

    def ready(self, event: int) -> None:
        if event & WRITE and self._out:
            self._flush()
        if self.fd >= 0 and event & ~WRITE:
            self._receive()

    def _receive(self) -> None:
        try:
            data = self._sock.recv(_LARGE)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.close()
        elif self.request is None and self._body is None and not self._lingering:
            request = None if self._buffer else self.front.known.get(data)
            if request is not None:
                self.front.answer(self, request)
            else:
                self._read_head(self._buffer + data if self._buffer else data)
        elif self._body is not None:
            self._read_body(data)
        elif self._lingering:
            return
        else:
            self._hold(data)

    def _hold(self, data: bytes) -> None:
        """What a client sends before its answer is complete waits; more than a head of it waits in the network."""
        self._buffer += data
        if len(self._buffer) > MOST_HEAD:
            self._watch(self._mask & ~READ)

    def _read_head(self, data: bytes) -> None:
        while data:
            end = data.find(b"\r\n\r\n")
            if end < 0 or end > MOST_HEAD:
                self._incomplete(data)
                return
            end += 4
            rest = data[end:] if len(data) > end else b""
            try:
                request = parse(data[:end] if rest else data)
                fields = request.fields
                if b"content-length" in fields or b"transfer-encoding" in fields:
                    self._begin_body(request, rest)
                    return
            except Unreadable as refusal:
                self.refuse(refusal.status, refusal.sentence)
                return
            self._buffer = b""
            if not rest and len(data) <= _SMALL and not request.is_personal:
                self.front.remember(data, request)
            self.front.answer(self, request)
            if self.request is not None or self._out or self.fd < 0 or self.closing:
                self._buffer = rest
                return
            data = rest

    def _incomplete(self, data: bytes) -> None:
        if len(data) > MOST_HEAD:
            self.refuse(431, gettext_noop("The head of this request is too long."))
            return
        if data in {b"\r\n", b"\n", b"\r"}:
            data = b""
        if data and not self._buffer:
            self.deadline = self.front.now + HEAD_SECONDS
        self._buffer = data

    def _begin_body(self, request: Request, rest: bytes) -> None:
        body = Body(request, self.front.options.most_body)
        self.deadline = self.front.now + BODY_SECONDS + body.stated / BYTES_PER_SECOND
        self._pending = request
        self._body = body
        self._buffer = b""
        if request.fields.get(b"expect", b"").lower() == b"100-continue" and not rest:
            self.write(b"HTTP/1.1 100 Continue\r\n\r\n")
        self._read_body(rest)

    def _read_body(self, data: bytes) -> None:
        body, request = self._body, self._pending
        if body is None or request is None:
            return
        before = len(body.data)
        try:
            rest = body.feed(self._buffer + data)
        except Unreadable as refusal:
            self.front.body_bytes -= before
            self._body = None
            self.refuse(refusal.status, refusal.sentence)
            return
        self.front.body_bytes += len(body.data) - before
        self._buffer = rest
        if body.done:
            self._body = self._pending = None
            self.front.body_bytes -= len(body.data)
            self.front.answer_with_body(self, request, body.data)
        elif self.front.body_bytes > self.front.options.most_bodies:
            self.refuse(
                503, gettext_noop("Too much is being sent at the moment. Please try again in a minute.")
            )

    # -- answering -------------------------------------------------------------------------------------------

    def wait(self, request: Request) -> None:
        """An answer to `request` will come later."""
        self.request = request
        self.deadline = self.front.now + 600
        self._watch(self._mask & ~READ)

    def finish(self) -> None:
        """The answer is complete; go on with the next request as soon as it is written."""
        self.request = None
        self.deadline = self.front.now + (WRITE_SECONDS if self._out else IDLE_SECONDS)
        if not self._out:
            self._next()

    def refuse(self, status: int, sentence: str) -> None:
        """Say why, and close: what follows on this connection cannot be trusted."""
        self.closing = True
        self.request = None
        self._pending = None
        if self._body is not None:
            self.front.body_bytes -= len(self._body.data)
            self._body = None
        text = self.front.options.translate(sentence).encode() + b"\n"
        self.send_page(
            status_line(status)
            + self.front.date
            + b"Content-Type: text/plain; charset=utf-8\r\nContent-Length: %d\r\n" % len(text)
            + self.front.options.safety
            + (b"Retry-After: 5\r\n" if status == 503 else b"")
            + b"Connection: close\r\n\r\n"
            + text
        )

    def _written(self) -> None:
        if self.request is None and self._body is None:
            self._next()

    def _next(self) -> None:
        if self.closing:
            self._linger()
            return
        self.deadline = self.front.now + IDLE_SECONDS
        self._watch(READ)
        if self._buffer:
            data, self._buffer = self._buffer, b""
            self._read_head(data)

    # -- time ------------------------------------------------------------------------------------------------

    def overdue(self) -> None:
        """A deadline has passed: say so where somebody may still be listening."""
        if self._body is not None:
            self.refuse(408, gettext_noop("The form did not arrive in time. Please send it again."))
        elif self.request is None and self._buffer and not self._out and not self._lingering:
            self.refuse(408, gettext_noop("The request did not arrive in time."))
        else:
            self.close()

    def close(self) -> None:
        if self.fd < 0:
            return
        self.front.forget(self.fd)
        self.front.connections.pop(self.fd, None)
        if self._body is not None:
            self.front.body_bytes -= len(self._body.data)
            self._body = None
        self._sock.close()
        self.fd = -1
        self.request = None
        self._out.clear()
        if self.on_drained is not None:
            drained, self.on_drained = self.on_drained, None
            drained()
