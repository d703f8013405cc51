"""Putting sessions in their places: one, many at once, and back again.

The bookings of rooms and people move along; the database refuses what is double, and then nothing has changed.
Each change of places is one history entry of the timetable that says where every session stood before and stands
now, so that it can be taken back, several steps if need be.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kogge.core import history
from kogge.core.reactions import announce
from kogge.core.refusals import Refused
from kogge.network.directory.models import Room
from kogge.plan.events import bookings
from kogge.plan.events.actions import values as checks
from kogge.plan.events.models import Event, PersonBooking, RoomBooking, Session

from .. import queries, words
from ..models import SessionPlan, Timetable

PLACED, TAKEN_BACK = "sessions placed", "placing taken back"
MOST = 5_000
SHORTEST, LONGEST = 5, 1_440


@dataclass(frozen=True)
class Placing:
    """Where a session shall stand. Without `starts_at` it stands in the list of what has no place yet.

    Without `minutes` it stays as long as it is; without `day` its day follows from its time.
    """

    session_id: int
    room_id: int | None
    starts_at: datetime | None
    minutes: int | None = None
    day: int | None = None


class MovedMeanwhile(Refused):
    """Somebody else moved one of these sessions after the state that the editor saw."""


@transaction.atomic
def ensure(event: Event, *, by: Any) -> Timetable:
    """The timetable of an event, begun with the event's own days where there was none."""
    table, made = Timetable.objects.get_or_create(event=event, defaults={"days": queries.default_days(event)})
    if made:
        history.record(table, "created", by=by, after={"days": table.days})
    return table


@transaction.atomic
def place(
    session: Session,
    room: Room | None,
    starts_at: datetime | None,
    *,
    by: Any,
    expected_revision: int | None = None,
    minutes: int | None = None,
) -> Timetable:
    """Put one session in a room at a time, or (without a time) back into the list.

    Refused where somebody is away or the day has not begun: that is what `place_many` leaves to its caller.
    """
    table = ensure(queries.planned_with(session.event), by=by)
    if starts_at is not None:
        wanted = minutes or queries.minutes_of(session)
        words.refuse_impossible(table, session, room, starts_at, wanted)
    placing = Placing(session.pk, room.pk if room else None, starts_at, minutes)
    return place_many(table, [placing], by=by, expected_revision=expected_revision)


@transaction.atomic
def place_many(
    timetable: Timetable,
    placings: Iterable[Placing],
    *,
    by: Any,
    reason: str = "",
    expected_revision: int | None = None,
) -> Timetable:
    """Put many sessions in their places at once, in a constant number of statements; all of them or none."""
    table = Timetable.objects.select_for_update().get(pk=timetable.pk)
    wanted = {one.session_id: one for one in placings}
    if expected_revision is not None and table.revision != expected_revision:
        _refuse_stale(table, wanted, expected_revision)
    return _move(table, wanted, by=by, verb=PLACED, facts={}, reason=reason)


@transaction.atomic
def undo(timetable: Timetable, *, by: Any) -> dict[int, Any]:
    """Take back the last change of places that was not taken back yet; says what stood there: {key: place}.

    Refused where a session was changed elsewhere since, so that nobody's later work is lost.
    """
    table = Timetable.objects.select_for_update().get(pk=timetable.pk)
    step = last_step(table)
    if step is None:
        raise Refused(_("There is nothing left to take back."))
    before = {int(key): row for key, row in step.before["sessions"].items()}
    rows = {one.pk: one for one in _sessions_of(table, before)}
    for key, row in rows.items():
        if _where(row)[:3] != step.after["sessions"][str(key)][:3]:
            raise Refused(
                _("“%(title)s” was changed in its form since, so this step can no longer be taken back.")
                % {"title": row.title_de}
            )
    wanted = {key: _as_placing(key, before[key]) for key in rows}
    _move(table, wanted, by=by, verb=TAKEN_BACK, facts={"undoes": step.after["revision"]}, reason="")
    return before


def last_step(table: Timetable) -> Any:
    """The history entry that `undo` would take back, or None."""
    taken_back = set()
    entries = history.of(table).filter(verb__in=[PLACED, TAKEN_BACK])
    for entry in entries.iterator(chunk_size=20):
        if entry.verb == TAKEN_BACK:
            taken_back.add(entry.after["undoes"])
        elif entry.after["revision"] not in taken_back:
            return entry
    return None


def keys_to_undo(table: Timetable) -> list[int]:
    """The sessions that `undo` would move."""
    step = last_step(table) if table.pk else None
    return [int(key) for key in step.before["sessions"]] if step else []


