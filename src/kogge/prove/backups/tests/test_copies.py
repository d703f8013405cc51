"""A backup holds everything, opens with its passphrase alone, notices each changed byte, restores into empty places."""

import json
import os
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.utils import timezone
from hypothesis import example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.directory.models import Person
from kogge.prove.backups import again, copies, locked, snapshots
from kogge.prove.keeping import erasure, ledger
from kogge.prove.keeping.tests.conftest import Proof, mailed

WORD = "a passphrase of this test"
only_sqlite = pytest.mark.skipif("KOGGE_DATABASE_URL" in os.environ, reason="the file is SQLite's")


def elsewhere(settings: Any, folder: Path) -> dict[str, Any]:
    """An empty data directory, into which a backup is restored. The folder of keys, with the newer ledger, is kept."""
    settings.DATA, settings.MEDIA_ROOT = folder, folder / "media"
    folder.mkdir()
    return {**connection.settings_dict, "NAME": folder / "kogge.sqlite3"}


@pytest.fixture
def full(proof: Proof, folders: Path) -> Proof:
    mailed(proof.alma, "alma@guests.example")
    (folders / "data/media/people").mkdir(parents=True)
    (folders / "data/media/people/a.jpg").write_bytes(b"picture" * 1000)
    again.begin()
    return proof


@only_sqlite
@pytest.mark.django_db(transaction=True)
def test_a_round_trip_gives_the_same_rows_and_files(full: Proof, folders: Path, settings: Any) -> None:
    """OP-03."""
    file = folders / "one.backup"
    report = copies.make(file, WORD)
    assert b"Alma" not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0
    held = set(report.manifest["files"])
    assert {"database", "installation", "media/people/a.jpg"} <= held
    assert not [name for name in held if "key" in name]
    database = elsewhere(settings, folders / "new")
    copies.restore(file, WORD, database)
    assert (folders / "new/media/people/a.jpg").read_bytes() == b"picture" * 1000
    snapshots.take(folders / "now")
    with (
        closing(sqlite3.connect(database["NAME"])) as restored,
        closing(sqlite3.connect(folders / "now")) as now,
    ):
        for (table,) in now.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            asked = f'SELECT * FROM "{table}"'
            assert restored.execute(asked).fetchall() == now.execute(asked).fetchall(), table
    with pytest.raises(Refused, match="empty place"):
        copies.restore(file, WORD, database)


@only_sqlite
@pytest.mark.django_db(transaction=True)
def test_whoever_was_erased_after_the_backup_is_erased_again_in_the_restored_one(
    full: Proof, folders: Path, settings: Any, olga: User
) -> None:
    """PR-F8: the newer ledger lies among the keys, which no backup holds and no restore replaces."""
    file = folders / "week-old.backup"
    copies.make(file, WORD)
    person = Person.objects.get(email="alma@guests.example")
    erasure.erase(person, by=olga)
    database = elsewhere(settings, folders / "new")
    copies.restore(file, WORD, database)
    environment = {
        **os.environ, "KOGGE_DATA": str(folders / "new"), "KOGGE_KEYS": str(folders / "keys"),
        "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": os.pathsep.join(sys.path),
    }  # fmt: skip
    code = "import django; django.setup(); from kogge.prove.backups import again; print(again.begin(), again.begin())"
    ran = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=False)
    assert ran.stdout.split() == [b"1", b"0"], ran.stderr.decode()[-800:]
    with closing(sqlite3.connect(database["NAME"])) as restored:
        assert restored.execute(
            "SELECT count(*) FROM directory_person WHERE email LIKE 'alma%'"
        ).fetchone() == (0,)
        assert restored.execute(
            "SELECT count(*) FROM registration_registration WHERE name LIKE 'Alma%'"
        ).fetchone() == (0,)
    assert b"alma@guests.example" not in database["NAME"].read_bytes()


@only_sqlite
@pytest.mark.django_db(transaction=True)
def test_a_backup_of_another_installation_changes_nothing(full: Proof, folders: Path, settings: Any) -> None:
    """Issue 4, 6."""
    file = folders / "one.backup"
    copies.make(file, WORD)
    database = elsewhere(settings, folders / "new")
    (folders / "new/installation").write_text("5f0b4f3e-0000-4000-8000-000000000000\n")
    with pytest.raises(Refused, match="another installation"):
        copies.restore(file, WORD, database)
    assert not database["NAME"].exists()
    assert not (folders / "new/media").exists()


