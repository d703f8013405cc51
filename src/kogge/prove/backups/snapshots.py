"""One moment of the database as a file, and a database made from it.

SQLite: `VACUUM INTO`, never a copy of the file (a plain copy lost rows and looked sound). PostgreSQL: `pg_dump -Fc`,
with the rows counted in the same snapshot.
"""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused

FILE = "database"


def take(file: Path) -> dict[str, Any]:
    """Write the database into a new file. Returns engine, version, migrations and the rows of each table."""
    facts: dict[str, Any] = {"engine": connection.vendor}
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(file)])
        facts |= {"version": sqlite3.sqlite_version, "rows": counted(file)}
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT pg_export_snapshot(), current_setting('server_version')")
            snapshot, version = cursor.fetchone()
            tables = connection.introspection.table_names(cursor)
            _postgres("pg_dump", "--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={file}")
            facts |= {"version": version, "rows": {name: _count(cursor, name) for name in sorted(tables)}}
    file.chmod(0o600)
    return facts


def migrations() -> list[str]:
    """The version of the schema: every migration that was applied."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def is_newer(applied: list[str]) -> bool:
    """Whether a schema is ahead of this program: a migration later than the last one known of its app."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    known = {
        *loader.disk_migrations,
        *(key for one in loader.disk_migrations.values() for key in one.replaces),
    }
    last = {app: max(name for other, name in known if other == app) for app, _name in known}
    pairs = (one.split(".", 1) for one in applied)
    return any((app, name) not in known and name > last.get(app, "") for app, name in pairs)


def counted(file: Path) -> dict[str, int]:
    """Rows of each table of an SQLite file."""
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as one:
        names = [
            name
            for (name,) in one.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
        ]
        return {name: one.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608


def faults(file: Path, facts: dict[str, Any]) -> list[str]:
    """What is wrong with a snapshot, by the database's own checks."""
    if facts["engine"] != "sqlite":
        _postgres("pg_restore", "--list", str(file))
        return []
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True)) as one:
        sound = one.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        loose = one.execute("PRAGMA foreign_key_check").fetchall()
    found = [] if sound else [_("The copy of the database is damaged.")]
    found += [_("Rows of the copy point to rows that are not there.")] if loose else []
    return found + (
        [] if counted(file) == facts["rows"] else [_("The copy has other rows than the list says.")]
    )


def is_empty(database: dict[str, Any]) -> bool:
    """Whether nothing stands yet where a snapshot would go."""
    if str(database["ENGINE"]).endswith("sqlite"):
        return not Path(str(database["NAME"])).exists()
    with connection.cursor() as cursor:
        return not connection.introspection.table_names(cursor)


def put(file: Path, facts: dict[str, Any], database: dict[str, Any]) -> None:
    """Make the empty database what the snapshot was."""
    is_sqlite = str(database["ENGINE"]).endswith("sqlite")
    if (facts["engine"] == "sqlite") != is_sqlite:
        raise Refused(
            _(
                "This backup was made with %(engine)s; the settings name another database. Nothing was changed."
            )
            % {"engine": facts["engine"]}
        )
    if is_sqlite:
        shutil.move(file, str(database["NAME"]))
        return
    _postgres(
        "pg_restore",
        "--no-owner",
        "--exit-on-error",
        "--single-transaction",
        "--dbname",
        str(database["NAME"]),
        str(file),
    )


def _count(cursor: Any, table: str) -> int:
    cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608  a table's own name
    return cursor.fetchone()[0]


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise Refused(
            _(
                "%(name)s is not installed. It comes with PostgreSQL's client programs (package postgresql-client)."
            )
            % {"name": name}
        )
    return found


def _postgres(name: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs with the settings' database; the password stays out of the process list."""
    values = connection.settings_dict
    known = {
        "PGHOST": "HOST",
        "PGPORT": "PORT",
        "PGUSER": "USER",
        "PGPASSWORD": "PASSWORD",
        "PGDATABASE": "NAME",
    }
    given = {key: str(values[setting]) for key, setting in known.items() if values.get(setting)}
    ran = subprocess.run(  # noqa: S603  a program found by its name, with values of the settings
        [_tool(name), *arguments], env={**os.environ, **given}, capture_output=True, check=False
    )
    if ran.returncode:
        reason = ran.stderr.decode(errors="replace").strip().splitlines()
        raise Refused(
            _("%(name)s failed: %(reason)s") % {"name": name, "reason": reason[0] if reason else "?"}
        )
