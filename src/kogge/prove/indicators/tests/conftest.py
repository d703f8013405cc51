"""What the tests of reports share."""

import pytest

from .scene import Scene, build


@pytest.fixture
def scene(db: None) -> Scene:
    return build()