@only_sqlite
@pytest.mark.django_db(transaction=True)
def test_each_fault_of_a_file_is_a_sentence_and_leaves_nothing(
    full: Proof, folders: Path, settings: Any
) -> None:
    file = folders / "one.backup"
    copies.make(file, WORD)
    whole = file.read_bytes()
    database = elsewhere(settings, folders / "new")
    head = whole.index(b"\n", len(locked.MAGIC)) + 1
    broken = {
        "no backup": b"PK" + whole, "damaged": whole[:-1],
        "changed": whole[:-200] + bytes([whole[-200] ^ 1]) + whole[-199:],
        "passphrase is wrong": whole[:head] + whole[head:].swapcase(), "added": whole + b"x",
        "beginning": locked.MAGIC + b'{"n": 1}\n', "at the first byte": whole[:head],
    }  # fmt: skip
    for content in broken.values():
        file.write_bytes(content)
        with pytest.raises(Refused):
            copies.restore(file, WORD, database)
    file.write_bytes(whole)
    with pytest.raises(Refused, match="passphrase is wrong"):
        copies.check(file, "another passphrase altogether")
    with pytest.raises(Refused, match="does not exist"):
        copies.check(folders / "nothing", WORD)
    with pytest.raises(Refused, match="too short"):
        copies.make(folders / "two.backup", "short")
    assert [one.name for one in (folders / "new").iterdir()] == []
    assert copies.check(file, WORD).rows > 0


@pytest.mark.parametrize("kind", [tarfile.REGTYPE, tarfile.SYMTYPE, tarfile.DIRTYPE])
@pytest.mark.parametrize("name", ["../outside", "/outside", "media/../../outside"])
def test_nothing_is_unpacked_outside_of_its_folder(tmp_path: Path, name: str, kind: bytes) -> None:
    file = tmp_path / "made.backup"
    with (
        file.open("wb") as out,
        locked.Writer(out, WORD) as writer,
        tarfile.open(fileobj=writer, mode="w|gz") as tar,
    ):
        entry = tarfile.TarInfo(name)
        entry.type, entry.linkname = kind, "/etc/passwd"
        tar.addfile(entry)
    with pytest.raises(Refused, match="damaged or was changed"):
        copies.check(file, WORD)
    assert list(tmp_path.rglob("outside")) == []


@only_sqlite
@pytest.mark.django_db(transaction=True)
def test_the_nightly_backup_raises_no_alarm_until_it_is_late(
    full: Proof, folders: Path, settings: Any
) -> None:
    """I19: only where backups are configured."""
    assert copies.nightly() is None
    assert list(copies.newest_is_fresh()) == []
    settings.BACKUPS = str(folders / "backups")
    assert len(list(copies.newest_is_fresh())) == 1
    file = copies.nightly()
    assert file is not None
    assert list(copies.newest_is_fresh()) == []
    assert copies.nightly() is None
    note = file.with_name(f"{file.name}.verified")
    late = timezone.now() - timedelta(hours=25)
    note.write_text(json.dumps({"made_at": late.isoformat()}))
    assert "newest verified backup" in next(copies.newest_is_fresh())


@hypothesis_settings(max_examples=40, deadline=None)
@example(parts=[], piece=1, changed=-17)
@given(
    parts=st.lists(st.binary(max_size=300), max_size=20),
    piece=st.integers(1, 64),
    changed=st.integers(0, 10_000),
)
def test_any_content_comes_back_and_any_changed_byte_is_noticed(
    parts: list[bytes], piece: int, changed: int
) -> None:
    """The STREAM construction: nothing moved, cut, repeated or changed passes."""
    from io import BytesIO  # noqa: PLC0415

    before, locked.PIECE = locked.PIECE, piece
    cost, locked.COST = locked.COST, 2**4
    try:
        out = BytesIO()
        with locked.Writer(out, WORD) as writer:
            for part in parts:
                writer.write(part)
        reader = locked.Reader(BytesIO(out.getvalue()), WORD)
        assert reader.read() == b"".join(parts)
        reader.finish()
        broken = bytearray(out.getvalue())
        broken[changed % len(broken)] ^= 1
        with pytest.raises(Refused):
            reader = locked.Reader(BytesIO(bytes(broken)), WORD)
            reader.read()
            reader.finish()
    finally:
        locked.PIECE, locked.COST = before, cost


def test_the_ledger_may_lie_on_another_disk(settings: Any, tmp_path: Path) -> None:
    settings.ERASURES = tmp_path / "other/erasures.jsonl"
    assert ledger.path() == tmp_path / "other/erasures.jsonl"
    assert ledger.lines() == []
    assert hasattr(django_settings, "ERASURES")
