"""Loads the invented convention, and many invented small events to measure with. Everything is fictional.

Records are inserted in bulk where single actions would take minutes; bookings, history, and the release are made
by the same code that the actions use, so that nothing distinguishes the result.
"""

from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone

from kogge.core import freshness, history
from kogge.network.directory import actions as directory
from kogge.network.directory.models import Organization, Person, Place, Profile, Room
from kogge.plan.events import actions, bookings, formats
from kogge.plan.events.models import Contribution, Event, EventOrganizer, Session, Track
from kogge.publish.programme import actions as programme
from kogge.publish.programme import changes, read_model, snapshot
from kogge.publish.programme.models import PublicEvent, PublicFacet, Release

from . import convention_plan
from .convention_plan import BERLIN, PlannedSession

FICTIONAL = "fiktive Daten"
ORGANIZATION, TOWN, HALL = "konventbuero-fiktiv", "vinetahafen-fiktiv", "halle-vineta-fiktiv"
CHUNK = 500


@transaction.atomic
def load(
    by: str = "demo",
    *,
    released: bool = True,
    events: int = 0,
    first_day: date | None = None,
    seed: int = 2024,
) -> Event:
    """Put the convention into the plan and release it; a second time changes nothing.

    `first_day` (default: next spring) tells when; `events` adds so many small events for measurements.
    """
    first_day = first_day or convention_plan.next_spring(timezone.localdate())
    organizer = _organizer(by)
    slug = f"kuestenkonvent-fiktiv-{first_day.year}"
    event = Event.objects.filter(slug=slug).first()
    if event is None:
        plan = convention_plan.make(first_day, seed)
        event = _event(plan, slug, organizer, by)
        _fill(event, plan, by)
    if released:
        programme.release(event, by=by, note=FICTIONAL)
    if events:
        many_events(events, by=by)
    return event


@transaction.atomic
def many_events(count: int, by: str = "demo") -> int:
    """Add fictional events until there are `count`: three years, every format, released. Returns how many."""
    organizer = _organizer(by)
    place = Place.objects.get(slug=HALL)
    known = Event.objects.filter(slug__startswith="fiktiv-").count()
    today = timezone.localdate()
    for first in range(known, count, CHUNK):
        numbers = range(first, min(first + CHUNK, count))
        rows = [_small_event(number, today, place) for number in numbers]
        for row in rows:
            row.sort_on = row.starts_on
        made = Event.objects.bulk_create(rows)
        EventOrganizer.objects.bulk_create(
            EventOrganizer(event=row, organization=organizer, role="lead", accepted_at=timezone.now())
            for row in made
        )
        _release_in_bulk(made, by)
    if count > known:
        freshness.advance()
    return max(count - known, 0)


def _organizer(by: str) -> Organization:
    """The organiser, its town and its hall; none of them exists."""
    directory.put_place(by=by, slug=TOWN, values={"name": "Vinetahafen (fiktiv)", "kind": "town"})
    directory.put_place(
        by=by, slug=HALL,
        values={"name": "Halle Vineta (fiktiv)", "kind": "venue", "within": TOWN, "street": "Seebrückenkai 1",
                "access_features": ["step_free"], "access_note": "Stufenlos. Fiktive Angabe."},
    )  # fmt: skip
    return directory.put_organization(
        by=by, slug=ORGANIZATION,
        values={"name": "Konventbüro Vinetahafen (fiktiv)", "kind": "association", "place": TOWN, "is_public": True,
                "summary_de": "Erfunden, um mit einem großen Programm zu arbeiten. Fiktive Daten.",
                "summary_en": "Invented to work with a large programme. Fictional data."},
    )  # fmt: skip


def _event(plan: convention_plan.Plan, slug: str, organizer: Organization, by: str) -> Event:
    first, last = plan.first_day, plan.last_day
    year = first.year
    values = {
        "slug": slug, "title_de": f"Küstenkonvent {year} ({FICTIONAL})",
        "title_en": f"Coast Convention {year} (fictional data)", "motto": "Zusammen über den Horizont",
        "summary_de": "Zwei Tage, sieben Bühnen, zehn Werkräume: ein erfundener Kongress zum Ausprobieren. "
                      "Alle Menschen, Orte und Beiträge sind fiktiv.",
        "summary_en": "Two days, seven stages, ten workshop rooms: an invented convention to try things with. "
                      "All people, places and sessions are fictional.",
        "starts_at": datetime.combine(first, time(9), tzinfo=BERLIN),
        "ends_at": datetime.combine(last, time(19, 40), tzinfo=BERLIN),
        "place": Place.objects.get(slug=HALL), "capacity": 4000, "cost": "free", "mode": "onsite",
        "source_note": "Fiktive Daten", "facts": {"fictional": True},
    }  # fmt: skip
    return actions.create_event(by=by, format_key="convention", lead=organizer, values=values)


