"""Runs the solver in a process of its own, started by the clock: no web process computes.

The solver writes its best timetable to a file every two seconds; from there it goes to the record. So whatever is
killed, the solver or this worker, the best timetable so far is kept, and the draft was never touched.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused

from . import building, explaining
from .models import Run

State = Run.State
SILENT = timedelta(minutes=1)
PATIENCE, INSTALLING = 240, 1_800
"""Seconds for compiling, and for installing, before the solver's own time begins."""
GRACE = 3
"""Seconds for a solver that was stopped before it found anything: it has nothing to write down."""
PACKAGES = ("numba", "ortools")
UNMADE = (69, 73)
"""How the launcher ends when something it needs is missing or cannot be installed."""
POINTS = 120
PRICES = (0, 2, 5, 10, 20, 50)
"""Steps of the slider whose consequences are estimated."""


def is_installed() -> bool:
    """Whether this server has what the solver computes with; without it the first run installs it (decision 0011)."""
    begun = Path(sys.prefix, "kogge-adding")  # the launcher's: stays where an installation was interrupted
    return not begun.exists() and all(find_spec(name) for name in PACKAGES)


def work_off() -> int:
    """Run what waits, and close what a killed worker left behind. Returns how many ran."""
    Run.objects.filter(state=State.RUNNING, beat_at__lt=timezone.now() - SILENT).update(
        state=State.BROKEN, ended_at=timezone.now()
    )
    ran = 0
    while (run := _claim()) is not None:
        with translation.override("de"):
            _run(run)
        ran += 1
    return ran


def forget_old() -> int:
    """Delete runs after thirty days; what was applied stays in the history. Returns how many."""
    old = Run.objects.filter(asked_at__lt=timezone.now() - timedelta(days=30))
    return old.exclude(state__in=[State.WAITING, State.RUNNING]).delete()[0]


def _claim() -> Run | None:
    run = Run.objects.filter(state=State.WAITING).select_related("timetable__event").order_by("pk").first()
    if run is None:
        return None
    now = timezone.now()
    mine = Run.objects.filter(pk=run.pk, state=State.WAITING)
    return run if mine.update(state=State.RUNNING, begun_at=now, beat_at=now) else _claim()


def _run(run: Run) -> None:
    """One run from reading the records to its explained result."""
    run.timetable.refresh_from_db()
    try:
        task = building.build(run.timetable, run.options, keep_near=run.kind == Run.Kind.REPAIR)
    except Refused as refusal:
        _close(run, State.FAILED, problem=str(refusal))
        return
    Run.objects.filter(pk=run.pk).update(revision=run.timetable.revision, layout=task.layout)
    with tempfile.TemporaryDirectory(prefix="kogge-solve-") as folder:
        try:
            if run.kind == Run.Kind.PRICES:
                _compare(run, task, Path(folder))
            else:
                _followed(run, task, Path(folder)).conclude(task)
        except OSError as error:
            problem = _("The solver could not be started: %(error)s") % {"error": error}
            _close(run, State.FAILED, problem=problem)


def _compare(run: Run, task: building.Task, folder: Path) -> None:
    """One short search for each step of the slider; what it moves and what it serves goes to the record at once."""
    rows: list[dict[str, Any]] = []
    for price in PRICES:
        task.instance["stability"] = price
        watch = _followed(run, task, folder, f"{price}")
        solution = watch.solution()
        if solution is None:
            watch.close_empty(done=bool(rows))
            return
        found = explaining.facts(task, solution)
        before, after = [explaining.whole([row[at : at + 3] for row in found["tracks"]]) for at in (2, 5)]
        step = {"price": price, "moved": found["published_moved"], "attendable": found["attendable"]}
        rows.append(step | {"tracks": after})
        facts = {
            "prices": rows,
            "published": found["published"],
            "wishes": found["wishes"],
            "tracks_before": before,
        }
        Run.objects.filter(pk=run.pk).update(facts=facts)
        if watch.is_stopped():
            break
    _close(run, State.DONE)


def _followed(run: Run, task: building.Task, folder: Path, name: str = "solution") -> "_Watch":
    """The solver's process for a task, followed to its end."""
    given = folder / "instance.json"
    given.write_text(json.dumps(task.instance), encoding="utf-8")
    watch = _Watch(run, given, folder / f"{name}.json")
    watch.follow()
    return watch


