"""A real server on an empty site of its own, and the processor time of everything that belongs to it."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.harness import Result
from tools import postgres
from tools.demo_site import ROOT, free_port

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Site:
    """An installation that is served, stopped, killed and asked."""

    data: Path
    database_url: str
    port: int
    server: "subprocess.Popen[bytes] | None" = None
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        mine = {
            **os.environ,
            "KOGGE_DATA": str(self.data),
            "KOGGE_DATABASE_URL": self.database_url,
            "KOGGE_SITE_URL": f"http://127.0.0.1:{self.port}",
            "KOGGE_TRUSTED_PROXIES": "1",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
            **self.settings,
        }
        of_tests = {"KOGGE_TEST_DATABASE", "KOGGE_SECRET_KEY", "KOGGE_DEMO"}
        return {name: value for name, value in mine.items() if name not in of_tests}

    def scene(self, *words: str, of: str = "registration_scene") -> dict[str, Any]:
        """Do something inside this site's database, in a process of its own: what its last line says."""
        done = subprocess.run(
            [sys.executable, "-m", f"bench.{of}", *words],
            env=self.environment, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
        return json.loads(done.stdout.splitlines()[-1])

    def start(self) -> None:
        """Serve, in a session of its own, so that all of it can be killed at once."""
        options = [
            "--port",
            str(self.port),
            "--office-name",
            "State office",
            "--office-mail",
            "office@region.example",
        ]
        with (self.data / "server.log").open("ab") as log:
            self.server = subprocess.Popen(
                [sys.executable, "-m", "config", "serve", *options],
                env=self.environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        until = time.monotonic() + 120
        while time.monotonic() < until and self.server.poll() is None:
            with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=2):
                return
            time.sleep(0.1)
        raise RuntimeError((self.data / "server.log").read_text(errors="replace")[-3000:])

    def stop(self, how: int = signal.SIGTERM) -> None:
        """End the server; SIGKILL ends every process of it at once, as a power cut does."""
        if self.server is None:
            return
        with suppress(ProcessLookupError):
            if how == signal.SIGKILL:
                os.killpg(self.server.pid, how)
            else:
                self.server.send_signal(how)
        try:
            self.server.wait(30)
        except subprocess.TimeoutExpired:
            os.killpg(self.server.pid, signal.SIGKILL)
            self.server.wait()
        self.server = None

    def processes(self) -> list[int]:
        """Ids of the supervisor, the fronts and the workers."""
        if self.server is None:
            return []
        listing = subprocess.run(["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True)
        pairs = [line.split() for line in listing.stdout.splitlines()]
        return [self.server.pid, *(int(pid) for pid, parent in pairs if int(parent) == self.server.pid)]

    def processor_ms(self) -> float:
        """Processor time so far of the server, and of PostgreSQL where it is the store."""
        ids = self.processes()
        if self.database_url:
            listing = subprocess.run(
                ["ps", "-A", "-o", "pid=,comm="], capture_output=True, text=True, check=True
            )
            ids += [
                int(line.split()[0]) for line in listing.stdout.splitlines() if line.split()[1] == "postgres"
            ]
        return sum(_spent_ms(pid) for pid in ids)


def _spent_ms(pid: int) -> float:
    """User and system time of a process and of its children that ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(map(int, fields[11:15])) * 1000 / _TICKS


def on_each_store(measured: Callable[[str, str], list[Result]]) -> list[Result]:
    """SQLite, and PostgreSQL where KOGGE_DATABASE_URL names one."""
    results = measured("SQLite", "")
    if url := os.environ.get("KOGGE_DATABASE_URL", ""):
        results += measured("PostgreSQL", url)
    return results


@contextmanager
def empty_site(database_url: str = "", **settings: str) -> Iterator[Site]:
    """A site with nothing in it, on SQLite, or on a new database of that PostgreSQL server."""
    with ExitStack() as made:
        url = made.enter_context(postgres.empty_database(database_url, "bench")) if database_url else ""
        folder = tempfile.TemporaryDirectory(prefix="kogge-bench-", ignore_cleanup_errors=True)
        site = Site(Path(made.enter_context(folder)), url, free_port(), settings=settings)
        made.callback(site.stop)
        site.scene("migrate")
        yield site
