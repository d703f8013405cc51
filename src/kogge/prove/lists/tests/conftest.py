"""The door's scene, with a funder and keys of its own."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from kogge.network.accounts.models import User
from kogge.network.accounts.tests import cast
from kogge.network.grants.models import FunderProfile, Operation
from kogge.plan.events import actions as events
from kogge.plan.events.models import Event, Session
from kogge.prove.lists import freezing
from kogge.prove.lists.models import AttendanceList
from kogge.prove.profiles import source
from kogge.take_part.checkin.tests.conftest import Scene, emil, english, make_event, midday, scene

__all__ = ["Scene", "emil", "english", "make_event", "midday", "scene"]


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
            "rules": json.loads(json.dumps(source.read(source.SHIPPED / "esf-plus.yaml").data, default=str)),
        },
    )  # fmt: skip
    values = {"title": slug.title(), "starts_on": date(2020, 1, 1), "ends_on": date(2035, 12, 31)} | more
    return Operation.objects.create(slug=slug, profile=profile, **values)


@pytest.fixture
def operation(db: None) -> Operation:
    return make_operation()


def come(scene: Scene, *names: str) -> list[str]:
    """Each of them is scanned at the door."""
    phone = scene.phone(f"Phone {names[0]}")
    guests = [scene.enter(name) for name in names]
    for guest in guests:
        phone.ask(scene.gate_a, guest.serial)
    return [guest.serial for guest in guests]


def freeze(event: Event, session: Session | None = None, **more: Any) -> AttendanceList:
    """In English, whatever language the phones at the door spoke last."""
    with translation.override("en"):
        return freezing.freeze(event, session, **more)


@pytest.fixture
def funded(scene: Scene, operation: Operation, olga: User) -> Scene:
    """The harbour day, paid by phase one."""
    scene.event = events.change_event(scene.event, by=olga, values={"operation": operation})
    scene.admission.event = scene.event
    return scene
