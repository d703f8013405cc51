"""SQLite as a dependable server database: a sound library version and one writer at a time.

SQLite before 3.51.3 can lose frames when the write-ahead log is reset (sqlite.org/wal.html#walresetbug;
backports 3.44.6 and 3.50.7), so the bundled library of `pysqlite3` is preferred, and write-ahead logging is
left off where only an older one is found.
"""

import importlib
import sys

SOUND_BRANCHES = ((3, 44, 6), (3, 50, 7))
SOUND_SINCE = (3, 51, 3)


def prefer_bundled_library() -> None:
    """Let `import sqlite3` find pysqlite3 where it is installed. Call before Django is imported."""
    try:
        bundled = importlib.import_module("pysqlite3")
    except ImportError:
        return
    sys.modules.setdefault("sqlite3", bundled)
    sys.modules.setdefault("sqlite3.dbapi2", bundled)


def wal_is_sound(version: tuple[int, int, int]) -> bool:
    """Whether this SQLite version is free of the log-reset fault."""
    if version >= SOUND_SINCE:
        return True
    return any(version[:2] == fixed[:2] and version >= fixed for fixed in SOUND_BRANCHES)