class _Watch:
    """One process of the solver and what is known of it."""

    def __init__(self, run: Run, given: Path, answer: Path) -> None:
        self.run, self.answer, self.series = run, answer, list[list[float]]()
        self.said: list[str] = []
        self.out, self.code = "", 0
        words = [str(settings.ROOT / "kogge"), "solve", str(given), "--json", "--output", str(answer)]
        words += ["--seconds", str(run.seconds), "--seed", str(run.seed)]
        self.words = words + (["--repair"] if run.kind == Run.Kind.REPAIR else [])

    def follow(self) -> None:
        """Start it, note its progress, pass on a wish to stop, and end it when it takes far too long."""
        environment = {key: value for key, value in os.environ.items() if not key.startswith("KOGGE_")}
        with subprocess.Popen(  # noqa: S603  our own launcher with numbers and a path of our own
            self.words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment,
            start_new_session=True,
        ) as process:  # fmt: skip
            reader = threading.Thread(target=self._read, args=[process], daemon=True)
            reader.start()
            try:
                self._attend(process, reader)
            finally:
                if process.poll() is None:
                    os.killpg(process.pid, signal.SIGKILL)
                reader.join(5)
            self.out = process.stdout.read() if process.stdout else ""
            self.code = process.wait()

    def _attend(self, process: "subprocess.Popen[str]", reader: threading.Thread) -> None:
        patience = PATIENCE if is_installed() else INSTALLING
        until, asked = time.monotonic() + self.run.seconds + patience, 0.0
        while process.poll() is None:
            self._note()
            now = time.monotonic()
            if now > until or (asked and not self.series and now > asked + GRACE):
                os.killpg(process.pid, signal.SIGKILL)
            elif not asked and self.is_stopped():
                asked = now
                os.killpg(process.pid, signal.SIGTERM)  # the launcher's installation too: all of one group
            reader.join(0.5)

    def is_stopped(self) -> bool:
        """Whether somebody wants it to end."""
        return Run.objects.filter(pk=self.run.pk, stop_asked=True).exists()

    def _read(self, process: "subprocess.Popen[str]") -> None:
        for line in process.stderr or ():
            try:
                at = json.loads(line)
                self.series.append([at["seconds"], at["value"], at["bound"]])
            except (ValueError, TypeError, KeyError):
                self.said.append(line.strip())

    def _note(self) -> None:
        """Write down how far it is, with the best timetable so far."""
        values: dict[str, Any] = {"beat_at": timezone.now(), "series": _thinned(list(self.series))}
        if self.series:
            values |= {"value": self.series[-1][1], "bound": self.series[-1][2]}
        if self.run.kind != Run.Kind.PRICES and (solution := self.solution()):
            values["solution"] = {key: solution[key] for key in ("start", "room")}
        Run.objects.filter(pk=self.run.pk).update(**values)

    def solution(self) -> dict[str, Any] | None:
        """The best timetable it wrote down."""
        try:
            found: dict[str, Any] = json.loads(self.answer.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return found

    def conclude(self, task: building.Task) -> None:
        """Explain what was found; without a whole ending the best so far is kept and marked."""
        self._note()
        solution = self.solution()
        if solution is None:
            self.close_empty()
            return
        try:
            last = json.loads(self.out.strip().splitlines()[-1])
        except (ValueError, IndexError):
            last = None
        values = {
            "reasons": explaining.with_keys(task, solution.get("reasons", [])),
            "facts": explaining.facts(task, solution),
        }
        if last:
            values |= {"value": last["value"], "bound": last["bound"]}
        _close(self.run, State.DONE if last else State.BROKEN, **values)

    def close_empty(self, *, done: bool = False) -> None:
        """Close a run whose solver gave no timetable: stopped, with what it has (`done`), or failed with the reason."""
        if self.is_stopped():
            _close(self.run, State.DONE if done else State.STOPPED)
        else:
            _close(self.run, State.FAILED, problem=self.problem())

    def problem(self) -> str:
        """Why there is no timetable: what the solver itself said, or what the operator has to do."""
        if self.code in UNMADE:
            return _(
                "The packages that compute timetables could not be installed. Please ask the operator of this server "
                "to run “./kogge prepare-solver” where the internet can be reached."
            )
        heard = [line for line in self.said if not line.startswith(("Loading", "Ready", "Adding"))]
        return "\n".join(heard[-20:]) or _("The solver ended without an answer.")


def _thinned(series: list[list[float]]) -> list[list[float]]:
    """At most so many points, the last one always among them."""
    step = -(-len(series) // POINTS) or 1
    return series[::-1][::step][::-1]


def _close(run: Run, state: str, **values: Any) -> None:
    Run.objects.filter(pk=run.pk, state=State.RUNNING).update(state=state, ended_at=timezone.now(), **values)
