"""The contest of every test here."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.utils import translation

from .scene import Contest, contest


@pytest.fixture
def scene(db: None, monkeypatch: Any, settings: Any) -> Iterator[Contest]:
    settings.SITE_URL = "https://network.example"
    with translation.override("en"):
        yield contest(monkeypatch)
