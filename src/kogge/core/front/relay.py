"""Carries one answer of a worker to the one client who asked, at the client's speed."""

from typing import TYPE_CHECKING, Any

from . import wire
from .answering import origin
from .pages import status_line
from .upstream import Upstream

if TYPE_CHECKING:
    from .connection import Connection
    from .loop import Front
    from .requests import Request

MOST_WAITING = 2**20
_NOT_FOR_WORKERS = {
    b"connection", b"keep-alive", b"proxy-connection", b"transfer-encoding", b"upgrade", b"te", b"expect",
    b"x-forwarded-for", b"x-forwarded-proto", b"x-forwarded-host", b"forwarded", b"proxy",
}  # fmt: skip
_NOT_FOR_SHARED = {b"if-none-match", b"if-modified-since", b"range", b"if-range"}


def head_for_worker(
    connection: "Connection", request: "Request", *, keep: bool, body_size: int = 0
) -> dict[str, Any]:
    """What a worker needs to know of a request. Fields that only concern the connection stay here."""
    client, scheme = origin(connection, request)
    left_out = _NOT_FOR_WORKERS | _NOT_FOR_SHARED if keep else _NOT_FOR_WORKERS
    fields = [
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, value in request.fields.items()
        if name not in left_out and name != b"content-length" and b"_" not in name
    ]
    if body_size or b"content-length" in request.fields:
        fields.append(("content-length", str(body_size)))
    method = b"GET" if keep else request.method
    return {
        "kind": "request",
        "keep": keep,
        "method": method.decode("ascii"),
        "target": request.target.decode("latin-1"),
        "fields": fields,
        "client": client,
        "scheme": scheme,
    }


class Relay:
    """Writes head and body to one connection and lets the worker wait while the client is slow."""

    def __init__(self, connection: "Connection", request: "Request") -> None:
        self._connection = connection
        self._request = request
        self._upstream: Upstream | None = None
        self._chunked = False
        self._silent = request.method == b"HEAD"

    @property
    def _alive(self) -> bool:
        return self._connection.request is self._request

    def on_head(self, upstream: Upstream, values: dict[str, Any]) -> None:
        self._upstream = upstream
        if not self._alive:
            upstream.close()
            return
        connection = self._connection
        lines = [status_line(values["status"]), connection.front.date]
        lines += [f"{name}: {value}\r\n".encode("latin-1") for name, value in values["fields"]]
        if values["length"] is not None:
            lines.append(b"Content-Length: %d\r\n" % values["length"])
        elif self._request.modern and not self._silent and values["status"] not in {204, 304}:
            self._chunked = True
            lines.append(b"Transfer-Encoding: chunked\r\n")
        else:
            connection.closing = True
        if self._request.wants_close or connection.closing:
            connection.closing = True
            lines.append(b"Connection: close\r\n")
        connection.write(b"".join((*lines, b"\r\n")))

    def on_chunk(self, data: bytes) -> None:
        if not self._alive:
            if self._upstream is not None:
                self._upstream.close()
            return
        if self._silent:
            return
        waiting = self._connection.write(b"%x\r\n%b\r\n" % (len(data), data) if self._chunked else data)
        if waiting > MOST_WAITING and self._upstream is not None:
            self._upstream.pause()
            self._connection.on_drained = self._upstream.resume

    def on_end(self) -> None:
        if self._alive:
            if self._chunked:
                self._connection.write(b"0\r\n\r\n")
            self._connection.finish()

    def on_lost(self) -> None:
        """Without a head we can still say what happened; within a body only the broken connection is honest."""
        if not self._alive:
            return
        if self._upstream is None:
            self._connection.front.unavailable(self._connection, self._request)
        else:
            self._connection.close()


def forward(front: "Front", connection: "Connection", request: "Request", body: bytearray) -> None:
    """Hand one complete request to a worker, for this client alone."""
    head = head_for_worker(connection, request, keep=False, body_size=len(body))
    if not Upstream(front, Relay(connection, request), wire.request(head, body)).connect(
        front.options.workers
    ):
        front.unavailable(connection, request)
