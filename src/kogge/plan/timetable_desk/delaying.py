"""One action for a stage that runs late: who moves, what then collides, and the move itself."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused
from kogge.network.directory.models import Room
from kogge.plan.events.models import Event, Session
from kogge.plan.timetable import draft, queries, warnings, words
from kogge.plan.timetable.actions import Placing, ensure, place_many
from kogge.plan.timetable.models import Timetable

from . import delays


@dataclass(frozen=True)
class Delayed:
    """A session that begins later, and what stands against that."""

    session: Session
    was: datetime
    starts_at: datetime
    problems: tuple[str, ...]


def preview(table: Timetable, room: Room, late_from: datetime, minutes: int) -> list[Delayed]:
    """What would move, in order, and what each new time collides with."""
    sessions = {one.pk: one for one in queries.sessions(table.event)}
    rooms = queries.rooms(table)
    now = draft.make(table, sessions.values(), rooms)
    day = next((span for span in now.days if span[0] <= draft.number(late_from) < span[1]), None)
    until = day[1] if day else draft.number(late_from) + 24 * 60
    slots = [
        delays.Slot(item.key, item.start, item.minutes, queries.plan_of(sessions[item.key]).locked)
        for item in now.items.values()
        if item.start is not None and item.room == room.pk and _same_day(item.start, late_from, until)
    ]
    turnaround = next((turn for one, turn in rooms if one == room), table.turnaround_minutes)
    found = delays.shifts(slots, draft.number(late_from), minutes, turnaround)
    later = {one.key: replace(now.items[one.key], start=one.start) for one in found}
    then = replace(now, items={**now.items, **later})
    names = words.names(sessions.values())
    return [
        Delayed(
            sessions[one.key],
            draft.moment(one.was),
            draft.moment(one.start),
            tuple(
                words.sentence(row, *names)
                for row in warnings.of(then, one.key, room.pk, one.start)
                if row.hard
            ),
        )
        for one in found
    ]


@transaction.atomic
def delay(event: Event, room: Room, late_from: datetime, minutes: int, *, by: Any, leave_out: bool = False
          ) -> list[Delayed]:  # fmt: skip
    """Let a stage run late: one step that moves all that must move, and that `undo` takes back as one."""
    table = ensure(event, by=by)
    moved = preview(table, room, late_from, minutes)
    if not moved:
        raise Refused(_("Nothing on this stage begins then or later that day."), field="starts")
    stuck = [one for one in moved if one.problems]
    if stuck and not leave_out:
        facts = {"title": stuck[0].session.title_de, "why": stuck[0].problems[0]}
        raise Refused(
            _(
                "“%(title)s” cannot follow: %(why)s Move it by hand first, or put what cannot follow into the list."
            )
            % facts,
            field="leave_out",
        )
    placings = [
        Placing(one.session.pk, None, None)
        if one.problems
        else Placing(one.session.pk, room.pk, one.starts_at)
        for one in moved
    ]
    reason = _("%(room)s is %(minutes)d minutes late") % {"room": room, "minutes": minutes}
    place_many(table, placings, by=by, reason=reason)
    return moved


def _same_day(start: int, late_from: datetime, until: int) -> bool:
    return draft.number(late_from) - 24 * 60 < start < until