def _fill(event: Event, plan: convention_plan.Plan, by: str) -> None:
    rooms = _rooms(plan)
    people = _people(plan, by)
    tracks = [actions.add_track(event, by=by, name_de=row["de"], name_en=row["en"]) for row in plan.tracks]
    rows = [_session(event, planned, rooms, tracks) for planned in plan.sessions]
    made = Session.objects.bulk_create(rows)
    Contribution.objects.bulk_create(
        Contribution(session=session, person=people[number], position=position, role="speaker")
        for session, planned in zip(made, plan.sessions, strict=True)
        for position, number in enumerate(planned.speakers)
    )
    bookings.keep_in_step(event)
    for session in made:
        after = {"title_de": session.title_de, "starts_at": session.starts_at, "event": event.pk}
        history.record(session, "created", by=by, after=after)


def _rooms(plan: convention_plan.Plan) -> list[Room]:
    hall = Place.objects.get(slug=HALL)
    return [
        Room.objects.update_or_create(
            place=hall, slug=row["slug"],
            defaults={"name": row["name"], "kind": row["kind"], "capacity": row["capacity"], "position": number},
        )[0]
        for number, row in enumerate(plan.rooms)
    ]  # fmt: skip


def _people(plan: convention_plan.Plan, by: str) -> list[Person]:
    """Everybody with a released profile that says that they do not exist."""
    known = {one.slug: one for one in Person.objects.filter(slug__in=[one.slug for one in plan.speakers])}
    missing = [one for one in plan.speakers if one.slug not in known]
    made = Person.objects.bulk_create(
        Person(slug=one.slug, name=one.name, email=one.email, source_note="Fiktive Daten") for one in missing
    )
    Profile.objects.bulk_create(
        Profile(
            person=person, released_at=timezone.now(), biography_de=f"{speaker.role}. Fiktive Person.",
            biography_en="A fictional person.",
        )
        for person, speaker in zip(made, missing, strict=True)
    )  # fmt: skip
    for person in made:
        history.record(person, "created", by=by)
        history.record(person, "profile released", by=by)
    known |= {one.slug: one for one in made}
    return [known[one.slug] for one in plan.speakers]


def _session(event: Event, planned: PlannedSession, rooms: list[Room], tracks: list[Track]) -> Session:
    room = rooms[planned.slot.room]
    english = planned.number % 3 > 0 or planned.language == "en"
    return Session(
        event=event, slug=f"beitrag-{planned.number:03d}", kind=planned.kind, language=planned.language,
        title_de=planned.title[0], title_en=planned.title[1] if english else "",
        abstract_de=planned.abstract[0], abstract_en=planned.abstract[1] if english else "",
        track=tracks[planned.track], room=room, starts_at=planned.slot.starts_at, ends_at=planned.slot.ends_at,
        day=planned.day, position=planned.number, capacity=room.capacity, source_note="Fiktive Daten",
    )  # fmt: skip


def _small_event(number: int, today: date, place: Place) -> Event:
    """Event number `number` of many: spread over three years around today, one format after the other."""
    kinds = formats.all_formats()
    kind = kinds[number % len(kinds)]
    day = today + timedelta(days=(number * 37) % 1095 - 547)
    start = datetime.combine(day, time(9 + number % 9), tzinfo=BERLIN)
    subject = convention_plan.subject(number)
    return Event(
        slug=f"fiktiv-{number:05d}", format_key=kind.key, state="held" if day < today else "published",
        title_de=f"{subject[0]} – Termin {number + 1} ({FICTIONAL})",
        title_en=f"{subject[1].capitalize()} – date {number + 1} (fictional data)",
        summary_de="Erfundene Veranstaltung für Messungen. Fiktive Daten.", starts_on=day, ends_on=day,
        starts_at=start, ends_at=start + timedelta(hours=2), mode=("onsite", "online", "hybrid")[number % 3],
        cost=("free", "paid")[number % 2], place=place, capacity=30, source_note="Fiktive Daten",
    )  # fmt: skip


def _release_in_bulk(events: list[Event], by: str) -> None:
    """The first release of each event, as the action writes it, with a few inserts for all."""
    now = timezone.now()
    loaded = list(
        Event.objects.filter(pk__in=[one.pk for one in events])
        .select_related("place__within__within__area", "place__area__within__within")
        .prefetch_related("audiences", "topics", "people", "organizer_rows__organization__names")
        .order_by("pk")
    )
    records = [snapshot.event_record(event) for event in loaded]
    make = partial(Release, number=1, released_at=now, released_by=by, note=FICTIONAL)
    releases = Release.objects.bulk_create(
        make(event=event, snapshot=_first(record), changes=_log(record))
        for event, record in zip(loaded, records, strict=True)
    )
    public = PublicEvent.objects.bulk_create(
        PublicEvent(event=event, **read_model.event_values(event, release, record))
        for event, release, record in zip(loaded, releases, records, strict=True)
    )
    PublicFacet.objects.bulk_create(
        PublicFacet(public_event=row, facet=facet, value=value)
        for row, event, record in zip(public, loaded, records, strict=True)
        for facet, value in sorted(snapshot.facets(event, record, []))
    )


def _first(record: dict[str, Any]) -> dict[str, Any]:
    sequence = {"event": 0, "sessions": {}}
    return {"event": record, "sessions": {}, "partial": False, "sequence": sequence}


def _log(record: dict[str, Any]) -> list[dict[str, Any]]:
    return [change.as_log() for change in changes.between(None, {"event": record, "sessions": {}})]
