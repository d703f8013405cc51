"""A number that all processes of one machine see at once: eight bytes of a file, mapped into memory.

It says which public revision was announced last. Writers hold the lock of the stored revision's row, so there is
one at a time; readers take nanoseconds. An aligned write of eight bytes is never seen in halves.
"""

import mmap
import os
from pathlib import Path

_SIZE = 8


class Board:
    """The mapped file. Opened anew by each process that forks, which is harmless: the memory is shared."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if os.fstat(descriptor).st_size < _SIZE:
                os.ftruncate(descriptor, _SIZE)
            self._map = mmap.mmap(descriptor, _SIZE)
        finally:
            os.close(descriptor)
        self._number = memoryview(self._map).cast("Q")

    def read(self) -> int:
        return self._number[0]

    def raise_to(self, number: int) -> None:
        """Announce `number` unless a higher one stands already."""
        self._number[0] = max(number, self._number[0])

    def put_back(self, number: int) -> None:
        """Take back an announcement whose transaction was rolled back. Only under the row's lock."""
        self._number[0] = number
