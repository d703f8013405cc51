"""Everything that exists once is given once, with sixteen at once: seats, codes, invitations, offers, erasures."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
ROUNDS = os.environ.get("RACE_ROUNDS", "5")


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory, database_url: str) -> dict[str, list[str]]:
    """All races, on an empty database of their own."""
    environment = {
        **os.environ,
        "KOGGE_DATA": str(tmp_path_factory.mktemp("races")),
        "KOGGE_DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    script = Path(__file__).with_name("races.py")
    done = subprocess.run(
        [sys.executable, script, ROUNDS], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize(
    "race",
    [
        "seats", "access_code", "one_address", "one_key", "invitation", "accept_against_expire",
        "cancel_against_newcomers", "capacity_cut", "erase_against_register", "sessions_at_the_same_time",
        "heads_of_a_group",
    ],
)  # fmt: skip
def test_of_sixteen_at_once_each_gets_what_is_right(outcome, race):
    assert outcome[race] == []


def test_the_invariants_hold_after_all_races(outcome):
    assert {key: faults for key, faults in outcome.items() if key.startswith("I")} == {
        key: [] for key in ("I1", "I2", "I3", "I4", "I5", "I7", "I8", "I9")
    }
