"""One question to a worker over the Unix socket, without ever blocking the front."""

import json
import socket
from typing import TYPE_CHECKING, Any, Protocol

from . import wire
from .poller import READ, WRITE

if TYPE_CHECKING:
    from .loop import Front

PATIENCE = 120.0


class Receiver(Protocol):
    """Who wants the answer."""

    def on_head(self, upstream: "Upstream", values: dict[str, Any]) -> None: ...
    def on_chunk(self, data: bytes) -> None: ...
    def on_end(self) -> None: ...
    def on_lost(self) -> None:
        """The worker went away or took too long before the answer was complete."""


class Upstream:
    """A connection to whichever worker thread is free first. Used once."""

    __slots__ = ("_buffer", "_front", "_has_head", "_mask", "_out", "_sock", "deadline", "fd", "receiver")

    def __init__(self, front: "Front", receiver: Receiver, message: bytes) -> None:
        self._front = front
        self.receiver: Receiver = receiver
        self._buffer = bytearray()
        self._has_head = False
        self.deadline = front.now + PATIENCE
        self._out = memoryview(message)
        self._sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._sock.setblocking(False)
        self.fd = self._sock.fileno()
        self._mask = WRITE
        front.upstreams[self.fd] = self
        front.handlers[self.fd] = self.ready
        front.poller.register(self.fd, WRITE)

    def connect(self, address: str) -> bool:
        """Start. False when the workers' queue is full or no worker is there."""
        try:
            self._sock.connect(address)
        except OSError:
            self.close()
            return False
        self._send()
        return True

    def ready(self, event: int) -> None:
        if event & WRITE and self._out:
            self._send()
        if self.fd >= 0 and event & ~WRITE:
            self._receive()

    def pause(self) -> None:
        self._watch(0)

    def resume(self) -> None:
        if self.fd >= 0:
            self._watch(READ)

    def close(self) -> None:
        if self.fd >= 0:
            self._front.forget(self.fd)
            self._front.upstreams.pop(self.fd, None)
            self._sock.close()
            self.fd = -1

    def lose(self) -> None:
        self.close()
        self.receiver.on_lost()

    def _watch(self, mask: int) -> None:
        if mask != self._mask:
            self._mask = mask
            self._front.poller.modify(self.fd, mask)

    def _send(self) -> None:
        try:
            sent = self._sock.send(self._out)
        except BlockingIOError:
            return
        except OSError:
            self.lose()
            return
        self._out = self._out[sent:]
        if not self._out:
            self._watch(READ)

    def _receive(self) -> None:
        try:
            data = self._sock.recv(262144)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self.lose()
            return
        buffer = self._buffer
        buffer += data
        while self.fd >= 0 and len(buffer) >= wire.LENGTH_SIZE:
            size = wire.length(buffer)
            end = wire.LENGTH_SIZE + size
            if len(buffer) < end:
                return
            piece = bytes(buffer[wire.LENGTH_SIZE : end])
            del buffer[:end]
            self._take(piece)

    def _take(self, piece: bytes) -> None:
        self.deadline = self._front.now + PATIENCE
        if not self._has_head:
            self._has_head = True
            self.receiver.on_head(self, json.loads(piece))
        elif piece:
            self.receiver.on_chunk(piece)
        else:
            self.close()
            self.receiver.on_end()
