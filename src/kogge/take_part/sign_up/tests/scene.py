"""A workshop at the harbour with its form open, and what a visitor sends who opened it a minute ago."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from kogge.core.form_key import new_key
from kogge.network.directory.models import Organization
from kogge.plan.events.models import Event, EventOrganizer, EventSeries, Session
from kogge.publish.programme import actions as programme
from kogge.take_part.registration import actions
from kogge.take_part.registration.models import Admission, Capacity, ConsentText, Question
from kogge.take_part.sign_up import terms, throttles

FORM = "/events/workshop/registration/"


@pytest.fixture(autouse=True)
def fresh(db: None) -> Iterator[None]:
    """Nothing is remembered from another test."""
    cache.clear()
    throttles.forget()
    terms.forget()
    yield
    cache.clear()


def workshop(
    seats: int | None = 20, *, slug: str = "workshop", days: int = 30, event: Any = None, **values: Any
) -> Admission:
    """A released event with its terms; `values` are those of the admission."""
    start = (timezone.now() + timedelta(days=days)).replace(hour=9, minute=0, second=0, microsecond=0)
    made = Event.objects.create(**{
        "slug": slug, "title_de": "Sensoren löten", "title_en": "Soldering sensors", "format_key": "workshop",
        "starts_on": start.date(), "starts_at": start, "ends_at": start + timedelta(hours=3), "state": "planned",
        **(event or {}),
    })  # fmt: skip
    harbour, _new = Organization.objects.get_or_create(
        slug="harbour",
        defaults={"name": "New Harbour", "kind": "association", "website": "https://harbour.example"},
    )
    EventOrganizer.objects.create(event=made, organization=harbour, role="lead")
    programme.release(made, by="test")
    made.refresh_from_db()
    return actions.open_admission(made, by="test", values={"is_open": True, **values}, seats={"": seats})


def a_series(**values: Any) -> Admission:
    """A series of two dates that is booked as a whole."""
    series = EventSeries.objects.create(slug="evenings", title_de="Abende", title_en="Evenings")
    for number in (1, 2):
        workshop(slug=f"evening-{number}", event={"series": series}, is_open=False)
    return actions.open_admission(series, by="test", values={"is_open": True, **values}, seats={"": 20})


def a_session(admission: Admission, slug: str, hour: int, seats: int | None = 5) -> Capacity:
    """A released session of one hour with seats of its own."""
    event = admission.event
    start = event.starts_at.replace(hour=hour)
    session = Session.objects.create(
        event=event, slug=slug, title_de=slug.title(), starts_at=start, ends_at=start + timedelta(hours=1)
    )
    programme.release(event, by="test")
    return actions.add_capacity(admission, by="test", seats=seats, session=session)


def question(admission: Admission, kind: str, **values: Any) -> Question:
    return Question.objects.create(
        admission=admission, kind=kind, label_de="Frage", why_de="Damit wir planen können.", **values
    )


def consent(kind: str = "photo") -> ConsentText:
    return ConsentText.objects.create(
        kind=kind, version=1, text_de="Fotos sind in Ordnung.", text_en="Photos are fine."
    )


def key(minutes: float = 1) -> str:
    with time_machine.travel(timezone.now() - timedelta(minutes=minutes), tick=False):
        return new_key()


def typed(**changes: Any) -> dict[str, Any]:
    """What Ada sends."""
    return {"name": "Ada Abel", "email": "ada@visitors.example", "website": "", "key": key(), **changes}
