"""A cast: Emil edits for the harbour centre, which leads a workshop with twelve seats; Frida edits elsewhere."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from kogge.network.accounts.models import User
from kogge.network.accounts.tests import cast
from kogge.network.directory.models import Organization
from kogge.plan.events import actions as events
from kogge.plan.events.models import Event
from kogge.take_part.registration import actions as registration
from kogge.take_part.registration.applications import Application
from kogge.take_part.registration.models import Admission, Registration


@pytest.fixture(autouse=True)
def english() -> Any:
    with translation.override("en"):
        yield


@pytest.fixture
def harbour(db: None) -> Organization:
    return Organization.objects.create(
        slug=cast.HARBOUR, name="Harbour Centre", kind="centre", is_public=True
    )


@pytest.fixture
def emil(harbour: Organization) -> User:
    return cast.editor()


@pytest.fixture
def workshop(emil: User, harbour: Organization) -> Event:
    begins = timezone.now() + timedelta(days=20)
    values = {
        "title_de": "Löten für alle", "starts_at": begins, "ends_at": begins + timedelta(hours=2), "capacity": 12,
    }  # fmt: skip
    return events.create_event(by=emil, format_key="workshop", lead=harbour, values=values)


@pytest.fixture
def admission(workshop: Event, emil: User) -> Admission:
    return registration.open_admission(
        workshop, values={"is_open": True, "has_waiting_list": True}, seats={"": 2}, by=emil
    )


@pytest.fixture
def desk(emil: User) -> Client:
    return signed_in(emil)


def signed_in(user: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def guest(admission: Admission, name: str, **values: Any) -> Registration:
    """Somebody fictional, entered by staff: confirmed while there are seats."""
    capacity = admission.capacities.filter(session=None).first()
    assert capacity is not None
    email = values.pop("email", f"{name.lower().replace(' ', '.')}@guests.example")
    application = Application(
        name=name, email=email, capacity_id=capacity.pk, idempotency_key=f"test:{name}:{email}", **values
    )
    return registration.enter(admission, application, by="test")
