"""The scene of keeping: a funded evening, folders and keys of this test alone; a key of a backup is quick to make."""

import pytest

from kogge.prove.backups import locked
from kogge.prove.keeping.tests.conftest import Proof, dora, emil, english, folders, midday, olga, proof, scene

__all__ = ["Proof", "dora", "emil", "english", "folders", "midday", "olga", "proof", "scene"]


@pytest.fixture(autouse=True)
def quick_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """The passphrase is stretched as little as can be."""
    monkeypatch.setattr(locked, "COST", 2**4)
