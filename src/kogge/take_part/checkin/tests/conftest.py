"""Emil edits for the harbour centre, Dora stands at its door, Frida is elsewhere. Alma, Berta and Carl come."""

import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone, translation

from kogge.network.accounts.models import User
from kogge.network.accounts.tests import cast
from kogge.network.directory.models import Organization
from kogge.plan.events.models import Event, EventOrganizer, Session
from kogge.take_part.checkin import actions
from kogge.take_part.checkin.facts import milliseconds
from kogge.take_part.checkin.models import Device, Door, Gate
from kogge.take_part.registration import actions as registration
from kogge.take_part.registration.applications import Application
from kogge.take_part.registration.models import Admission, Registration


@pytest.fixture(autouse=True)
def midday() -> Iterator[None]:
    """A day at the door ends at four in the morning; no test may depend on the hour it runs at."""
    with time_machine.travel(timezone.localtime().replace(hour=12, minute=30)):
        yield


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def emil(db: None) -> User:
    return cast.editor()


@pytest.fixture
def dora(db: None) -> User:
    return cast.door()


def make_event(slug: str, organization: str = cast.HARBOUR) -> Event:
    start = timezone.now().replace(minute=0, second=0, microsecond=0) - timedelta(hours=1)
    day = timezone.localdate(start)
    event = Event.objects.create(
        slug=slug, title_de=slug.title(), format_key="conference", state="published", starts_on=day,
        ends_on=timezone.localdate(start + timedelta(hours=8)), starts_at=start, ends_at=start + timedelta(hours=8),
    )  # fmt: skip
    lead, _new = Organization.objects.get_or_create(
        slug=organization, defaults={"name": organization.title(), "kind": "digital_innovation_centre"}
    )
    EventOrganizer.objects.create(event=event, organization=lead, role="lead")
    return event


def make_admission(event: Event, seats: int | None, by: User) -> Admission:
    return registration.open_admission(
        event, by=by, values={"is_open": True, "most_heads": 50, "takes_headcounts": True}, seats={"": seats}
    )


def enter(admission: Admission, name: str, by: User, **more: Any) -> Registration:
    key = more.pop("key", f"test:{uuid.uuid4()}")
    capacity = admission.capacities.filter(session=None).get()
    email = more.pop("email", f"{name.split(maxsplit=1)[0].lower()}@guests.example")
    application = Application(name=name, email=email, capacity_id=capacity.pk, idempotency_key=key, **more)
    registration.enter(admission, application, by=by)
    return Registration.objects.get(idempotency_key=key)


@dataclass
class Phone:
    """A paired device with a clock of its own, `skew` milliseconds ahead of the server's."""

    device: Device
    token: str
    skew: int = 0
    sequence: int = 0
    client: Client = field(default_factory=lambda: Client(raise_request_exception=True))

    def now(self) -> int:
        return milliseconds(timezone.now()) + self.skew

    def scan(self, gate: Gate, serial: str = "", **more: Any) -> dict[str, Any]:
        self.sequence += 1
        return {
            "uid": str(uuid.uuid4()), "seq": self.sequence, "gate": gate.pk, "kind": "in", "serial": serial,
            "at": self.now(), "offset": -self.skew, "last_sync": 0, "heads": 1, "source": "scan", "shown": "",
        } | more  # fmt: skip

    def call(self, path: str, body: Any = None, **headers: str) -> Any:
        head = {"Authorization": f"Bearer {self.token}", "Accept-Language": "en", **headers}
        if body is None:
            return self.client.get(f"/door/api/{path}", headers=head)
        text = body if isinstance(body, str) else json.dumps(body)
        return self.client.post(f"/door/api/{path}", text, content_type="application/json", headers=head)

    def push(self, *scans: dict[str, Any], **more: Any) -> dict[str, Any]:
        answer = self.call("push", {"sent_at": self.now(), "scans": list(scans), **more})
        assert answer.status_code == 200, answer.content
        return answer.json()

    def ask(self, gate: Gate, serial: str = "", **more: Any) -> dict[str, Any]:
        return self.push(self.scan(gate, serial, **more))["results"][0]


@dataclass
class Scene:
    """One event with its door."""

    event: Event
    admission: Admission
    door: Door
    gate_a: Gate
    gate_b: Gate
    by: User

    def enter(self, name: str, **more: Any) -> Registration:
        return enter(self.admission, name, self.by, **more)

    def session(self, slug: str = "talk", *, hours: int = 1, seats: int | None = None) -> Session:
        start = (self.event.starts_at or timezone.now()) + timedelta(hours=2)
        made = Session.objects.create(
            event=self.event,
            slug=slug,
            title_de=slug.title(),
            starts_at=start,
            ends_at=start + timedelta(hours=hours),
        )
        if seats is not None:
            registration.add_capacity(self.admission, session=made, mode="", seats=seats, by=self.by)
        return made

    def gate(self, name: str, **more: Any) -> Gate:
        return actions.save_gate(self.door, Gate(name=name, **more), by=self.by)

    def phone(self, name: str = "Phone", skew: int = 0, gates: list[Gate] | None = None) -> Phone:
        device = actions.add_device(self.door, name, gates or [], by=self.by)
        secret = actions.pairing_link(device, by=self.by).partition("#pair=")[2]
        device, token = actions.pair(secret, "Test")
        return Phone(device, token, skew)


@pytest.fixture
def scene(emil: User) -> Scene:
    event = make_event("harbour-day")
    admission = make_admission(event, 100, emil)
    door = actions.door_of(event)
    gates = [
        actions.save_gate(door, Gate(name=name, direction="both"), by=emil) for name in ("Gate A", "Gate B")
    ]
    return Scene(event, admission, door, gates[0], gates[1], emil)


Clock = Callable[[], datetime]
NEVER = datetime(2000, 1, 1, tzinfo=UTC)
