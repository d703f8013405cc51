"""A demo in a process of its own, and a Chromium to look at it: for journeys, measurements and pictures."""

import atexit
import hashlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from . import postgres

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
START_SECONDS = 400
_SERVER = os.environ.get("KOGGE_DATABASE_URL", "")


class DemoError(Exception):
    """The demo did not come up; the text holds the end of what it printed."""


def find_chromium() -> str | None:
    """The path of an installed Chromium or Chrome."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def free_port() -> int:
    """A port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running_demo(*options: str, data: Path | None = None, port: int | None = None) -> Iterator[str]:
    """Start `./kogge demo` with `options` on a data directory of its own; yield its address, then stop it."""
    port = port or free_port()
    with tempfile.TemporaryDirectory(prefix="kogge-demo-", ignore_cleanup_errors=True) as folder:
        environment = demo_environment(data or Path(folder) / "data", port)
        if _SERVER:
            _make_database(environment["KOGGE_DATABASE_URL"])
        log = Path(folder) / "server.log"
        with log.open("wb") as output:
            server = subprocess.Popen(
                [sys.executable, "-m", "config", "demo", *options, "--port", str(port)],
                cwd=ROOT,
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
            try:
                _wait(f"http://127.0.0.1:{port}/healthz", server, log)
                yield f"http://127.0.0.1:{port}"
            finally:
                _stop(server)


def demo_environment(data: Path, port: int) -> dict[str, str]:
    """The environment of a demo on this data directory, also for a command beside it.

    On PostgreSQL each data directory has a database of its own: two demos in one would send each other's mail.
    """
    environment = {
        **os.environ,
        "KOGGE_DATA": str(data),
        "KOGGE_SITE_URL": f"http://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    if _SERVER:
        name = f"demo_{hashlib.sha256(bytes(data)).hexdigest()[:12]}"
        environment["KOGGE_DATABASE_URL"] = postgres.sibling(_SERVER, name)
    environment.pop("KOGGE_SECRET_KEY", None)
    environment.pop("KOGGE_TEST_DATABASE", None)
    return environment


@cache
def _make_database(url: str) -> None:
    """The database of a data directory, until this process ends: a demo may stop and come back."""
    postgres.create(url, _SERVER)
    atexit.register(postgres.drop, url, _SERVER)


def _wait(address: str, server: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise DemoError(log.read_text(encoding="utf-8", errors="replace")[-3000:])


def _stop(server: "subprocess.Popen[bytes]") -> None:
    server.terminate()
    try:
        server.wait(timeout=15)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
