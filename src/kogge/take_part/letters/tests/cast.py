"""The harbour's workshop: Ada comes, Bea waits, Carl brings a group. Ada reads German, Ben English."""

from collections import defaultdict
from datetime import UTC, datetime
from email.message import Message
from typing import Any

from django.utils import timezone
from icalendar import Calendar

from kogge.core import outbox, reactions
from kogge.core.models import OutboxMessage
from kogge.network.directory.models import Organization, Person, Place, Profile, Room
from kogge.plan.events.models import Contribution, Event, EventOrganizer, Session
from kogge.publish.programme import actions as programme
from kogge.take_part.letters import plan_changes
from kogge.take_part.letters.reactions import mail_failed, registration_changed
from kogge.take_part.registration import actions
from kogge.take_part.registration.applications import Application
from kogge.take_part.registration.models import Admission, Capacity, Registration

START = datetime(2031, 5, 6, 8, tzinfo=UTC)


def listen(monkeypatch: Any) -> None:
    """Only letters listen, whatever else the configuration names."""
    heard = {
        "registration": [registration_changed],
        "event released": [plan_changes.event_released],
        "mail failed": [mail_failed],
    }
    monkeypatch.setattr(reactions, "_reactions", defaultdict(list, heard))


def workshop(**values: Any) -> Event:
    """A released workshop of the harbour on a quay, at ten in the morning of a summer's day."""
    harbour, _made = Organization.objects.get_or_create(
        slug="harbour-centre", defaults={"name": "Hafenzentrum", "kind": "association", "is_public": True}
    )
    town, _made = Place.objects.get_or_create(slug="lake-town", defaults={"name": "Seestadt", "kind": "town"})
    quay, _made = Place.objects.get_or_create(
        slug="quay", defaults={"name": "Kaispeicher", "kind": "venue", "within": town, "street": "Am Kai 1"}
    )
    event = Event.objects.create(**{
        "slug": "netze", "title_de": "Netze knüpfen", "title_en": "Tying nets", "format_key": "workshop",
        "state": "planned", "starts_on": START.date(), "starts_at": START, "ends_at": START.replace(hour=10),
        "place": quay, "access_note": "Aufzug vorhanden", **values,
    })  # fmt: skip
    EventOrganizer.objects.create(event=event, organization=harbour, role="lead", accepted_at=timezone.now())
    return event


def talk(event: Event, slug: str = "knoten", hour: int = 9, *people: Person, **values: Any) -> Session:
    start = event.starts_at.replace(hour=hour)
    session = Session.objects.create(**{
        "event": event, "slug": slug, "title_de": slug.title(), "starts_at": start,
        "ends_at": start.replace(minute=45), **values,
    })  # fmt: skip
    for someone in people:
        Contribution.objects.create(session=session, person=someone)
    return session


def person(name: str) -> Person:
    someone = Person.objects.create(slug=name.lower(), name=name)
    Profile.objects.create(person=someone, released_at=timezone.now())
    return someone


def hall(name: str = "Saal 1") -> Room:
    return Room.objects.create(
        place=Place.objects.get(slug="quay"), slug=name.lower().replace(" ", "-"), name=name
    )


def released(event: Event | None = None, **values: Any) -> Event:
    event = event or workshop(**values)
    programme.release(event, by="test")
    return event


def open_for(event: Event, *, seats: int | None = 5, **terms: Any) -> Admission:
    values = {"is_open": True, "confirmation": "at_once", **terms}
    return actions.open_admission(event, by="test", values=values, seats={"": seats})


def join(admission: Admission, name: str = "Ada Abel", **values: Any) -> Registration:
    short = name.split(maxsplit=1)[0].lower()
    capacity = Capacity.objects.filter(admission=admission, session=None).first()
    wish = {"email": f"{short}@visitors.example", "idempotency_key": short, "capacity_id": capacity.pk}
    actions.register(admission, Application(name=name, **wish | values))
    return Registration.objects.get(idempotency_key=(wish | values)["idempotency_key"])


def letters(to: str = "") -> list[OutboxMessage]:
    """What waits in the outbox, the oldest first; of one person where a name is given."""
    rows = OutboxMessage.objects.order_by("pk")
    return list(rows.filter(to__startswith=f"{to}@") if to else rows)


def newest(to: str) -> OutboxMessage:
    return letters(to)[-1]


def as_mail(row: OutboxMessage) -> Message:
    return outbox.letter(row).message()


def calendars(row: OutboxMessage) -> list[Calendar]:
    """Every calendar in a letter: first the one that mail programs act on, then the files."""
    return [Calendar.from_ical(one["text"]) for one in row.attachments if "text" in one]


def appointment(row: OutboxMessage) -> Any:
    """The appointment that the mail program moves."""
    [text] = [one["text"] for one in row.attachments if one.get("shown") == "alternative"]
    [item] = Calendar.from_ical(text).walk("VEVENT")
    return item
