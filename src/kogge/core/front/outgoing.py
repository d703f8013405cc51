"""The writing half of a client's connection: never blocks, waits for slow clients, ends politely."""

import socket
from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import TYPE_CHECKING

from .poller import READ, WRITE

if TYPE_CHECKING:
    from .loop import Front

HEAD_SECONDS = 10.0
IDLE_SECONDS = 75.0
WRITE_SECONDS = 30.0
LINGER_SECONDS = 3.0


class Outgoing(ABC):
    """What waits to be written. The reading half says what happens when all is written and how it ends."""

    __slots__ = ("_lingering", "_mask", "_out", "_sock", "closing", "deadline", "fd", "front", "on_drained")

    def __init__(self, front: "Front", sock: socket.socket) -> None:
        self.front = front
        self.fd = sock.fileno()
        self.closing = False
        self.deadline = front.now + HEAD_SECONDS
        self.on_drained: Callable[[], None] | None = None
        self._sock = sock
        self._out = bytearray()
        self._mask = READ
        self._lingering = False

    @abstractmethod
    def _written(self) -> None:
        """Everything handed over so far has reached the network."""

    @abstractmethod
    def close(self) -> None:
        """End the connection at once."""

    def send_page(self, wire: bytes) -> None:
        """Write a complete answer; the usual case is one call to the system."""
        try:
            sent = self._sock.send(wire)
        except BlockingIOError:
            sent = 0
        except OSError:
            self.close()
            return
        self.deadline = self.front.now + IDLE_SECONDS
        if sent < len(wire):
            self._out += memoryview(wire)[sent:]
            self.deadline = self.front.now + WRITE_SECONDS
            self._watch(self._mask | WRITE)
        elif self.closing:
            self._linger()

    def write(self, data: bytes) -> int:
        """Write a part of an answer. Returns how many bytes still wait for the client."""
        if self.fd < 0:
            return 0
        idle = not self._out
        self._out += data
        if idle:
            self._flush()
        return len(self._out)

    def _flush(self) -> None:
        try:
            sent = self._sock.send(self._out)
        except BlockingIOError:
            sent = 0
        except OSError:
            self.close()
            return
        if sent:
            del self._out[:sent]
            self.deadline = self.front.now + WRITE_SECONDS
        if self._out:
            self._watch(self._mask | WRITE)
            return
        if self.on_drained is not None:
            drained, self.on_drained = self.on_drained, None
            drained()
        if self.fd >= 0 and not self._out:
            self._watch(self._mask & ~WRITE)
            self._written()

    def _linger(self) -> None:
        """Close so that the client can still read the answer, even while it is sending."""
        try:
            self._sock.shutdown(socket.SHUT_WR)
        except OSError:
            self.close()
            return
        self._lingering = True
        self.deadline = self.front.now + LINGER_SECONDS
        self._watch(READ)

    def _watch(self, mask: int) -> None:
        if mask != self._mask and self.fd >= 0:
            self._mask = mask
            self.front.poller.modify(self.fd, mask)
