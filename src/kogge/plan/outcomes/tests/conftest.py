"""The contest of the tests of decisions."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from kogge.plan.decisions.tests.scene import Contest, contest
from kogge.plan.events.models import Event


@pytest.fixture
def scene(db: None, monkeypatch: Any, settings: Any) -> Iterator[Contest]:
    settings.SITE_URL = "https://network.example"
    with translation.override("en"):
        yield contest(monkeypatch)


@pytest.fixture
def congress(scene: Contest) -> Contest:
    """The contest as a call for talks of a congress."""
    scene.call.kind = "talks"
    scene.call.event = Event.objects.create(
        slug="congress", title_de="Kongress", format_key="convention",
        starts_on=date(2027, 5, 3), ends_on=date(2027, 5, 4),
    )  # fmt: skip
    scene.call.save()
    return scene
