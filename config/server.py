"""Runs the platform: a front that speaks HTTP and workers that run Django, watched over by this process.

The front is a process of its own, so rendering never slows a page that is in memory, and slow clients never hold a
worker (docs/decisions/0002-server.md).
"""

import errno
import gc
import logging
import os
import re
import shutil
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FrameType

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.urls import get_resolver
from django.utils import translation

from kogge.core import freshness
from kogge.core.front import loop, static, worker
from kogge.core.middleware import safety_headers

from . import clock

log = logging.getLogger("kogge.server")
_PATIENCE = 20.0
_QUEUE = 1024
_SHARES = sys.platform == "linux"


class ServeError(Exception):
    """The server cannot start; the text says why and what to do."""


def listen(host: str, port: int) -> list[socket.socket]:
    """Take the port, or say in a sentence why not. On Linux each front has a queue of its own, filled evenly."""
    try:
        with _socket(host) as probe:
            probe.bind((host, port))
            number = probe.getsockname()[1]
        return [_listener(host, number) for _ in range(fronts() if _SHARES else 1)]
    except OSError as error:
        reasons = {
            errno.EADDRINUSE: f"Port {port} is taken. Stop the other program or choose another with --port.",
            errno.EACCES: f"Port {port} needs more rights. Choose one above 1023 with --port.",
        }
        sentence = reasons.get(error.errno or 0, f"{host}:{port} cannot be used ({error.strerror}).")
        raise ServeError(sentence) from error
    except OverflowError as error:
        raise ServeError(f"{port} is no port; choose one from 1024 to 65535.") from error


def _socket(host: str) -> socket.socket:
    opened = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    return opened


def _listener(host: str, port: int) -> socket.socket:
    listener = _socket(host)
    if _SHARES:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listener.bind((host, port))
    listener.listen(_QUEUE)
    return listener


def serve(
    listeners: list[socket.socket],
    *,
    workers: int = 1,
    threads: int | None = None,
    ready: Callable[[], None] = lambda: None,
) -> None:
    """Serve until SIGTERM or Ctrl-C, then let everybody finish. Processes that die are started again."""
    Supervisor(listeners, workers, threads or worker.default_threads()).run(ready)


class Supervisor:
    """Starts the processes, replaces those that die, and stops them in the right order."""

    def __init__(self, listeners: list[socket.socket], workers: int, threads: int) -> None:
        self._listeners = listeners
        self._threads = threads
        self._folder = Path(tempfile.mkdtemp(prefix="kogge-"))
        self._address = str(self._folder / "workers")
        self._for_workers = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._for_workers.bind(self._address)
        self._for_workers.listen(_QUEUE)
        self._application: WSGIHandler = get_wsgi_application()
        self._options = options(self._address, listeners[0].getsockname()[1])
        self._roles: dict[int, str] = {}
        self._wanted = [f"worker {n}" for n in range(workers)] + [f"front {n}" for n in range(fronts())]
        self._stopping = False

    def run(self, ready: Callable[[], None]) -> None:
        logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
        get_resolver().url_patterns  # noqa: B018  what every worker needs is loaded once, before they part
        connections.close_all()
        gc.collect()
        gc.freeze()
        signal.signal(signal.SIGTERM, self._stop)
        signal.signal(signal.SIGINT, self._stop)
        try:
            for role in self._wanted:
                self._start(role)
            ready()
            self._watch()
        finally:
            self._end("front")
            self._end("worker")
            self._for_workers.close()
            self._close_listeners()
            shutil.rmtree(self._folder, ignore_errors=True)

    def _watch(self) -> None:
        while not self._stopping:
            pid, _status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                time.sleep(0.1)
            elif role := self._roles.pop(pid, None):
                log.warning("%s ended unexpectedly and is started again", role)
                time.sleep(0.2)
                self._start(role)

    def _start(self, role: str) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        pid = os.fork()
        if pid:
            self._roles[pid] = role
            return
        try:
            if role.startswith("front"):
                number = int(role.split()[1])
                loop.serve(self._listeners[number % len(self._listeners)], self._options)
            else:
                self._close_listeners()
                self._work(with_clock=role == "worker 0")
        except BaseException:
            log.exception("%s stopped", role)
            os._exit(1)
        os._exit(0)

    def _work(self, *, with_clock: bool) -> None:
        """Answer until told to stop. The front is gone by then, so no answer is under way."""
        signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        parent = os.getppid()
        port = self._options.port
        worker.run(self._for_workers, self._application, threads=self._threads, port=port)
        if with_clock:
            clock.start()
        while os.getppid() == parent:
            time.sleep(1)

    def _close_listeners(self) -> None:
        for listener in self._listeners:
            listener.close()

    def _end(self, kind: str) -> None:
        """Ask all processes of a kind to stop, and insist when they take too long."""
        pids = [pid for pid, role in self._roles.items() if role.startswith(kind)]
        for pid in pids:
            _signal(pid, signal.SIGTERM)
        latest = time.monotonic() + _PATIENCE
        while pids and time.monotonic() < latest:
            pids = [pid for pid in pids if _runs(pid)]
            time.sleep(0.02)
        for pid in pids:
            _signal(pid, signal.SIGKILL)

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self._stopping = True


def fronts() -> int:
    """One per core, as other web servers have it; more than four never helped."""
    return min(os.cpu_count() or 1, 4)


def options(address: str, port: int) -> loop.Options:
    """What the front must know, from Django's settings."""
    safety = b"".join(f"{name}: {value}\r\n".encode() for name, value in safety_headers())
    plain = b"X-Content-Type-Options: nosniff\r\n"  # a page's policy means nothing for files and costs bytes
    pages = static.load(Path(settings.STATIC_ROOT), f"{settings.STATIC_URL}", plain)
    pages[b"/healthz"] = static.text(b"ok\n", safety)
    names = "|".join(re.escape(name) for name in (settings.SESSION_COOKIE_NAME, "messages"))
    return loop.Options(
        workers=address,
        announced=freshness.board().read,
        hosts=_hosts(port),
        personal_cookies=re.compile(rf"(?:^|;\s*)(?:{names})=".encode()),
        static=pages,
        safety=safety,
        translate=in_all_languages,
        port=port,
        trusted_proxies=settings.TRUSTED_PROXY_COUNT,
        ask_always=getattr(settings, "NODES", 1) > 1,
    )


def in_all_languages(sentence: str) -> str:
    """A refusal of the front in every language of the site: nobody has said yet which one they read."""
    versions = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            versions.append(translation.gettext(sentence))
    return "\n".join(dict.fromkeys(versions))


def _hosts(port: int) -> frozenset[bytes]:
    """Host fields whose pages are kept: a list of our own, so no stranger can fill the memory with made-up ones."""
    names = {name.lstrip(".") for name in settings.ALLOWED_HOSTS if name != "*"}
    site = settings.SITE_URL.partition("://")[2]
    return frozenset(host.encode() for name in names for host in (name, f"{name}:{port}")) | {site.encode()}


def _signal(pid: int, number: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, number)


def _runs(pid: int) -> bool:
    try:
        return os.waitpid(pid, os.WNOHANG)[0] == 0
    except ChildProcessError:
        return False
