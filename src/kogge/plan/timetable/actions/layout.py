"""The layout of a timetable: days and hours, rooms, breaks, what sessions need, and which must follow which."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.refusals import Refused
from kogge.network.directory.models import Room
from kogge.plan.events.models import Event, Session

from .. import queries
from ..models import Pause, Sequence, SessionPlan, Timetable, TimetableRoom
from .moving import Placing, ensure, place_many

PLAN_FIELDS = ("minutes", "locked", "features", "expected", "is_big", "is_keynote")
MOST_DAYS = 31


@transaction.atomic
def change_layout(event: Event, *, by: Any, values: Mapping[str, Any]) -> Timetable:
    """Set slot length, turnaround, days or weights; `days` as the model keeps them."""
    table = _locked(event, by)
    was = {name: getattr(table, name) for name in values}
    if "days" in values:
        _check_days(values["days"])
    for name, value in values.items():
        setattr(table, name, value)
    _clean(table)
    table.revision += 1
    table.save()
    history.record(table, "layout changed", by=by, before=was, after=dict(values))
    return table


@transaction.atomic
def set_rooms(event: Event, rooms: Iterable[tuple[Room, int | None]], *, by: Any) -> None:
    """Say which rooms the programme may use, in this order, each with its own turnaround if it has one."""
    table = _locked(event, by)
    table.room_rows.all().delete()
    rows = [
        TimetableRoom(timetable=table, room=room, turnaround_minutes=minutes, position=number)
        for number, (room, minutes) in enumerate(rooms)
    ]
    TimetableRoom.objects.bulk_create(rows)
    history.record(table, "rooms chosen", by=by, after={"rooms": [row.room_id for row in rows]})


@transaction.atomic
def add_pause(
    event: Event, starts_at: datetime, ends_at: datetime, *, by: Any, title: str, room: Room | None = None
) -> Pause:
    """Keep a time free in one room or in all; two breaks in the same room never overlap."""
    table = _locked(event, by)
    if ends_at <= starts_at:
        raise Refused(_("The break ends before it begins. Please check both times."), field="ends")
    others = table.pauses.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)
    if other := next((one for one in others if room is None or one.room_id in {None, room.pk}), None):
        raise Refused(
            _("This overlaps with the break “%(title)s”. Please choose another time, or remove that one.")
            % {"title": other.title},
            field="starts",
        )
    pause = Pause.objects.create(
        timetable=table, starts_at=starts_at, ends_at=ends_at, room=room, title=title
    )
    history.record(table, "break added", by=by, after={"title": title, "starts_at": starts_at})
    return pause


@transaction.atomic
def remove_pause(pause: Pause, *, by: Any) -> None:
    """Give the time free again."""
    history.record(pause.timetable, "break removed", by=by, before={"title": pause.title})
    pause.delete()


@transaction.atomic
def plan_session(session: Session, *, by: Any, values: Mapping[str, Any]) -> SessionPlan:
    """Say what a session needs. A new length of a placed session takes its room and people along."""
    unknown = set(values) - set(PLAN_FIELDS)
    if unknown:
        raise TypeError(f"A plan has no {', '.join(sorted(unknown))}.")
    plan, _made = SessionPlan.objects.get_or_create(session=session)
    before = {name: getattr(plan, name) for name in values}
    minutes = values.get("minutes")
    if minutes and session.starts_at and minutes != queries.minutes_of(session):
        table = ensure(queries.planned_with(session.event), by=by)
        if plan.locked and not values.get("locked", True):
            SessionPlan.objects.filter(pk=plan.pk).update(locked=False)
        place_many(table, [Placing(session.pk, session.room_id, session.starts_at, minutes)], by=by)
        plan.refresh_from_db()
    for name, value in values.items():
        setattr(plan, name, value)
    _clean(plan)
    plan.save()
    history.record(session, "needs changed", by=by, before=before, after=dict(values))
    return plan


@transaction.atomic
def order(
    first: Session, then: Session, *, by: Any, gap_minutes: int = 0, same_room: bool = False
) -> Sequence:
    """Let one session follow another. A circle is refused: nothing in it could ever begin."""
    if first == then:
        raise Refused(_("A session cannot follow itself. Please choose another one."), field="other")
    if first in _after(then):
        facts = {"first": first.title_de, "then": then.title_de}
        raise Refused(
            _("“%(first)s” already has to come after “%(then)s”. Please remove that order first.") % facts,
            field="other",
        )
    row, _made = Sequence.objects.update_or_create(
        first=first, then=then, defaults={"gap_minutes": gap_minutes, "same_room": same_room}
    )
    history.record(then, "order set", by=by, after={"after": first.pk, "gap_minutes": gap_minutes})
    return row


@transaction.atomic
def remove_order(row: Sequence, *, by: Any) -> None:
    """Let both stand as they like."""
    history.record(row.then, "order removed", by=by, before={"after": row.first_id})
    row.delete()


def _after(session: Session) -> set[Session]:
    """Everything that must come after a session, however far."""
    then = defaultdict(list)
    for row in Sequence.objects.select_related("then").filter(first__event=session.event_id):
        then[row.first_id].append(row.then)
    found: set[Session] = set()
    waiting = [session]
    while waiting:
        fresh = [one for one in then[waiting.pop().pk] if one not in found]
        found.update(fresh)
        waiting += fresh
    return found


def _check_days(days: list[dict[str, str]]) -> None:
    if not days:
        raise Refused(_("A timetable needs at least one day."), field="days")
    if len(days) > MOST_DAYS:
        raise Refused(_("A timetable has at most %(most)d days.") % {"most": MOST_DAYS}, field="days")
    for row in days:
        date.fromisoformat(row["date"])
        if row["to"] <= row["from"]:
            raise Refused(
                _("A day must end after it begins. Please check both times."), field=f"to_{row['date']}"
            )


def _clean(thing: Timetable | SessionPlan) -> None:
    try:
        thing.full_clean(exclude=["event", "session"], validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise Refused(messages[0], field=name) from error


def _locked(event: Event, by: Any) -> Timetable:
    table = ensure(event, by=by)
    return Timetable.objects.select_for_update().get(pk=table.pk)
