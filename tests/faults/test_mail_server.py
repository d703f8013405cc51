"""A mail server that hangs, dies and comes back, and senders that are killed: every mail arrives, none twice.

"Twice" means with another Message-ID. SMTP cannot promise that a server sees a mail once: a sender that is killed
between the server's "250" and its own note sends the same Message-ID again.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
SCRIPT = Path(__file__).with_name("sender.py")


class Server:
    """The least of SMTP. While `hangs` it takes connections and answers nothing."""

    def __init__(self) -> None:
        self.hangs = False
        self.hung = 0
        self.seen: Counter[str] = Counter()
        self.bodies: dict[str, str] = {}
        self.delay = 0.0
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _address = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=[connection], daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        if self.hangs:
            with connection, suppress(OSError):
                connection.recv(1)  # nothing, when the sender has given up
            self.hung += 1
            return
        with connection, connection.makefile("rwb", buffering=0) as lines, suppress(OSError):
            lines.write(b"220 here\r\n")
            while word := lines.readline():
                if word.upper().startswith(b"DATA"):
                    lines.write(b"354 go on\r\n")
                    self._take(lines)
                    time.sleep(self.delay)
                lines.write(b"221 bye\r\n" if word.upper().startswith(b"QUIT") else b"250 ok\r\n")

    def _take(self, lines: "socket.SocketIO") -> None:
        text = ""
        while (line := lines.readline()) not in {b".\r\n", b""}:
            text += line.decode()
        found = re.search(r"^Message-ID:\s*(\S+)", text, re.M | re.I)
        recipient = re.search(r"^To: (\S+)", text, re.M)
        self.seen[found[1]] += 1
        self.bodies[found[1]] = recipient[1]


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.close()


@pytest.fixture
def environment(server: Server, tmp_path: Path, own_database_url: str) -> dict[str, str]:
    return {
        **os.environ,
        "KOGGE_DATA": str(tmp_path), "KOGGE_DATABASE_URL": own_database_url, "KOGGE_MAIL_HOST": "127.0.0.1",
        "KOGGE_MAIL_PORT": str(server.port), "KOGGE_MAIL_TLS": "no", "DJANGO_SETTINGS_MODULE": "config.settings",
    }  # fmt: skip


def call(environment: dict[str, str], *words: str) -> str:
    done = subprocess.run(
        [sys.executable, SCRIPT, *words],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    return done.stdout


@contextmanager
def senders(environment: dict[str, str], count: int) -> Iterator[list["subprocess.Popen[bytes]"]]:
    running = [_sender(environment) for _number in range(count)]
    try:
        yield running
    finally:
        for process in running:
            process.kill()
            process.wait()


def _sender(environment: dict[str, str]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, SCRIPT, "work"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def until(holds, seconds: float = 180) -> None:
    limit = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < limit, "it took too long"
        time.sleep(0.1)


def test_a_server_that_hangs_delays_mails_and_loses_or_doubles_none(
    server: Server, environment: dict[str, str]
) -> None:
    call(environment, "write", "40")
    server.hangs = True
    with senders(environment, 2):
        until(lambda: server.hung >= 3)
        assert not server.seen
        server.hangs = False
        until(lambda: len(server.seen) == 40)
        until(lambda: call(environment, "tell").split() == ["40", "0"])
    assert set(server.seen.values()) == {1}
    assert len(set(server.bodies.values())) == 40


def test_senders_that_are_killed_lose_no_mail_and_repeat_only_the_same_message_id(
    server: Server, environment: dict[str, str]
) -> None:
    call(environment, "write", "60")
    server.delay = 0.02
    killed = 0
    with senders(environment, 2) as running:
        while len(server.seen) < 60 and killed < 12:
            before = len(server.seen)
            until(lambda before=before: len(server.seen) > before or len(server.seen) == 60)
            victim = running.pop(0)
            os.kill(victim.pid, signal.SIGKILL)
            victim.wait()
            killed += 1
            running.append(_sender(environment))
        server.delay = 0
        until(lambda: call(environment, "tell").split() == ["60", "0"])
    assert killed >= 5
    assert len(set(server.bodies.values())) == len(server.seen) == 60, "one Message-ID for each mail"
    repeated = sum(count - 1 for count in server.seen.values())
    print(f"60 mails, {killed} senders killed, {repeated} repeated with the same Message-ID")
    assert repeated <= killed
