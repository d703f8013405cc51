"""The draft as plain numbers: what the warnings judge and what the page's script reads."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from kogge.plan.events.models import Event, Session
from kogge.plan.speakers.queries import availability

from . import queries
from .models import Sequence, Timetable
from .warnings import Break, Draft, Hall, Item, Order

Rooms = Iterable[tuple[Any, int]]


def number(moment: datetime) -> int:
    """A moment in minutes since 1970."""
    return int(moment.timestamp() // 60)


def moment(minutes: int) -> datetime:
    """The moment that so many minutes since 1970 mean, in local time."""
    return datetime.fromtimestamp(minutes * 60, tz=timezone.get_current_timezone())


def item(session: Session) -> Item:
    """A session in numbers."""
    plan = queries.plan_of(session)
    return Item(
        key=session.pk,
        minutes=queries.minutes_of(session),
        people=frozenset(row.person_id for row in session.contributions.all()),
        track=session.track_id,
        expected=plan.expected,
        features=frozenset(plan.features),
        keynote=plan.is_keynote,
        room=session.room_id if session.starts_at else None,
        start=number(session.starts_at) if session.starts_at else None,
    )


def make(table: Timetable, sessions: Iterable[Session], rooms: Rooms) -> Draft:
    """The draft of these sessions; three statements besides what was loaded."""
    event = table.event
    return Draft(
        items={one.pk: item(one) for one in sessions},
        halls={
            room.pk: Hall(room.pk, room.capacity, frozenset(room.features), minutes)
            for room, minutes in rooms
        },
        days=tuple((number(first), number(last)) for first, last in queries.spans(table)),
        breaks=tuple(
            Break(number(row.starts_at), number(row.ends_at), row.room_id, row.title)
            for row in (table.pauses.all() if table.pk else ())
        ),
        orders=tuple(Order(*row) for row in _orders(event)),
        present={
            person: tuple((number(first), number(last)) for first, last in spans)
            for person, spans in availability(event).items()
        },
    )


def near(table: Timetable, session: Session, start: datetime, end: datetime) -> Draft:
    """The part of the draft that can speak against one place: what runs then, and what it must follow."""
    related = Q(pk=session.pk) | Q(followers__then=session) | Q(predecessors__first=session)
    then = Q(starts_at__lt=end, ends_at__gt=start)
    rows = queries.sessions(table.event).filter(related | then).distinct()
    return make(table, rows, queries.rooms(table))


def _orders(event: Event) -> Any:
    of_event = Q(first__event=event) | Q(first__event__parent=event)
    return Sequence.objects.filter(of_event).values_list("first_id", "then_id", "gap_minutes", "same_room")
