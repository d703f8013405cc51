"""A funded evening with people who came, kept in folders of this test alone; and a search through everything."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models import Model

from kogge.network.accounts.models import User
from kogge.network.accounts.tests import cast
from kogge.prove.audit.tests.conftest import Proof, dora, emil, english, midday, proof, scene
from kogge.take_part.registration.models import Registration

__all__ = ["Proof", "dora", "emil", "english", "midday", "proof", "scene"]


@pytest.fixture(autouse=True)
def folders(settings: Any, tmp_path: Path) -> Path:
    """Data, files and keys of this test alone."""
    settings.DATA, settings.MEDIA_ROOT = tmp_path / "data", tmp_path / "data/media"
    settings.KEYS, settings.ERASURES = tmp_path / "keys", tmp_path / "keys/erasures.jsonl"
    settings.BACKUPS = ""
    settings.KEYS.mkdir()
    (settings.KEYS / "backup-passphrase").write_text("a passphrase of this test")
    settings.EMAIL_FILE_PATH = tmp_path / "data/mail"
    settings.DATA.mkdir()
    return tmp_path


@pytest.fixture
def olga(db: None) -> User:
    return cast.office()


def where(word: str) -> list[str]:
    """Every table and column in which a word stands, by the database's own words: no model is asked."""
    return [
        f"{table}.{column}" for table, column, text in _everything() if word.casefold() in text.casefold()
    ]


def in_files(folder: Path, word: str) -> list[str]:
    """Every file under a folder in which a word stands."""
    wanted = word.casefold().encode()
    files = (one for one in folder.rglob("*") if one.is_file())
    return [str(one.relative_to(folder)) for one in files if wanted in one.read_bytes().lower()]


def _everything() -> Iterator[tuple[str, str, str]]:
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            columns = [one.name for one in connection.introspection.get_table_description(cursor, table)]
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    if isinstance(value, str | dict | list):
                        text = value if isinstance(value, str) else str(value)
                        yield table, column, text.encode().decode("unicode_escape") if "\\u" in text else text
                    elif isinstance(value, bytes | memoryview):
                        yield table, column, bytes(value).decode("latin-1")


def mailed(row: Registration, email: str) -> Registration:
    """Give a registration and its person a mail address."""
    Registration.objects.filter(pk=row.pk).update(email=email, email_key=email.casefold())
    row.refresh_from_db()
    assert row.person is not None
    type(row.person).objects.filter(pk=row.person.pk).update(email=email)
    row.refresh_from_db()
    return row


def fresh(row: Model) -> Any:
    """The row as it stands in the database."""
    return type(row)._base_manager.get(pk=row.pk)
