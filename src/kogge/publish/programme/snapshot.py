"""From a planned event to what the public may read of it: plain JSON, made without asking the database.

`queries.planned` loads everything these functions touch. Organisations bear the names of the event's day;
people without a released profile are left out; a parent is named only when it is public itself.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from django.utils import timezone

from kogge.network.directory.models import Area, Organization, Person, Place, Room
from kogge.network.grants.queries import funding_of
from kogge.plan.events.models import Event, EventOrganizer, Session

Record = dict[str, Any]


def event_record(event: Event, *, parent: Record | None = None) -> Record:
    """All that is public of an event. `parent` is what it belongs to, if that is public."""
    return {
        **_same(
            event,
            "slug", "state", "state_reason", "title_de", "title_en", "full_title", "motto", "title_is_ours",
            "summary_de", "summary_en", "plain_de", "description_de", "description_en", "language",
            "precision", "duration_days", "mode", "place_note", "capacity", "cost", "cost_note",
            "access_features", "access_note", "edition", "audience_text", "subjects", "network_role",
            "facts", "refs", "not_stated", "source_note",
        ),
        "uid": str(event.uid),
        "online_url": "" if event.online_link_hidden else event.online_url,
        "format": event.format_key,
        "starts_on": _day(event.starts_on),
        "ends_on": _day(event.ends_on),
        "starts_at": moment(event.starts_at),
        "ends_at": moment(event.ends_at),
        "place": _place(event.place),
        "former_place": _former(event.former_place),
        "place_changed_at": moment(event.place_changed_at),
        "room": _same(event.room, "slug", "name") if event.room else None,
        "series": _same(event.series, "slug", "title_de", "title_en") if event.series else None,
        "parent": parent,
        "community": _community(event),
        "organizers": [_organizer(row, event.starts_on) for row in organizers(event)],
        "people": _people((row.person, row.role) for row in event.people.all()),
        "audiences": [_same(one, "slug", "name_de", "name_en") for one in event.audiences.all()],
        "topics": [_same(one, "slug", "name_de", "name_en") for one in event.topics.all()],
        "funding": funding_of(event),
        "picture": _picture(event),
    }  # fmt: skip


def session_record(session: Session, event: Event) -> Record:
    """All that is public of a session of `event`."""
    return {
        **_same(
            session,
            "slug", "title_de", "title_en", "title_is_ours", "kind", "state", "abstract_de", "abstract_en",
            "language", "part_of_day", "position", "capacity", "subjects", "facts", "refs", "not_stated",
            "source_note",
        ),
        "uid": str(session.uid),
        "track": _same(session.track, "slug", "name_de", "name_en", "colour") if session.track else None,
        "room": _room(session.room),
        "starts_at": moment(session.starts_at),
        "ends_at": moment(session.ends_at),
        "day": session.day or day_number(event.starts_on, session.starts_at),
        "organizations": [_organization(one, event.starts_on) for one in session.organizations.all()],
        "people": _people((row.person, row.role) for row in session.contributions.all()),
    }  # fmt: skip


def facets(event: Event, record: Record, sessions: Iterable[Record]) -> set[tuple[str, str]]:
    """What lists filter the event by, as (facet, value)."""
    found = {("topic", one["slug"]) for one in record["topics"]}
    found |= {("audience", one["slug"]) for one in record["audiences"]}
    found |= {("organizer", row.organization.slug) for row in organizers(event)}
    found |= {("access", str(one)) for one in record["access_features"]}
    if record["place"]:
        found |= {("access", str(one)) for one in record["place"]["access_features"]}
    for area in _areas(event.place):
        found.add(("area", area.slug))
    if event.series:
        found.add(("series", event.series.slug))
    if event.community:
        found.add(("community", event.community.slug))
    for holder in (record, *sessions):
        found |= {("person", one["slug"]) for one in holder["people"]}
    return {(facet, value[:120]) for facet, value in found}


def organizers(event: Event) -> list[EventOrganizer]:
    """Who organises as far as they agreed: an invited co-organiser is not named before it accepted."""
    rows = event.organizer_rows.all()
    return [row for row in rows if row.accepted_at or row.role != EventOrganizer.Role.CO]


def moment(value: datetime | None) -> str | None:
    """A point in time as ISO 8601 in UTC."""
    return value.astimezone(UTC).isoformat() if value else None


def day_number(first: date | None, starts_at: datetime | None) -> int | None:
    """Which day of the event a time lies on, counted from one in local time."""
    if first is None or starts_at is None:
        return None
    number = (timezone.localtime(starts_at).date() - first).days + 1
    return number if number > 0 else None


def released(person: Person) -> Person | None:
    """The record that stands for a person, if a profile of it was released."""
    while person.merged_into is not None:
        person = person.merged_into
    profile = getattr(person, "profile", None)
    return person if profile and profile.released_at else None


def _people(rows: Iterable[tuple[Person, str]]) -> list[Record]:
    people = ((released(person), role) for person, role in rows)
    return [
        {"slug": person.slug, "name": person.name, "title": person.title, "role": role}
        for person, role in people
        if person
    ]


def _organization(organization: Organization, day: date | None) -> Record:
    """An organisation by its name of the day; without an address when the directory does not show it."""
    return {
        "slug": organization.slug if organization.is_public else None,
        "name": organization.name_on(day),
    }


def _organizer(row: EventOrganizer, day: date | None) -> Record:
    return {**_organization(row.organization, day), "role": row.role}


def _place(place: Place | None) -> Record | None:
    if place is None:
        return None
    latitude, longitude = place.coordinates or (None, None)
    area = next(iter(_areas(place)), None)
    town = place.town
    is_town = town is not place or place.kind in {"city", "town"}
    return {
        **_same(place, "slug", "name", "kind", "street", "postcode", "access_features", "access_note"),
        "town": town.name if is_town else "",
        "latitude": latitude,
        "longitude": longitude,
        "area_slug": area.slug if area else "",
        "area_name": area.name if area else "",
    }


def _areas(place: Place | None) -> list[Area]:
    """The area of a place, or of what it lies within, and the areas around it."""
    while place is not None and place.area is None:
        place = place.within
    found: list[Area] = []
    area = place.area if place else None
    while area is not None and area not in found:
        found.append(area)
        area = area.within
    return found


def _former(place: Place | None) -> Record | None:
    return _same(place, "name", "street") if place else None


def _room(room: Room | None) -> Record | None:
    return _same(room, "slug", "name", "kind", "capacity") if room else None


def _community(event: Event) -> Record | None:
    if event.community is None:
        return None
    slug = event.community.slug if event.community.is_public else None
    return {"slug": slug, "name": event.community.name}


def _picture(event: Event) -> Record | None:
    if not event.picture:
        return None
    try:
        size = (event.picture.width, event.picture.height)
    except (OSError, ValueError):
        return None
    return {
        "path": event.picture.name,
        "alt": event.picture_alt,
        "credit": event.picture_consent,
        "width": size[0],
        "height": size[1],
    }


def _same(thing: Any, *names: str) -> Record:
    return {name: getattr(thing, name) for name in names}


def _day(value: date | None) -> str | None:
    return value.isoformat() if value else None
