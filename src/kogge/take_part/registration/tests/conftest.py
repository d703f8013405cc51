"""What registration tests share."""

from typing import Any

import pytest

from kogge.core import reactions


@pytest.fixture(autouse=True)
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What is announced, instead of the letters: (what, registration, facts)."""
    found: list[Any] = []

    def hear(what: str, registration: Any, by: Any = None, **facts: Any) -> None:
        found.append((what, registration, facts))

    monkeypatch.setitem(reactions._reactions, "registration", [hear])
    return found
