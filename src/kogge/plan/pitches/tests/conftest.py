"""The contest of the tests of decisions, with everybody who has a turn."""

from typing import Any

import pytest

from kogge.plan.decisions.tests.scene import Contest, contest


@pytest.fixture
def scene(db: None, monkeypatch: Any, settings: Any) -> Contest:
    settings.SITE_URL = "https://network.example"
    return contest(monkeypatch)
