"""A fair a month ahead with five sessions; Ada plans her day there, Bea has a registration."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from kogge.network.directory.models import Place, Room
from kogge.plan.events.models import Event, Session
from kogge.publish.programme import actions as programme
from kogge.publish.programme.models import PublicEvent
from kogge.publish.programme.tests import cast as publish
from kogge.take_part.my_day import actions
from kogge.take_part.my_day.models import Plan
from kogge.take_part.registration import actions as registration
from kogge.take_part.registration.models import Registration
from kogge.take_part.registration.tests import people

DAY = (timezone.localtime() + timedelta(days=30)).replace(hour=0, minute=0, second=0, microsecond=0)


def at(hour: float) -> datetime:
    """That hour of the fair's day, local time."""
    return DAY + timedelta(hours=hour)


def a_fair(**values: Any) -> Event:
    """Opening 9–10 in the hall, then at once a workshop 10–11 in the attic; a talk 10:30–11:30 overlaps it."""
    place = publish.pier("fair-place")
    hall, attic = (Room.objects.create(place=place, slug=one, name=one.title()) for one in ("hall", "attic"))
    event = publish.fair(
        "fair",
        starts_on=DAY.date(),
        ends_on=DAY.date(),
        starts_at=at(9),
        ends_at=at(18),
        place=place,
        **values,
    )
    for slug, start, end, room in (
        ("opening", 9, 10, hall), ("workshop", 10, 11, attic), ("talk", 10.5, 11.5, hall),
        ("panel", 14, 15, hall), ("closing", 17, 18, hall),
    ):  # fmt: skip
        Session.objects.create(
            event=event, slug=slug, title_de=slug.title(), title_en=f"{slug} (en)", starts_at=at(start),
            ends_at=at(end), room=room,
        )  # fmt: skip
    release(event)
    return event


def release(event: Event) -> PublicEvent:
    programme.release(event, by="test")
    return PublicEvent.objects.select_related("release").get(event=event)


def public(event: Event) -> PublicEvent:
    return PublicEvent.objects.select_related("release").get(event=event)


def ada(event: Event, *slugs: str) -> Plan:
    """Ada's plan, opened as a page opens it."""
    return actions.keep(public(event), slugs, language="de")


def bea(event: Event, seats: int = 2, **limits: int) -> Registration:
    """Bea is registered for the fair; `limits` are seats of sessions, such as workshop=1."""
    admission = people.an_admission(seats, event=event)
    for slug, number in limits.items():
        session = Session.objects.get(event=event, slug=slug)
        registration.add_capacity(admission, by="test", seats=number, session=session)
    return people.registered(admission, "Bea Binnen")


def move(event: Event, slug: str, **values: Any) -> None:
    """The organiser changes a session and releases."""
    Session.objects.filter(event=event, slug=slug).update(**values)
    release(event)


def attic() -> Room:
    return Room.objects.get(slug="attic")


def big(sessions: int) -> Event:
    """A convention of so many sessions, shifted to the future."""
    event = publish.convention(sessions, 5)
    shift = DAY - publish.FIRST_DAY
    for one in Session.objects.filter(event=event):
        Session.objects.filter(pk=one.pk).update(starts_at=one.starts_at + shift, ends_at=one.ends_at + shift)
    Event.objects.filter(pk=event.pk).update(starts_on=DAY.date(), ends_on=DAY.date() + timedelta(days=1))
    event.refresh_from_db()
    release(event)
    return event


def a_place() -> Place:
    return Place.objects.get(slug="fair-place")
