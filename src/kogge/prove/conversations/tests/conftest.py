"""Two centres under one operation, who may log for them, and an ambassador."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from kogge.network.accounts.models import User
from kogge.network.accounts.tests import cast
from kogge.network.directory.models import OfficeTerm, Organization, Person, Topic
from kogge.network.grants.models import FunderProfile, Operation

from .. import actions
from ..models import Entry


@dataclass
class World:
    """What every test of this app stands on."""

    harbour: Organization
    meadow: Organization
    operation: Operation
    older: Operation
    ambassador: Person
    topic: Topic
    emil: User
    frida: User
    olga: User


@pytest.fixture(autouse=True)
def own_keys(settings: Any, tmp_path: Path) -> None:
    """Keys of this test alone."""
    settings.KEYS = tmp_path / "keys"


@pytest.fixture
def world(db: None) -> World:
    year = timezone.localdate().year
    harbour = Organization.objects.create(slug=cast.HARBOUR, name="Harbour Centre", kind="centre")
    meadow = Organization.objects.create(slug=cast.MEADOW, name="Meadow Centre", kind="centre")
    profile = FunderProfile.objects.create(key="fund", name="Fund", statement_de="S", statement_en="S")
    operation, older = (
        Operation.objects.create(
            slug=slug,
            title=slug.title(),
            profile=profile,
            starts_on=date(first, 1, 1),
            ends_on=date(last, 12, 31),
        )
        for slug, first, last in (("current", year - 1, year + 1), ("older", year - 4, year - 2))
    )
    for one in (operation, older):
        one.organizations.set([harbour, meadow])
    ambassador = Person.objects.create(slug="ada", name="Ada Ambassador")
    OfficeTerm.objects.create(person=ambassador, kind="ambassador")
    topic = Topic.objects.create(slug="data", name_de="Daten")
    return World(
        harbour,
        meadow,
        operation,
        older,
        ambassador,
        topic,
        cast.editor(),
        cast.other_editor(),
        cast.office(),
    )


@pytest.fixture
def log(world: World) -> Callable[..., Entry]:
    """Log one conversation of the harbour."""

    def logged(by: Any = None, uid: Any = None, **values: Any) -> Entry:
        usual = {"kind": "consultation", "on": timezone.localdate(), "minutes": 30, "aim": "person"}
        usual |= {"centre": world.harbour, "volunteer": None}
        entry = actions.log(by=by or world.emil, uid=uid or uuid4(), values=usual | values)
        assert entry is not None
        return entry

    return logged
