"""The door's scene, with a funder and keys of its own."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kogge.network.accounts.models import User
from kogge.network.accounts.tests import cast
from kogge.network.grants.models import FunderProfile, Operation
from kogge.plan.events import actions as events
from kogge.take_part.checkin.tests.conftest import Scene, emil, english, midday, scene

__all__ = ["Scene", "emil", "english", "midday", "scene"]


@pytest.fixture(autouse=True)
def folders(settings: Any, tmp_path: Path) -> Path:
    """Files and keys of this test alone."""
    settings.MEDIA_ROOT, settings.KEYS = tmp_path / "media", tmp_path / "keys"
    return tmp_path


@pytest.fixture
def olga(db: None) -> User:
    return cast.office()


def make_operation(slug: str = "phase-one", **more: Any) -> Operation:
    profile, _new = FunderProfile.objects.get_or_create(
        key="social-fund",
        defaults={
            "name": "Social fund", "statement_de": "Kofinanziert von der Europäischen Union",
            "statement_en": "Co-funded by the European Union", "emblem": "eu",
            "rules": {"publicity": {"poster": "A3", "website_and_social_media": True}},
        },
    )  # fmt: skip
    values = {"title": slug.title(), "starts_on": date(2020, 1, 1), "ends_on": date(2035, 12, 31)} | more
    return Operation.objects.create(slug=slug, profile=profile, **values)


@pytest.fixture
def operation(db: None) -> Operation:
    return make_operation()


@pytest.fixture
def funded(scene: Scene, operation: Operation, olga: User) -> Scene:
    """The harbour day, paid by phase one."""
    scene.event = events.events.change_event(scene.event, by=olga, values={"operation": operation})
    return scene
