"""The contest of every test here."""

from typing import Any

import pytest

from .scene import Contest, contest


@pytest.fixture
def scene(db: None, monkeypatch: Any, settings: Any) -> Contest:
    settings.SITE_URL = "https://network.example"
    return contest(monkeypatch)
