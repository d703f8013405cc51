"""Waits for sockets: epoll where it exists, otherwise what the system offers (kqueue on macOS)."""

import select
import selectors
from typing import Protocol

READ, WRITE = 1, 4


class Poller(Protocol):
    """The part of `select.epoll` that the front uses."""

    def register(self, fd: int, mask: int) -> None: ...
    def modify(self, fd: int, mask: int) -> None: ...
    def unregister(self, fd: int) -> None: ...
    def poll(self, timeout: float) -> list[tuple[int, int]]: ...


class SelectorPoller:
    """The same interface over `selectors`."""

    def __init__(self) -> None:
        self._selector = selectors.DefaultSelector()
        self._idle: set[int] = set()

    def register(self, fd: int, mask: int) -> None:
        if mask:
            self._selector.register(fd, _events(mask))
        else:
            self._idle.add(fd)

    def modify(self, fd: int, mask: int) -> None:
        self.unregister(fd)
        self.register(fd, mask)

    def unregister(self, fd: int) -> None:
        if fd in self._idle:
            self._idle.discard(fd)
        else:
            self._selector.unregister(fd)

    def poll(self, timeout: float) -> list[tuple[int, int]]:
        return [
            (
                key.fd,
                (READ if events & selectors.EVENT_READ else 0)
                | (WRITE if events & selectors.EVENT_WRITE else 0),
            )
            for key, events in self._selector.select(timeout)
        ]


def _events(mask: int) -> int:
    return (selectors.EVENT_READ if mask & READ else 0) | (selectors.EVENT_WRITE if mask & WRITE else 0)


def new() -> Poller:
    """The best poller of this system."""
    return select.epoll() if hasattr(select, "epoll") else SelectorPoller()
