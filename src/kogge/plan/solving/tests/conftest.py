"""The fair of the timetable's tests, and a solver that answers what the test says."""

import json
import sys

import pytest

from kogge.plan.solving import actions, running
from kogge.plan.solving.models import Run
from kogge.plan.timetable.tests.conftest import (
    anna,
    at,
    ben,
    english,
    fair,
    hall,
    house,
    loft,
    north,
    signed_in,
    table,
    talk,
    udo,
    user,
    vera,
)

__all__ = [
    "anna", "at", "ben", "english", "fair", "hall", "house", "loft", "north", "signed_in", "table", "talk", "udo",
    "user", "vera",
]  # fmt: skip

OPTIONS = {"step": 15, "stability": 0, "only_unplaced": False, "weights": {"wishes": 1}}

ANSWERS = """#!{python}
import json, sys, time, signal
{body}
"""


@pytest.fixture
def asked(table, anna):
    def ask(**values):
        return actions.ask(table, **{"seconds": 5, "seed": 1, "options": OPTIONS, "by": anna} | values)

    return ask


@pytest.fixture
def solver(settings, tmp_path):
    """Puts a program in the launcher's place; its body knows `given` (the instance) and `output` (a path)."""

    def put(body):
        head = (
            "given = json.load(open(sys.argv[2])); output = sys.argv[sys.argv.index('--output') + 1]\n"
            "def answer(solution): open(output, 'w').write(json.dumps(solution))\n"
            "keys = ('seconds', 'value', 'bound')\n"
            "def tell(*at): print(json.dumps(dict(zip(keys, at))), file=sys.stderr, flush=True)\n"
        )
        program = tmp_path / "kogge"
        program.write_text(ANSWERS.format(python=sys.executable, body=head + body))
        program.chmod(0o755)
        settings.ROOT = tmp_path

    return put


@pytest.fixture
def stop_once(monkeypatch):
    """Somebody presses stop as soon as what is given says so of the watch; the page does no more than set this mark."""
    note = running._Watch._note

    def press(ready):
        def watched(watch):
            if ready(watch):
                Run.objects.filter(pk=watch.run.pk).update(stop_asked=True)
            note(watch)

        monkeypatch.setattr(running._Watch, "_note", watched)

    return press


def last_line(value, bound):
    return "print(" + repr(json.dumps({"value": value, "bound": bound})) + ")"
