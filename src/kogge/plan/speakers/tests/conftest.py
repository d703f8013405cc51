"""A harbour fair on 3 and 4 June 2030: Ada speaks alone and beside Ben; Emil edits for the harbour, Frida elsewhere."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation

from kogge.network.accounts.models import User
from kogge.network.accounts.tests import cast
from kogge.network.directory.models import Organization, Person
from kogge.plan.events.models import Contribution, Event, EventOrganizer, Session
from kogge.plan.speakers import actions, link
from kogge.plan.speakers.models import SpeakerProfile


@pytest.fixture(autouse=True)
def english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def fair(db: None) -> Event:
    organization = Organization.objects.create(slug=cast.HARBOUR, name="Harbour Centre", is_public=True)
    event = Event.objects.create(
        slug="fair", title_de="Hafenmesse", title_en="Harbour Fair", format_key="convention", state="planned",
        starts_on=date(2030, 6, 3), ends_on=date(2030, 6, 4),
    )  # fmt: skip
    EventOrganizer.objects.create(event=event, organization=organization, role="lead")
    return event


def person(name: str) -> Person:
    return Person.objects.create(slug=name.lower(), name=name, email=f"{name.lower()}@speaker.example")


def at(hour: int, minute: int = 0, day: int = 3) -> datetime:
    return datetime(2030, 6, day, hour, minute, tzinfo=UTC)


def talk(event: Event, slug: str, hour: int, *people: Person) -> Session:
    made = Session.objects.create(
        event=event,
        slug=slug,
        title_de=slug.title(),
        starts_at=at(hour),
        ends_at=at(hour) + timedelta(minutes=30),
    )
    for one in people:
        Contribution.objects.create(session=made, person=one)
    return made


@pytest.fixture
def ada(db: None) -> Person:
    return person("Ada")


@pytest.fixture
def ben(db: None) -> Person:
    return person("Ben")


@pytest.fixture
def alone(fair: Event, ada: Person) -> Session:
    return talk(fair, "lighthouses", 8, ada)


@pytest.fixture
def panel(fair: Event, ada: Person, ben: Person) -> Session:
    return talk(fair, "panel", 10, ada, ben)


@pytest.fixture
def emil(db: None) -> User:
    return cast.editor()


@pytest.fixture
def profile(fair: Event, alone: Session, ada: Person, emil: User) -> SpeakerProfile:
    return actions.invite(ada, by=emil, event=fair, language="en")


@pytest.fixture
def page(profile: SpeakerProfile) -> str:
    return f"/en/speaker/{link.secret_of(profile)}/"