def _move(
    table: Timetable,
    wanted: dict[int, Placing],
    *,
    by: Any,
    verb: str,
    facts: dict[str, Any],
    reason: str,
) -> Timetable:
    _refuse_too_many(len(wanted))
    rows = _sessions_of(table, wanted)
    if len(rows) < len(wanted):
        raise Refused(
            _("One of these sessions was deleted or cancelled meanwhile. Please load the page again.")
        )
    rooms = Room.objects.in_bulk({one.room_id for one in wanted.values() if one.room_id})
    before, moved = {}, []
    for row in rows:
        was = _where(row)
        _set(row, wanted[row.pk], rooms)
        if _where(row)[:3] != was[:3]:
            _refuse_locked(row)
            before[str(row.pk)] = was
            row.version += 1
            moved.append(row)
    if not moved:
        return table
    _write(moved, by=by, revision=table.revision + 1)
    for event in {row.event.pk: row.event for row in moved}.values():
        announce("times kept in step", event=event, session=None)
    table.revision += 1
    table.save(update_fields=["revision"])
    after = {"sessions": {str(row.pk): _where(row) for row in moved}, "revision": table.revision, **facts}
    history.record(table, verb, by=by, before={"sessions": before}, after=after, reason=reason[:500])
    return table


def _sessions_of(table: Timetable, keys: Iterable[int]) -> list[Session]:
    """Locked where the database can: nobody deletes or changes them before this is done."""
    keys = list(keys)
    list(Session.objects.select_for_update().filter(pk__in=keys).order_by("pk").only("pk"))
    return list(queries.sessions(table.event).filter(pk__in=keys))


def _set(row: Session, placing: Placing, rooms: dict[int, Room]) -> None:
    """Room, times and day of a session, unsaved; refuses a length of nothing and days that are not the event's."""
    minutes = placing.minutes or queries.minutes_of(row)
    if not SHORTEST <= minutes <= LONGEST:
        facts = {"title": row.title_de, "least": SHORTEST, "most": LONGEST}
        raise Refused(
            _("“%(title)s” must last at least %(least)d minutes and at most %(most)d.") % facts,
            field="minutes",
        )
    if placing.room_id and placing.room_id not in rooms:
        raise Refused(_("This room no longer exists. Please choose another one."), field="room")
    plan = queries.plan_of(row)
    plan.minutes = minutes
    row.plan = plan  # type: ignore[attr-defined]
    row.room = rooms[placing.room_id] if placing.room_id else None
    row.starts_at = placing.starts_at
    row.ends_at = placing.starts_at + timedelta(minutes=minutes) if placing.starts_at else None
    row.day = placing.day
    if row.starts_at:
        checks.check_within(row)


def _write(moved: list[Session], *, by: Any, revision: int) -> None:
    """Sessions, what they hold, and who moved them: one statement each, however many there are."""
    keys = [row.pk for row in moved]
    Session.objects.bulk_create(
        moved, update_conflicts=True, unique_fields=["id"],
        update_fields=["room", "starts_at", "ends_at", "day", "version"],
    )  # fmt: skip
    wanted = [one for row in moved for one in bookings.wanted_by_session(row.event, row)]
    bookings.lock(wanted)
    RoomBooking.objects.filter(session__in=keys).delete()
    PersonBooking.objects.filter(session__in=keys).delete()
    bookings.write(wanted)
    actor = by if isinstance(by, str) else str(getattr(by, "pk", None) or "")
    plans = [queries.plan_of(row) for row in moved]
    for plan in plans:
        plan.moved_in, plan.moved_by, plan.pk = revision, actor[:64], None
    SessionPlan.objects.bulk_create(
        plans, update_conflicts=True, unique_fields=["session"],
        update_fields=["minutes", "moved_in", "moved_by"],
    )  # fmt: skip


def _where(row: Session) -> list[Any]:
    start = row.starts_at.astimezone(UTC).isoformat() if row.starts_at else None
    return [row.room_id, start, queries.minutes_of(row), row.day]


def _as_placing(key: int, where: list[Any]) -> Placing:
    room, start, minutes, day = where
    return Placing(key, room, datetime.fromisoformat(start) if start else None, minutes, day)


def _refuse_locked(row: Session) -> None:
    if queries.plan_of(row).locked:
        raise Refused(
            _("“%(title)s” is locked where it stands. Release its lock first, then move it.")
            % {"title": row.title_de},
            field="locked",
        )


def _refuse_stale(table: Timetable, keys: Iterable[int], seen: int) -> None:
    """Say what others did to these very sessions since; what they did elsewhere is nobody's loss."""
    moved = queries.changed_since(table.event, seen, among=keys)
    if moved:
        facts = {"what": words.moves(moved[:3]), "more": len(moved) - 3}
        text = _("%(what)s. Nothing of yours was saved: please look again.")
        if len(moved) > 3:
            text = _("%(what)s, and %(more)d more. Nothing of yours was saved: please look again.")
        raise MovedMeanwhile(text % facts)


def _refuse_too_many(count: int) -> None:
    if count > MOST:
        raise Refused(
            ngettext(
                "At most %(most)d sessions can be moved in one step; these are %(count)d.",
                "At most %(most)d sessions can be moved in one step; these are %(count)d.",
                count,
            )
            % {"most": MOST, "count": count}
        )
