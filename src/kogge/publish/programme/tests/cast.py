"""A harbour with a lighthouse fair: Ada and Ben may be named in public, Cleo may not."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from kogge.network.directory.models import Organization, OrganizationName, Person, Place, Profile, Room, Topic
from kogge.plan.events.models import Contribution, Event, EventOrganizer, Session, Track

FIRST_DAY = datetime(2024, 5, 29, tzinfo=UTC)


def harbour() -> Organization:
    """The organiser, which had another name until the end of 2024."""
    organization, made = Organization.objects.get_or_create(
        slug="harbour", defaults={"name": "New Harbour", "kind": "association", "is_public": True}
    )
    if made:
        OrganizationName.objects.create(
            organization=organization, name="Old Harbour", valid_until=datetime(2024, 12, 31).date()
        )
    return organization


def person(slug: str, *, released: bool = True) -> Person:
    someone = Person.objects.create(slug=slug, name=slug.title(), email=f"{slug}@harbour.example")
    Profile.objects.create(person=someone, released_at=timezone.now() if released else None)
    return someone


def pier(slug: str = "pier", **values: object) -> Place:
    town, _made = Place.objects.get_or_create(
        slug="lake-town", defaults={"name": "Lake Town", "kind": "town", "latitude": 54.0, "longitude": 12.0}
    )
    return Place.objects.create(**{
        "slug": slug, "name": slug.title(), "kind": "venue", "within": town, "street": "Quay 1",
        "access_features": ["step_free"], **values,
    })  # fmt: skip


def fair(slug: str = "fair", **values: object) -> Event:
    """An event of two days with a leading organiser."""
    event = Event.objects.create(**{
        "slug": slug, "title_de": slug.replace("-", " ").title(), "format_key": "convention",
        "starts_on": FIRST_DAY.date(), "ends_on": FIRST_DAY.date() + timedelta(days=1), "state": "planned",
        **values,
    })  # fmt: skip
    EventOrganizer.objects.create(event=event, organization=harbour(), role="lead")
    return event


def talk(event: Event, slug: str, hour: float = 9, *people: Person, **values: object) -> Session:
    start = FIRST_DAY + timedelta(hours=hour)
    session = Session.objects.create(**{
        "event": event, "slug": slug, "title_de": slug.replace("-", " ").title(), "starts_at": start,
        "ends_at": start + timedelta(minutes=30), **values,
    })  # fmt: skip
    for someone in people:
        Contribution.objects.create(session=session, person=someone)
    return session


def convention(sessions: int = 365, people: int = 340) -> Event:
    """Many sessions in seven rooms on two days, as a big congress has them."""
    place = pier("hall")
    event = fair("convention", place=place)
    rooms = [Room.objects.create(place=place, slug=f"room-{n}", name=f"Room {n}") for n in range(7)]
    tracks = [Track.objects.create(event=event, slug=f"track-{n}", name_de=f"Track {n}") for n in range(5)]
    topic = Topic.objects.create(slug="sea", name_de="Meer", name_en="Sea")
    event.topics.add(topic)
    speakers = Person.objects.bulk_create(
        [Person(slug=f"speaker-{n}", name=f"Speaker {n}") for n in range(people)]
    )
    Profile.objects.bulk_create([Profile(person=one, released_at=timezone.now()) for one in speakers])
    made = Session.objects.bulk_create([_slot(event, n, rooms, tracks) for n in range(sessions)])
    Contribution.objects.bulk_create(
        [Contribution(session=one, person=speakers[n % people]) for n, one in enumerate(made) if people]
    )
    return event


def _slot(event: Event, n: int, rooms: list[Room], tracks: list[Track]) -> Session:
    start = FIRST_DAY + timedelta(days=n % 2, hours=7, minutes=20 * (n // 14))
    return Session(
        event=event, slug=f"session-{n}", title_de=f"Sitzung {n} über Häfen und Daten",
        title_en=f"Session {n}",
        kind="workshop" if n % 6 == 0 else "talk", language="en" if n % 4 == 0 else "de", room=rooms[n % 7],
        track=tracks[n % 5], starts_at=start, ends_at=start + timedelta(minutes=20), day=n % 2 + 1,
        abstract_de="Was Häfen aus Daten lernen. " * 8,
    )  # fmt: skip
