"""The events and people of the registration tests. Ada comes alone, Bea waits, Carl brings a group."""

import itertools
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Sum
from django.utils import timezone

from kogge.plan.events.models import Event, Session
from kogge.take_part.registration import actions
from kogge.take_part.registration.applications import Application
from kogge.take_part.registration.models import Admission, Capacity, Registration
from kogge.take_part.registration.models.registrations import SEATED

_numbers = itertools.count(1)


def an_event(*, starts_at: datetime | None = None, **values: Any) -> Event:
    """A published event a month ahead."""
    number = next(_numbers)
    starts = starts_at or (timezone.now() + timedelta(days=30)).replace(hour=9, minute=0)
    return Event.objects.create(
        slug=f"event-{number}", title_de=f"Veranstaltung {number}", format_key="workshop", state="published",
        starts_on=timezone.localdate(starts), starts_at=starts, ends_at=starts + timedelta(hours=3), **values,
    )  # fmt: skip


def an_admission(seats: int | None = 2, *, event: Event | None = None, **terms: Any) -> Admission:
    """Open terms with so many seats, confirmed at once unless said otherwise."""
    values = {"is_open": True, "confirmation": "at_once", **terms}
    return actions.open_admission(event or an_event(), by="test", values=values, seats={"": seats})


def a_session(admission: Admission, seats: int | None = 2, *, hour: int = 10, **values: Any) -> Capacity:
    """Seats in a session of the event, an hour long."""
    number = next(_numbers)
    starts = admission.event.starts_at.replace(hour=hour)
    session = Session.objects.create(
        event=admission.event, slug=f"session-{number}", title_de=f"Sitzung {number}", starts_at=starts,
        ends_at=starts + timedelta(hours=1), **values,
    )  # fmt: skip
    return actions.add_capacity(admission, by="test", seats=seats, session=session)


def counter(admission: Admission) -> Capacity:
    return Capacity.objects.get(admission=admission, session=None)


def application(admission: Admission, name: str = "Ada Abel", **values: Any) -> Application:
    """What somebody sends; mail and key follow from the name unless given."""
    short = name.split(maxsplit=1)[0].lower()
    defaults = {"email": f"{short}@visitors.example", "idempotency_key": f"{short}-{next(_numbers)}"}
    return Application(name=name, capacity_id=counter(admission).pk, **defaults | values)


def registered(admission: Admission, name: str = "Ada Abel", **values: Any) -> Registration:
    """Somebody registers by the form; what became of it."""
    wish = application(admission, name, **values)
    actions.register(admission, wish)
    return Registration.objects.get(idempotency_key=wish.idempotency_key)


def states(admission: Admission) -> dict[str, str]:
    """First name → state of each main registration."""
    rows = Registration.objects.mains().filter(admission=admission)
    return {row.name.split()[0] if row.name else row.reference: row.state for row in rows}


def recount_holds(admission: Admission) -> bool:
    """Whether each counter is what its rows say, and never above its seats."""
    for capacity in Capacity.objects.filter(admission=admission):
        rows = Registration.objects.filter(capacity=capacity, state__in=SEATED)
        taken = rows.aggregate(sum=Sum("heads"))["sum"] or 0
        if taken != capacity.taken:
            return False
        if capacity.seats is not None and capacity.overbooked != max(0, taken - capacity.seats):
            return False
    return True
