"""A cast: Anna edits for the Northern Centre, Ben for the Southern, Olga is the office, Vera is a visitor's mail."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from kogge.network.accounts.models import Membership, Role, User
from kogge.network.directory.models import Audience, Organization, Person, Place, Room
from kogge.plan.events import actions


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def user(name, organization, role=Role.EDITOR):
    made = User.objects.create_user(f"{name.lower()}@team.example", name=name)
    Membership.objects.create(user=made, organization_slug=organization, role=role)
    return made


@pytest.fixture
def north(db):
    return Organization.objects.create(
        slug="north", name="Northern Centre", kind="digital_innovation_centre", is_public=True
    )


@pytest.fixture
def south(db):
    return Organization.objects.create(
        slug="south", name="Southern Centre", kind="digital_innovation_centre", is_public=True
    )


@pytest.fixture
def anna(north):
    return user("Anna", "north")


@pytest.fixture
def ben(south):
    return user("Ben", "south")


@pytest.fixture
def olga(db):
    return user("Olga", "office", Role.OFFICE)


@pytest.fixture
def town(db):
    return Place.objects.create(slug="town", name="Town", kind="city", latitude=54.0, longitude=12.0)


@pytest.fixture
def hall(town):
    house = Place.objects.create(slug="house", name="House", kind="venue", within=town)
    return Room.objects.create(place=house, slug="hall", name="Hall", capacity=80)


@pytest.fixture
def companies(db):
    return Audience.objects.create(slug="companies", name_de="Unternehmen", name_en="Companies")


@pytest.fixture
def vera(db):
    return Person.objects.create(slug="vera", name="Vera Beispiel")


def at(hour, minute=0, day=3, month=6, year=2030):
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def plan(by, lead, title="Workshop", *, hour=8, hours=2, **values):
    if "precision" not in values:
        values.setdefault("starts_at", at(hour))
        values.setdefault("ends_at", values["starts_at"] + timedelta(hours=hours))
    return actions.create_event(by=by, format_key="workshop", lead=lead, values={"title_de": title, **values})


@pytest.fixture
def signed_in(client):
    def enter(person):
        client.force_login(person)
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
        return client

    return enter
