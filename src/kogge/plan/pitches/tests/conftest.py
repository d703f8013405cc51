"""The contest of the tests of decisions, with everybody who has a turn."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from kogge.plan.decisions.tests.scene import Contest, contest


@pytest.fixture
def scene(db: None, monkeypatch: Any, settings: Any) -> Iterator[Contest]:
    settings.SITE_URL = "https://network.example"
    with translation.override("en"):
        yield contest(monkeypatch)
