"""A demo in a process of its own, and a Chromium to look at it: for journeys, measurements and pictures."""

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
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSER_ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
START_SECONDS = 400


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
        log = Path(folder) / "server.log"
        with log.open("wb") as output:
            server = subprocess.Popen(
                [sys.executable, "-m", "config", "demo", *options, "--port", str(port)],
                cwd=ROOT,
                env=demo_environment(data or Path(folder) / "data", port),
                stdout=output,
                stderr=subprocess.STDOUT,
            )
            try:
                _wait(f"http://127.0.0.1:{port}/healthz", server, log)
                yield f"http://127.0.0.1:{port}"
            finally:
                _stop(server)


def demo_environment(data: Path, port: int) -> dict[str, str]:
    """The environment of a demo on this data directory, also for a command beside it."""
    environment = {
        **os.environ,
        "KOGGE_DATA": str(data),
        "KOGGE_SITE_URL": f"http://127.0.0.1:{port}",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    environment.pop("KOGGE_SECRET_KEY", None)
    environment.pop("KOGGE_TEST_DATABASE", None)
    return environment


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
