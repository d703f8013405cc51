"""A backup of PostgreSQL, by its own programs, comes back whole into an empty database."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from kogge.core.refusals import Refused
from kogge.prove.backups import again, copies
from kogge.prove.keeping import ledger
from kogge.prove.keeping.tests.conftest import Proof, mailed

WORD = "a passphrase of this test"
pytestmark = pytest.mark.skipif(
    connection.vendor != "postgresql"
    or shutil.which("pg_dump") is None
    or shutil.which("pg_restore") is None,
    reason="needs PostgreSQL and its programs",
)


def everything() -> dict[str, list[str]]:
    """Every row of every table, in an order of its own."""
    with connection.cursor() as cursor:
        found = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            columns = cursor.fetchall()
            found[table] = sorted(
                repr([bytes(one) if isinstance(one, memoryview) else one for one in row]) for row in columns
            )
        return found


@pytest.fixture
def empty(transactional_db: None) -> Iterator[str]:
    """An empty database beside the test's own, and the way back to that one."""
    own = str(connection.settings_dict["NAME"])
    name = f"{own}_restored"
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield name
    connection.close()
    connection.settings_dict["NAME"] = own
    with connection.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}"')


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_round_trip_gives_the_same_rows_and_files(
    proof: Proof, folders: Path, settings: Any, empty: str
) -> None:
    """OP-03, on PostgreSQL: pg_dump in one snapshot with the counts, pg_restore in one transaction."""
    mailed(proof.alma, "alma@guests.example")
    (folders / "data/media/people").mkdir(parents=True)
    (folders / "data/media/people/a.jpg").write_bytes(b"picture" * 1000)
    again.begin()
    file = folders / "one.backup"
    report = copies.make(file, WORD)
    assert (report.manifest["database"]["engine"], b"Alma" in file.read_bytes()) == ("postgresql", False)
    before, ours = everything(), ledger.installation()
    assert {name: len(rows) for name, rows in before.items()} == report.manifest["database"]["rows"]
    settings.DATA, settings.MEDIA_ROOT = folders / "new", folders / "new/media"
    settings.DATA.mkdir()
    with pytest.raises(Refused, match="empty place"):
        copies.restore(file, WORD)
    connection.close()
    connection.settings_dict["NAME"] = empty
    copies.restore(file, WORD)
    assert everything() == before
    assert ledger.installation() == ours
    assert (folders / "new/media/people/a.jpg").read_bytes() == b"picture" * 1000
    with pytest.raises(Refused, match="empty place"):
        copies.restore(file, WORD)
