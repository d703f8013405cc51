"""A fair of one day in two rooms: Anna edits it, Ben edits elsewhere; Vera and Udo speak."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from kogge.network.accounts.models import Membership, Role, User
from kogge.network.directory.models import Organization, Person, Place, Room
from kogge.plan.events import actions as events
from kogge.plan.timetable import actions


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def user(name, organization, role=Role.EDITOR):
    made = User.objects.create_user(f"{name.lower()}@team.example", name=name)
    Membership.objects.create(user=made, organization_slug=organization, role=role)
    return made


def at(hour, minute=0, day=3):
    """A time of the fair; local time is two hours later."""
    return datetime(2030, 6, day, hour, minute, tzinfo=UTC)


@pytest.fixture
def north(db):
    return Organization.objects.create(slug="north", name="Northern Centre", kind="digital_innovation_centre")


@pytest.fixture
def anna(north):
    return user("Anna", "north")


@pytest.fixture
def ben(db):
    return user("Ben", "south")


@pytest.fixture
def house(db):
    return Place.objects.create(slug="house", name="House", kind="venue")


@pytest.fixture
def hall(house):
    return Room.objects.create(place=house, slug="hall", name="Hall", capacity=80, kind="stage", position=1)


@pytest.fixture
def loft(house):
    return Room.objects.create(place=house, slug="loft", name="Loft", capacity=20, position=2)


@pytest.fixture
def vera(db):
    return Person.objects.create(slug="vera", name="Vera Beispiel")


@pytest.fixture
def udo(db):
    return Person.objects.create(slug="udo", name="Udo Beispiel")


@pytest.fixture
def fair(anna, north, house):
    values = {"title_de": "Fair", "starts_at": at(6), "ends_at": at(16), "place": house}
    return events.create_event(by=anna, format_key="conference", lead=north, values=values)


@pytest.fixture
def table(fair, anna):
    return actions.ensure(fair, by=anna)


@pytest.fixture
def talk(fair, anna):
    def add(title, *people, minutes=30, start=None, room=None, **values):
        times = (
            {"starts_at": start, "ends_at": start + timedelta(minutes=minutes), "room": room} if start else {}
        )
        return events.add_session(
            fair, by=anna, values={"title_de": title, **times, **values}, people=list(people)
        )

    return add


@pytest.fixture
def signed_in(client):
    def enter(person):
        client.force_login(person)
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        return client

    return enter
