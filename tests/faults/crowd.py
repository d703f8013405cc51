"""One of several processes that do the same thing at the same moment in many threads, on a real database.

`python crowd.py send|use|write THREADS NUMBER` prints one line per success.
"""

import os
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402

django.setup()

from django.core.mail.backends.base import BaseEmailBackend  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from kogge.core import history, links, outbox  # noqa: E402
from kogge.core.models import SourceDocument  # noqa: E402
from kogge.core.refusals import Refused  # noqa: E402


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())


class Printer(BaseEmailBackend):
    """A mail server that takes its time and names what it was given."""

    def send_messages(self, messages):
        for message in messages:
            time.sleep(0.002)
            say(message.message()["Subject"])
        return len(messages)


def send(_number: int) -> None:
    outbox.send_waiting()


def use(number: int) -> None:
    for secret in sys.stdin_lines[:number]:
        with suppress(Refused):
            say(links.use(secret, "race").object_id)


def write(number: int) -> None:
    """Small transactions that read first, as actions do; the time each took."""
    for _ in range(number):
        begin = time.perf_counter()
        with transaction.atomic():
            document, _created = SourceDocument.objects.select_for_update().get_or_create(
                key="crowd", defaults={"title": "0"}
            )
            document.title = str(int(document.title) + 1)
            document.save()
            history.record(document, "counted", by="test")
        say(f"{time.perf_counter() - begin:.4f}")


def main() -> None:
    action = {"send": send, "use": use, "write": write}[sys.argv[1]]
    sys.stdin_lines = sys.stdin.read().split()
    start = threading.Barrier(int(sys.argv[2]))
    faults = []

    def run() -> None:
        start.wait()
        try:
            action(int(sys.argv[3]))
        except Exception as error:
            faults.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(int(sys.argv[2]))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        sys.exit(f"{len(faults)} failed, the first with: {faults[0]!r}")


if __name__ == "__main__":
    from django.conf import settings

    settings.EMAIL_BACKEND = "crowd.Printer"
    sys.modules["crowd"] = sys.modules["__main__"]
    main()
