"""A real server with real processes, on a database of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tools import postgres


@dataclass
class Site:
    """The counting site at work."""

    port: int
    process: "subprocess.Popen[bytes]"
    data: Path

    def show(self, counter: str) -> int:
        return int(self.call(f"/show/{counter}/"))

    def count(self, counter: str, *, fail: bool = False) -> int:
        return int(self.call(f"/count/{counter}/{'?fail' if fail else ''}", b""))

    def call(self, address: str, body: bytes | None = None) -> str:
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{address}", data=body)
        with urllib.request.urlopen(request, timeout=30) as answer:
            return answer.read().decode()

    def children(self) -> list[int]:
        """Process ids of the front and the workers."""
        listing = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True)
        pairs = [line.split() for line in listing.stdout.splitlines()]
        return [int(pid) for pid, parent in pairs if int(parent) == self.process.pid]


@contextmanager
def empty_database() -> Iterator[str]:
    """An empty PostgreSQL database when the suite runs on PostgreSQL, else nothing: SQLite in the data directory."""
    if url := os.environ.get("KOGGE_DATABASE_URL", ""):
        with postgres.empty_database(url, "faults") as own:
            yield own
    else:
        yield ""


@pytest.fixture(scope="session")
def database_url() -> Iterator[str]:
    """The one that the site and its tests share."""
    with empty_database() as url:
        yield url


@pytest.fixture
def own_database_url() -> Iterator[str]:
    """One for a single test whose processes would meet those of the site."""
    with empty_database() as url:
        yield url


@pytest.fixture(scope="session")
def crowd_database_url() -> Iterator[str]:
    """One without a site: its senders would take the mails that the crowd is to send."""
    with empty_database() as url:
        yield url


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, database_url: str) -> Iterator[Site]:
    """One site for all tests of this folder: starting four processes takes longer than most of them."""
    tmp_path = tmp_path_factory.mktemp("site")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "KOGGE_DATA": str(tmp_path),
        "KOGGE_DATABASE_URL": database_url,
        "KOGGE_SITE_URL": f"http://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    script = Path(__file__).with_name("counting_site.py")
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, script, str(port), "3"], env=environment, stdout=log, stderr=log
        )
    started = Site(port, process, tmp_path)
    try:
        _wait(started)
        yield started
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _wait(site: Site) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            if site.call("/readyz") == "ready\n":
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    raise RuntimeError((site.data / "log").read_text())
