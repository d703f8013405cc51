"""Shared by every test: the network is cut, and the demo year is loaded once for the modules that read it."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import translation


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family == socket.AF_UNIX or address[0] in {"127.0.0.1", "::1", "localhost"}:
            return connect(self, address)
        raise RuntimeError(f"A test tried to reach {address!r}.")

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """Leave no language behind: a request sets one for its thread, and the next test would speak it."""
    yield
    translation.deactivate()


@pytest.fixture(scope="module")
def _loaded_year(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    from demo import load  # noqa: PLC0415  needs the apps

    with django_db_blocker.unblock():
        atomic = transaction.atomic()
        atomic.__enter__()
        try:
            load.load()
            call_command("reindex", verbosity=0)
            yield
        finally:
            transaction.set_rollback(True)
            atomic.__exit__(None, None, None)


@pytest.fixture
def demo_year(_loaded_year: None, db: None) -> None:
    """The demo region with its year 2024, loaded once per module; what a test changes is rolled back."""
