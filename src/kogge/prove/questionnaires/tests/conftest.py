"""An operation of the harbour centre under the rules of the ESF+, with people who come and are asked."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone, translation

from kogge.network.accounts.models import User
from kogge.network.accounts.tests import cast
from kogge.network.directory.models import Organization, Person
from kogge.network.grants.models import FunderProfile, Operation
from kogge.plan.events.models import Event, EventOrganizer
from kogge.prove.hours.models import Credit, Participant
from kogge.prove.profiles import source

from .. import due, link
from ..models import Questionnaire

ANSWERS = {
    "q_gender": "female",
    "q_birth_year": "1984",
    "q_employment": "employed",
    "q_education": "isced_5_8",
}
_number = count(1)


@dataclass
class Scene:
    """What happens in the tests."""

    operation: Operation
    harbour: Organization
    today: date
    people: dict[str, Person] = field(default_factory=dict)

    def event(self, days_ago: int = 3, *, operation: Operation | None = None) -> Event:
        on = self.today - timedelta(days=days_ago)
        number = next(_number)
        event = Event.objects.create(
            slug=f"evening-{number}", format_key="workshop", title_de=f"Abend {number}", state="held",
            starts_on=on, ends_on=on, sort_on=on, operation=operation or self.operation, funding="operation",
        )  # fmt: skip
        EventOrganizer.objects.create(
            event=event, organization=self.harbour, role="lead", accepted_at=timezone.now()
        )
        return event

    def person(self, name: str, email: str | None = None) -> Person:
        if name not in self.people:
            number = next(_number)
            address = f"guest{number}@visitors.example" if email is None else email
            self.people[name] = Person.objects.create(slug=f"guest-{number}", name=name, email=address)
        return self.people[name]

    def comes(self, name: str, hours: Sequence[float], *, days_ago: int = 3, email: str | None = None,
              operation: Operation | None = None) -> Participant:  # fmt: skip
        """Somebody is there at as many events as there are numbers, the last one so many days ago."""
        person = self.person(name, email)
        for back, length in enumerate(reversed(hours)):
            event = self.event(days_ago + back, operation=operation)
            minutes = round(length * 60)
            Credit.objects.create(
                person=person, event=event, on=event.sort_on, minutes=minutes, proofs=["scan"]
            )
        return Participant.objects.get_or_create(person=person, operation=operation or self.operation)[0]

    def settle(self, days: int = 0) -> int:
        """One round of the clock, so many days from today."""
        return due.work_off(self.today + timedelta(days=days))

    def asked(self, name: str, stage: str = "entry", **more: Any) -> Questionnaire:
        """Somebody who came long enough, and the questions put to them."""
        self.comes(name, [8], **more)
        self.settle()
        return self.row(name, stage)

    def row(self, name: str, stage: str = "entry") -> Questionnaire:
        return Questionnaire.objects.get(
            participant__person=self.people[name], participant__operation=self.operation, stage=stage
        )

    def path(self, name: str, stage: str = "entry") -> str:
        return f"/q/{link.secret_of(self.row(name, stage))}/"


def profile_from_file(name: str = "esf-plus") -> FunderProfile:
    rules = json.loads(json.dumps(source.read(source.SHIPPED / f"{name}.yaml").data, default=str))
    return FunderProfile.objects.create(
        key=name, name=name, statement_de="Kofinanziert", statement_en="Co-funded", emblem="eu", rules=rules
    )


@pytest.fixture(autouse=True)
def folders(settings: Any, tmp_path: Path) -> Path:
    """Keys and files of this test alone."""
    settings.KEYS, settings.MEDIA_ROOT = tmp_path / "keys", tmp_path / "media"
    return tmp_path


@pytest.fixture
def scene(db: None) -> Scene:
    translation.activate("en")
    today = timezone.localdate()
    harbour = Organization.objects.create(slug=cast.HARBOUR, name="Hafenhaus", kind="centre")
    operation = Operation.objects.create(
        slug="x", title="Vorhaben X", title_en="Operation X", profile=profile_from_file(),
        starts_on=today - timedelta(days=400), ends_on=today + timedelta(days=400),
    )  # fmt: skip
    operation.organizations.set([harbour])
    return Scene(operation, harbour, today)


@pytest.fixture
def emil(db: None) -> User:
    return cast.editor()


@pytest.fixture
def olga(db: None) -> User:
    return cast.office()
