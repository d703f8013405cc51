"""What the timetable reads: its layout, its rooms, its sessions with what they need, and who changed what."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from kogge.core.ordering import empty_lowest
from kogge.core.reactions import announce
from kogge.network.directory.models import Room
from kogge.plan.events.models import Event, Session

from .models import SessionPlan, Timetable

DEFAULT_MINUTES = 30


def timetable(event: Event) -> Timetable:
    """The layout of an event; one that was never saved where nobody has laid it out yet."""
    found = Timetable.objects.filter(event=event).first()
    return found or Timetable(event=event, days=default_days(event))


def sessions(event: Event) -> QuerySet[Session]:
    """The sessions of an event and of the events that are part of it (stands, showrooms), with what they need.

    Each has `plan` (may be missing), `contributions` with people, `track`, `room` and `event` loaded.
    """
    rows = Session.objects.filter(Q(event=event) | Q(event__parent=event))
    rows = rows.exclude(state=Session.State.CANCELLED)
    related = rows.select_related("event", "room", "track", "plan", "submission").prefetch_related(
        "contributions__person"
    )
    return related.order_by(*empty_lowest("starts_at"), "position", "pk")


def rooms(table: Timetable) -> list[tuple[Room, int]]:
    """The rooms that the programme may use, each with the minutes it needs between two sessions."""
    rows = list(table.room_rows.select_related("room")) if table.pk else []
    usual = table.turnaround_minutes
    if rows:
        return [
            (row.room, usual if row.turnaround_minutes is None else row.turnaround_minutes) for row in rows
        ]
    used = Q(sessions__event=table.event) | Q(sessions__event__parent=table.event)
    place = Q(place=table.event.place_id) | Q(place__within=table.event.place_id)
    found = Room.objects.filter(place & ~Q(kind="online") | used if table.event.place_id else used)
    return [(room, usual) for room in found.distinct()]


def plan_of(session: Session) -> SessionPlan:
    """What a session needs; the defaults where nobody said anything."""
    found: SessionPlan | None = getattr(session, "plan", None)
    return found or SessionPlan(session=session)


def minutes_of(session: Session) -> int:
    """How long a session lasts: by its times, else by its plan, else as its submission says."""
    if session.starts_at and session.ends_at:
        return max(1, round((session.ends_at - session.starts_at) / timedelta(minutes=1)))
    asked = getattr(session, "submission", None)  # made from what was handed in to a call
    return plan_of(session).minutes or (asked.minutes if asked else None) or DEFAULT_MINUTES


def default_days(event: Event) -> list[dict[str, str]]:
    """The days of an event with its hours: those of the event itself, 9 to 18 o'clock in between."""
    if not event.starts_on:
        return []
    last = event.ends_on or event.starts_on
    count = min((last - event.starts_on).days, 30) + 1
    days = [event.starts_on + timedelta(days=number) for number in range(count)]
    rows = [{"date": day.isoformat(), "from": "09:00", "to": "18:00"} for day in days]
    if event.starts_at and event.ends_at:
        starts, ends = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
        for row in rows:
            row["from"] = f"{starts:%H:%M}"
            row["to"] = f"{ends:%H:%M}" if ends.time() > starts.time() else "23:59"
    return rows


def moment(day: str, hour: str) -> datetime:
    """A day and a time of the layout as a moment; "24:00" is the midnight after."""
    local = date.fromisoformat(day)
    if hour == "24:00":
        return timezone.make_aware(datetime.combine(local + timedelta(days=1), time(0)))
    return timezone.make_aware(datetime.combine(local, time.fromisoformat(hour)))


def spans(table: Timetable) -> list[tuple[datetime, datetime]]:
    """From when to when each day of the layout runs."""
    return [(moment(row["date"], row["from"]), moment(row["date"], row["to"])) for row in table.days]


def released_places(event: Event) -> dict[int, tuple[datetime, int | None]]:
    """Where the public believes each session to stand: its start and its room, as later stages know."""
    places: dict[int, tuple[datetime, int | None]] = {}
    announce("released places asked", event=event, places=places)
    return places


def released(event: Event) -> tuple[dict[int, tuple[datetime, int | None]], dict[int, dict[str, Any]]]:
    """The same places, and of each session its public record, with `changed`: what else the draft says differently."""
    places: dict[int, tuple[datetime, int | None]] = {}
    details: dict[int, dict[str, Any]] = {}
    announce("released places asked", event=event, places=places, details=details)
    return places, details


def changed_since(event: Event, revision: int, among: Iterable[int] | None = None) -> list[SessionPlan]:
    """Sessions whose place changed after this revision, the last change first."""
    rows: Any = SessionPlan.objects.filter(
        Q(session__event=event) | Q(session__event__parent=event), moved_in__gt=revision
    )
    if among is not None:
        rows = rows.filter(session__in=list(among))
    return list(rows.select_related("session__room").order_by("-moved_in", "pk"))


def planned_with(event: Event) -> Event:
    """The event whose timetable a session stands in: the one it is part of where that one is laid out."""
    parent = event.parent
    return parent if parent and Timetable.objects.filter(event=parent).exists() else event


def first_run(session: Session) -> Session:
    """The first of several runs of the same workshop; the session itself where there is only one."""
    return plan_of(session).workshop or session


def runs(session: Session) -> QuerySet[Session]:
    """All runs of a workshop in order; none where it takes place once."""
    rows = Session.objects.filter(plan__workshop=first_run(session))
    return rows.select_related("room", "plan").order_by("plan__run")


def all_rooms(table: Timetable) -> list[tuple[Room, int | None]]:
    """Every room that could be used, with its own turnaround where it has one: chosen ones first."""
    chosen = list(table.room_rows.select_related("room")) if table.pk else []
    found: dict[Room, int | None] = {row.room: row.turnaround_minutes for row in chosen}
    unchosen = Timetable(event=table.event)
    return [*found.items(), *((room, None) for room, _usual in rooms(unchosen) if room not in found)]


def most_wanted(event: Event, wishes: Iterable[list[int]], most: int = 15) -> list[tuple[Session, int]]:
    """The sessions that most visitors wish to see, with how many."""
    counted = Counter(key for one in wishes for key in one).most_common(most)
    rows = Session.objects.in_bulk([key for key, _count in counted])
    return [(rows[key], count) for key, count in counted]
