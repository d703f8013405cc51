"""What releases do when the directory changes."""

from typing import Any

from django.db.models import Q

from kogge.network.directory.models import Person, Profile, Room
from kogge.plan.events.models import Event

from . import released_people
from .models import PublicSession


def person_changed(*, record: Any, **_facts: Any) -> None:
    """A released or withdrawn profile shows on every public page at once."""
    person = record.person if isinstance(record, Profile) else record
    if isinstance(person, Person):
        released_people.refresh(person)


def released_places_asked(*, event: Event, places: dict[int, tuple[Any, int | None]]) -> None:
    """Say where released sessions stand, those of stands too: places[session] = (start, room)."""
    mine = Q(session__event=event) | Q(session__event__parent=event)
    rows = PublicSession.objects.filter(mine, starts_at__isnull=False, state="planned")
    near = Q(place=event.place_id) | Q(place__within=event.place_id) | Q(sessions__event=event)
    rooms = dict(Room.objects.filter(near).values_list("slug", "pk"))
    for session, starts_at, room in rows.values_list("session", "starts_at", "room_slug"):
        places[session] = (starts_at, rooms.get(room))
