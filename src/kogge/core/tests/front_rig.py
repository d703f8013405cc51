"""A front in a thread with a worker that the test writes: no Django, no processes, a free port."""

import re
import socket
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kogge.core.front import loop, wire


@dataclass
class FakeWorker:
    """Answers each request with `answer(head, body)`: the head of the answer and its body."""

    answer: Callable[[dict[str, Any], bytes], tuple[dict[str, Any], bytes] | None]
    revision: int | None = 1
    heads: list[dict[str, Any]] = field(default_factory=list)
    questions: int = 0
    deaf: int = 0

    def serve(self, listener: socket.socket) -> None:
        while True:
            try:
                connection, _address = listener.accept()
            except OSError:
                return
            threading.Thread(target=self._one, args=[connection], daemon=True).start()

    def _one(self, connection: socket.socket) -> None:
        with connection:
            try:
                head, body = wire.receive(connection)
                if head["kind"] == "revision":
                    self.questions += 1
                    if self.deaf > 0:
                        self.deaf -= 1
                        return
                    connection.sendall(wire.head({"revision": self.revision}) + wire.chunk(b""))
                    return
                self.heads.append(head)
                answer = self.answer(head, bytes(body))
                if answer is not None:
                    values, content = answer
                    if values.get("public") and not head["keep"]:
                        values, content = private(content[: values["sizes"][0]], values["status"])
                    pieces = b"".join(wire.chunk(content[n : n + 9000]) for n in range(0, len(content), 9000))
                    connection.sendall(wire.head(values) + pieces + wire.chunk(b""))
            except (EOFError, OSError):
                pass


def public(
    body: bytes, *, revision: int = 1, keep_for: float = 1000, status: int = 200
) -> tuple[dict[str, Any], bytes]:
    """A public answer as the real worker sends it, with a shorter gzip and brotli variant made up for the test."""
    bodies = [body, b"gz:" + body[:10], b"br:" + body[:10]]
    head = {
        "public": True, "status": status, "fields": [("Content-Type", "text/html; charset=utf-8")],
        "revision": revision, "keep_for": keep_for, "etags": ['"i"', '"g"', '"b"'],
        "sizes": [len(one) for one in bodies],
    }  # fmt: skip
    return head, b"".join(bodies)


def private(body: bytes, status: int = 200, length: int | None = -1) -> tuple[dict[str, Any], bytes]:
    """An answer for one client; `length=None` streams it."""
    fields = [("Content-Type", "text/plain"), ("Set-Cookie", "seen=1")]
    return {"status": status, "fields": fields, "length": len(body) if length == -1 else length}, body


@dataclass
class Rig:
    """The running front and its worker, and how to talk to them."""

    front: loop.Front
    worker: FakeWorker
    port: int
    announced: list[int]

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=10)

    def send(self, raw: bytes) -> bytes:
        """Send raw bytes and return everything until the server closes."""
        with self.connect() as connection:
            connection.sendall(raw)
            return everything(connection)

    def get(self, target: str = "/", **fields: str) -> bytes:
        lines = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in fields.items())
        host = "" if "Host" in fields else f"Host: 127.0.0.1:{self.port}\r\n"
        return self.send(f"GET {target} HTTP/1.1\r\n{host}{lines}Connection: close\r\n\r\n".encode())


def everything(connection: socket.socket) -> bytes:
    data = b""
    while True:
        try:
            piece = connection.recv(65536)
        except ConnectionResetError:
            return data
        if not piece:
            return data
        data += piece


@contextmanager
def running(worker: FakeWorker, **options: Any) -> Iterator[Rig]:
    """Start a front on a free port; stop it and close everything at the end."""
    announced = [1]
    with tempfile.TemporaryDirectory() as folder:
        address = str(Path(folder) / "workers")
        inside = socket.socket(socket.AF_UNIX)
        inside.bind(address)
        inside.listen(256)
        outside = socket.create_server(("127.0.0.1", 0), backlog=1024)
        port = outside.getsockname()[1]
        settings = loop.Options(
            workers=address,
            announced=lambda: announced[0],
            hosts=frozenset({f"127.0.0.1:{port}".encode()}),
            personal_cookies=re.compile(rb"(?:^|;\s*)session="),
        )
        front = loop.Front(outside, replace(settings, **options))
        thread = threading.Thread(target=front.run, daemon=True)
        threading.Thread(target=worker.serve, args=[inside], daemon=True).start()
        thread.start()
        try:
            yield Rig(front, worker, port, announced)
        finally:
            front.stop()
            thread.join(5)
            inside.shutdown(socket.SHUT_RDWR)
            inside.close()
            front.close()
