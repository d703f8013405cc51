"""What is planned, what is public, and what a release would change."""

from typing import Any

from django.db.models import Prefetch, QuerySet

from kogge.plan.events.models import Contribution, Event, EventOrganizer, EventPerson, Session

from . import changes, snapshot
from .models import PublicEvent, PublicSession, Release

Record = dict[str, Any]
_MERGED = "person__merged_into__merged_into"


def listed() -> QuerySet[PublicEvent]:
    """Public events that lists, feeds and maps show."""
    return PublicEvent.objects.filter(is_listed=True)


def planned(pk: int) -> Event:
    """An event with all that a snapshot reads, in a constant number of queries."""
    people = EventPerson.objects.select_related("person__profile", f"{_MERGED}__profile")
    rows = EventOrganizer.objects.select_related("organization").prefetch_related("organization__names")
    return (
        Event.objects.select_related(
            "place__within__within__area", "place__area__within__within", "place__within__area__within",
            "former_place", "room", "series", "community", "operation__profile",
        )
        .prefetch_related(
            "audiences", "topics", Prefetch("organizer_rows", rows), Prefetch("people", people),
        )
        .get(pk=pk)
    )  # fmt: skip


def planned_sessions(event: Event) -> list[Session]:
    """All sessions of an event with all that a snapshot reads."""
    people = Contribution.objects.select_related("person__profile", f"{_MERGED}__profile")
    return list(
        Session.objects.filter(event=event)
        .select_related("track", "room")
        .prefetch_related("organizations__names", Prefetch("contributions", people))
    )


def draft(event: Event) -> Record:
    """The snapshot a release of `event` would take now. `event` comes from `planned`."""
    if not event.is_public_state:
        event.state = Event.State.PUBLISHED
    sessions = {str(one.uid): snapshot.session_record(one, event) for one in planned_sessions(event)}
    return {"event": snapshot.event_record(event, parent=public_parent(event)), "sessions": sessions}


def public_parent(event: Event) -> Record | None:
    """What the public knows of the event this one belongs to; nothing while that is not released."""
    if event.parent_id is None:
        return None
    fields = ("slug", "title_de", "title_en")
    return PublicEvent.objects.filter(event=event.parent_id).values(*fields).first()


def shown(event: Event) -> Record | None:
    """The snapshot of what the public sees of `event` now; None when that is nothing."""
    return shown_of(PublicEvent.objects.filter(event=event).first())


def shown_of(public: PublicEvent | None) -> Record | None:
    """The snapshot of what the public sees of an event with this row."""
    if public is None:
        return None
    records = PublicSession.objects.filter(public_event=public).values_list("record", flat=True)
    return {"event": public.record, "sessions": {record["uid"]: record for record in records}}


def preview(event: Event) -> list[changes.Change]:
    """What the public will see changed when `event` is released now."""
    return changes.between(shown(event), draft(planned(event.pk)))


def children(public: PublicEvent) -> QuerySet[PublicEvent]:
    """Public events that belong to this one."""
    return PublicEvent.objects.filter(parent_slug=public.slug)


def of_series(slug: str) -> QuerySet[PublicEvent]:
    """Public events of a series, the first date first."""
    return PublicEvent.objects.filter(facets__facet="series", facets__value=slug)


def change_log(event: Event) -> QuerySet[Release]:
    """The releases of an event without their snapshots, newest first."""
    return Release.objects.filter(event=event).defer("snapshot").order_by("-number")
