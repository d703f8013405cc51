"""Django's SQLite backend with a writer gate (decision D3 of the reliability study).

Writers that wait inside SQLite poll with growing pauses, so some starve: p99 8.8 s. A lock hands the turn over
at once: p99 1.5 s. The gate is a thread lock within the process and a file lock between processes.
"""

import fcntl
import os
import threading
from pathlib import Path
from typing import IO, Any

from django.db.backends.sqlite3 import base, features

from . import wal_is_sound


class _Gate:
    """What writers of this process pass one by one, and the open file that other processes share."""

    def __init__(self) -> None:
        self.threads = threading.RLock()
        self.files: dict[str, IO[bytes]] = {}

    def after_fork(self) -> None:
        """A lock belongs to the opened file, which parent and child would share: the child opens its own."""
        self.threads = threading.RLock()
        self.files.clear()


_gate = _Gate()
os.register_at_fork(after_in_child=_gate.after_fork)


class _Features(features.DatabaseFeatures):
    max_query_params = 32_766  # SQLite's own bound since 3.32; Django still cuts bulk inserts after 999


class DatabaseWrapper(base.DatabaseWrapper):
    """One transaction that writes at a time; everything else as in Django."""

    features_class = _Features
    _holds_gate = False

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        connection = super().get_new_connection(conn_params)
        version = base.Database.sqlite_version_info  # type: ignore[attr-defined]
        mode = "WAL" if wal_is_sound(version) else "DELETE"
        connection.execute(f"PRAGMA journal_mode={mode}").close()
        connection.execute("PRAGMA synchronous=FULL").close()
        connection.execute("PRAGMA mmap_size=268435456").close()
        connection.execute("PRAGMA secure_delete=ON").close()  # what is erased is overwritten in the file
        return connection

    def _start_transaction_under_autocommit(self) -> None:
        self._enter_gate()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._leave_gate()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._leave_gate()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._leave_gate()

    def close(self) -> None:
        try:
            super().close()
        finally:
            if not self.in_atomic_block:
                self._leave_gate()

    def _enter_gate(self) -> None:
        _gate.threads.acquire()
        self._holds_gate = True
        lock = self._gate_file()
        if lock:
            fcntl.flock(lock, fcntl.LOCK_EX)

    def _leave_gate(self) -> None:
        if not self._holds_gate:
            return
        self._holds_gate = False
        lock = self._gate_file()
        if lock:
            fcntl.flock(lock, fcntl.LOCK_UN)
        _gate.threads.release()

    def _gate_file(self) -> IO[bytes] | None:
        name = str(self.settings_dict["NAME"])
        if self.is_in_memory_db() or not name:
            return None
        if name not in _gate.files:
            _gate.files[name] = Path(f"{name}.gate").open("ab")  # noqa: SIM115  held as long as the process lives
        return _gate.files[name]
