"""Databases of their own on the PostgreSQL server of KOGGE_DATABASE_URL: for tests, demos and measurements."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql


@contextmanager
def empty_database(url: str, prefix: str) -> Iterator[str]:
    """The address of a new empty database beside that of `url`; it is dropped at the end."""
    beside = sibling(url, f"{prefix}_{uuid.uuid4().hex[:12]}")
    create(beside, url)
    try:
        yield beside
    finally:
        drop(beside, url)


def sibling(url: str, name: str) -> str:
    """The address of the database `name` on the same server."""
    return f"{url.rpartition('/')[0]}/{name}"


def create(url: str, beside: str) -> None:
    """Make the database of `url` by a connection to `beside`, unless it is there."""
    name = url.rpartition("/")[2]
    with psycopg.connect(beside, autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))


def drop(url: str, beside: str) -> None:
    """Remove the database of `url` with every connection to it."""
    name = sql.Identifier(url.rpartition("/")[2])
    with psycopg.connect(beside, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(name))
