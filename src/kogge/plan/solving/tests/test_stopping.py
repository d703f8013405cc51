"""Stopping at will: while the packages are installed, while the search is loaded, and before a first price."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kogge.plan.solving import running
from kogge.plan.solving.models import Run

LAUNCHER = Path(__file__).resolve().parents[5] / "kogge"
SLOW_UV = 'echo $$ >"{here}/begun"; mkdir -p {packages}/numba {packages}/numba-9.dist-info; exec sleep 600'
QUICK_UV = 'ls {packages} >"{here}/found"; mkdir -p {packages}/numba-9.dist-info'
ANSWER = """import sys
open(sys.argv[sys.argv.index("--output") + 1], "w").write('{"start": [0], "room": [0]}')
print('{"value": 1, "bound": 1}')
"""


@pytest.fixture
def checkout(tmp_path, settings, monkeypatch):
    """The real launcher with an environment that lacks the solver, and an installer the test writes: no network."""
    shutil.copy(LAUNCHER, tmp_path / "kogge")
    (tmp_path / "requirements.lock").write_text("django==5 \\\n    --hash=sha256:0\n")
    (tmp_path / "requirements-dev.lock").write_text("")
    (tmp_path / "requirements-convention.lock").write_text("django==5 \\\n    --hash=sha256:0\nnumba==9 \\\n")
    packages = tmp_path / ".venv/lib/python3/site-packages"
    packages.mkdir(parents=True)
    (packages / "django-5.dist-info").mkdir()
    stamp = ["sh", "-c", "cksum <requirements.lock | tr -d ' ' >.venv/kogge-lock"]
    subprocess.run(stamp, cwd=tmp_path, check=True)
    settings.ROOT = tmp_path
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:{os.environ['PATH']}")

    def put(path, text):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text(text.format(here=tmp_path, packages=packages))
        (tmp_path / path).chmod(0o755)

    put(".venv/bin/python", f'#!/bin/sh\nexec {sys.executable} {{here}}/answer.py "$@"\n')
    (tmp_path / "answer.py").write_text(ANSWER)
    return put, tmp_path, packages


def alive(pid):
    """Whether a process runs; one that ended and waits to be buried does not."""
    shown = subprocess.run(["ps", "-o", "stat=", "-p", pid], capture_output=True, text=True, check=False)
    return shown.stdout.strip()[:1] not in ("", "Z")


def test_a_stop_ends_the_installation_and_nothing_of_it_counts_as_installed(
    asked, talk, hall, checkout, monkeypatch, stop_once
):
    """Section 3: stop at will. The installer is ended with its launcher; the next run installs from the beginning."""
    put, here, packages = checkout
    talk("Boats")
    put("bin/uv", "#!/bin/sh\n" + SLOW_UV + "\n")
    stop_once(lambda _watch: (here / "begun").exists())
    run = asked()
    running.work_off()
    run.refresh_from_db()
    assert (run.state, run.problem, run.solution) == ("stopped", "", {})
    assert not alive((here / "begun").read_text().strip())
    assert not (here / ".venv/kogge-convention").exists()
    monkeypatch.setattr(running.sys, "prefix", str(here / ".venv"))
    assert (packages / "numba-9.dist-info").exists() and not running.is_installed()
    stop_once(lambda _watch: False)
    put("bin/uv", "#!/bin/sh\n" + QUICK_UV + "\n")
    again = asked()
    running.work_off()
    again.refresh_from_db()
    assert (again.state, again.problem) == ("done", "")
    assert (here / "found").read_text().split() == ["django-5.dist-info", "numba"]
    assert (here / ".venv/kogge-convention").exists() and running.is_installed()


@pytest.mark.parametrize("kind", ["solve", "prices"])
def test_a_stop_while_the_search_is_loaded_does_not_wait_for_it(asked, talk, hall, solver, monkeypatch, kind):
    """Nothing was found yet, so nothing is kept: a solver that does not end by itself is ended."""
    boats = talk("Boats")
    monkeypatch.setattr("kogge.plan.timetable.queries.released_places", lambda _event: {boats.pk: (None, 1)})
    monkeypatch.setattr(running, "GRACE", 0.1)
    solver("signal.signal(signal.SIGTERM, signal.SIG_IGN)\nsignal.sigtimedwait([], 600)")
    run = asked(kind=kind)
    Run.objects.filter(pk=run.pk).update(stop_asked=True)
    running.work_off()
    run.refresh_from_db()
    assert (run.state, run.problem, run.can_be_applied) == ("stopped", "", False)
