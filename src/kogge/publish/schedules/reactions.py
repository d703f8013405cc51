"""What schedules do when something is released, a speaker cannot come, or a speaker opens their page."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from kogge.network.directory.models import Person, Room
from kogge.plan.events.models import Event, Session
from kogge.publish.programme import actions, changes, queries, session_page
from kogge.publish.programme.models import PublicSession, Release

from . import compare, letters, notices
from .models import Told


def event_released(*, event: Event, release: Release | None = None) -> None:
    """Tell every speaker once what is different for them; nobody of an event that is over."""
    last = event.ends_on or event.starts_on
    if release is None or last is None or last < timezone.localdate():
        return
    taken = release.snapshot
    records = taken["sessions"]
    if taken.get("partial"):
        rows = PublicSession.objects.filter(public_event__event=event).values_list("record", flat=True)
        records = {record["uid"]: record for record in rows}
    letters.write(event, release, notices.of_release(event, taken["event"], records), records)


def speaker_cannot_come(
    *, event: Event, person: Person, sessions: Iterable[Session], by: Any, **_facts: Any
) -> None:
    """Show the sessions to the public at once. The person knows already and gets no second letter."""
    chosen = list(sessions)
    gone = {str(one.uid) for one in chosen}
    for told in Told.objects.filter(event=event, person=person):
        told.sessions = {uid: facts for uid, facts in told.sessions.items() if uid not in gone}
        told.save(update_fields=["sessions"])
    if queries.shown(event) is not None:
        actions.release_sessions(event, chosen, by=by)


def speaker_page_asked(*, person: Person, slots: dict[int, dict[str, Any]], **_facts: Any) -> None:
    """When and where somebody's sessions are, as far as the public knows it."""
    rows = PublicSession.objects.filter(session__contributions__person=person).select_related("public_event")
    for row in rows:
        address = reverse("programme:session", args=[row.public_event.slug, row.slug])
        room = (row.record["room"] or {}).get("name", "")
        slots[row.session_id] = {
            "when": session_page.when(row.record, row.public_event), "room": room, "address": address,
        }  # fmt: skip


def person_erased(*, person: Person, **_facts: Any) -> None:
    """What somebody was told leaves with them."""
    Told.objects.filter(person=person).delete()


def released_places_asked(
    *,
    event: Event,
    places: dict[int, tuple[Any, int | None]],
    details: dict[int, dict[str, Any]] | None = None,
) -> None:
    """Say where released sessions stand, those of stands too: places[session] = (start, room).

    Who asks for `details` gets the public record of each besides, and in words what else the draft says differently.
    """
    mine = Q(session__event=event) | Q(session__event__parent=event)
    rows = PublicSession.objects.filter(mine, starts_at__isnull=False, state="planned")
    near = Q(place=event.place_id) | Q(place__within=event.place_id) | Q(sessions__event=event)
    rooms = dict(Room.objects.filter(near).values_list("slug", "pk"))
    for session, starts_at, room in rows.values_list("session", "starts_at", "room_slug"):
        places[session] = (starts_at, rooms.get(room))
    if details is not None and places:
        others = {one.uid: one.fields for one in compare.now(event).changes if one.what == "session"}
        for session, record in rows.values_list("session", "record"):
            fields = others.get(record["uid"], ())
            changed = [str(part.label) for part in fields if part.key not in changes.MOVES]
            details[session] = {**record, "changed": changed}
