"""A process that sends what waits in the outbox, as the clock of a worker does. Settings come from the environment."""

import os
import sys
import time
from datetime import timedelta
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "src"), str(Path(__file__).resolve().parents[2])]
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402
from django.conf import settings  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import close_old_connections, transaction  # noqa: E402

from kogge.core import outbox  # noqa: E402
from kogge.core.models import OutboxMessage  # noqa: E402


def write(count: int) -> None:
    """An empty database with so many mails in its outbox."""
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        for number in range(count):
            outbox.post(
                cause=f"letter {number}",
                to=f"guest{number}@visitors.example",
                subject="Hello",
                text=f"{number}",
            )


def work() -> None:
    """Send until somebody ends the process. Pauses are short, so that a test sees what hours would show."""
    outbox.PAUSES[:] = [timedelta(seconds=1)] * 50
    outbox.LEASE = timedelta(seconds=8)
    settings.EMAIL_TIMEOUT = 3
    while True:
        try:
            outbox.send_waiting()
        except Exception as error:
            print(error, file=sys.stderr)  # the clock goes on too
        finally:
            close_old_connections()
        time.sleep(0.1)


def tell() -> None:
    """How many mails were sent and how many are dead letters."""
    print(
        OutboxMessage.objects.exclude(sent_at=None).count(),
        OutboxMessage.objects.exclude(failed_at=None).count(),
    )


if __name__ == "__main__":
    if sys.argv[1] == "write":
        write(int(sys.argv[2]))
    else:
        {"work": work, "tell": tell}[sys.argv[1]]()
