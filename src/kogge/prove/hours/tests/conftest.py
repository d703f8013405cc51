"""The door's scene, in an operation that asks from eight hours on."""

from kogge.take_part.checkin.tests.conftest import emil, english, midday, scene

__all__ = ["emil", "english", "midday", "scene"]
