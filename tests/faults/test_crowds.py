"""Many at once, in several processes, on a real database file or server."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("crowd.py")
PREPARE = """
import django; django.setup()
from django.core.management import call_command
from django.db import transaction
from kogge.core import links, outbox
call_command("migrate", verbosity=0)
with transaction.atomic():
    for number in range(100):
        outbox.post(cause=str(number), to="a@example.org", subject=str(number), text="x")
    for number in range(20):
        print(links.create("race", number))
"""


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory, crowd_database_url: str) -> dict[str, str]:
    tmp_path = tmp_path_factory.mktemp("crowds")
    root = SCRIPT.parents[2]
    return {
        **os.environ,
        "KOGGE_DATA": str(tmp_path),
        "KOGGE_DATABASE_URL": crowd_database_url,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": f"{root / 'src'}{os.pathsep}{root}",
    }


def prepare(environment: dict[str, str]) -> str:
    """Make the database, 100 mails and 20 links; return the links' secrets."""
    done = subprocess.run(
        [sys.executable, "-c", PREPARE], env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout


def crowd(
    environment: dict[str, str], action: str, *, processes: int, threads: int, number: int, words: str = ""
) -> list[str]:
    """Run the crowd and return what it printed; a failure in any thread fails the test."""
    command = [sys.executable, str(SCRIPT), action, str(threads), str(number)]
    running = [
        subprocess.Popen(
            command,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(processes)
    ]
    for process in running:
        process.stdin.write(words)
        process.stdin.close()
        process.stdin = None
    ends = [process.communicate(timeout=120) for process in running]
    assert [process.returncode for process in running] == [0] * processes, "".join(
        error for _out, error in ends
    )
    return "".join(out for out, _error in ends).split()


@pytest.mark.slow
def test_sixteen_at_once_each_mail_goes_out_once_and_each_link_is_used_once(environment):
    secrets = prepare(environment)
    sent = crowd(environment, "send", processes=2, threads=8, number=0)
    assert sorted(map(int, sent)) == list(range(100))
    used = crowd(environment, "use", processes=2, threads=8, number=20, words=secrets)
    assert sorted(map(int, used)) == list(range(20))


@pytest.mark.slow
def test_64_writers_in_two_processes_never_find_the_database_locked(environment):
    prepare(environment)
    seconds = sorted(map(float, crowd(environment, "write", processes=2, threads=64, number=4)))
    assert len(seconds) == 512
    assert seconds[int(len(seconds) * 0.99)] < 10
