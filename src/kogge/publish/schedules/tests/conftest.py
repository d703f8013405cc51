"""A fair that is still to come, with Ada and Cleo (who may not be named in public) on its two stages."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation

from kogge.core.models import OutboxMessage
from kogge.network.accounts.tests import cast as staff
from kogge.network.directory.models import Organization, Person, Room
from kogge.plan.events.models import Contribution, Event, EventOrganizer, Session
from kogge.publish.programme.tests import cast

DAY = datetime(2030, 6, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def fair(db: None) -> Event:
    event = cast.fair(
        place=cast.pier("quay"), starts_on=DAY.date(), ends_on=DAY.date() + timedelta(days=1), facts={}
    )
    centre = Organization.objects.create(slug=staff.HARBOUR, name="Harbour Centre", is_public=True)
    EventOrganizer.objects.filter(event=event).update(organization=centre)
    return event


@pytest.fixture
def stage(fair: Event) -> Room:
    return Room.objects.create(place=fair.place, slug="stage", name="Großer Speicher")


@pytest.fixture
def ada(db: None) -> Person:
    return cast.person("ada")


@pytest.fixture
def cleo(db: None) -> Person:
    return cast.person("cleo", released=False)


def talk(event: Event, slug: str, hour: float, *people: Person, **values: Any) -> Session:
    start = DAY + timedelta(hours=hour)
    made = Session.objects.create(
        event=event,
        slug=slug,
        title_de=slug.title(),
        starts_at=start,
        ends_at=start + timedelta(minutes=30),
        **values,
    )
    for one in people:
        Contribution.objects.create(session=made, person=one)
    return made


def move(session: Session, hours: float) -> None:
    session.starts_at += timedelta(hours=hours)
    session.ends_at += timedelta(hours=hours)
    session.save()


def letters() -> dict[str, OutboxMessage]:
    """Those to speakers about releases since the last look, by address; a second one to an address would be lost."""
    found = list(OutboxMessage.objects.filter(cause__startswith="speaker told"))
    assert len({one.to for one in found}) == len(found)
    OutboxMessage.objects.all().delete()
    return {one.to: one for one in found}
