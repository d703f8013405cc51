"""What "My day" shows: the chosen and the booked by day and time, what collides, what changed, where seats are."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.periods import hours, period
from kogge.core.translated import translated
from kogge.publish.programme import event_page, programme_page, timetable
from kogge.publish.programme.models import PublicEvent, PublicSession
from kogge.publish.schedules.differences import OFF, facts_of, notices
from kogge.take_part.registration.models import State

from . import collisions, plan_link, queries
from .collisions import Span
from .models import Favourite, Plan

MOST_ALTERNATIVES = 4
Record = dict[str, Any]


@dataclass
class Row:
    """One session of the day, as the page prints it."""

    record: Record
    starts_at: datetime | None
    ends_at: datetime | None
    is_off: bool
    is_chosen: bool
    seat: queries.Seat | None = None
    is_now: bool = False
    is_next: bool = False
    overlaps: list[str] = field(default_factory=list)
    walk_from: str = ""
    changes: list[str] = field(default_factory=list)
    alternatives: list[Record] = field(default_factory=list)

    @property
    def state(self) -> str:
        """What the person has of its seats: nothing, or the state of their registration for it."""
        return self.seat.part.state if self.seat and self.seat.part else ""

    @property
    def is_firm(self) -> bool:
        return self.state == State.CONFIRMED

    @property
    def can_book(self) -> bool:
        """Seats are counted, none is held, and it is not over."""
        begun = self.starts_at is not None and self.starts_at <= timezone.now()
        limited = self.seat is not None and self.seat.is_limited
        return limited and not self.state and not self.is_off and not begun

    @property
    def title(self) -> str:
        return str(translated(self.record, "title"))

    @property
    def words(self) -> str:
        """Title and time, to name it in a sentence."""
        return _("“%(title)s” (%(time)s)") % {
            "title": self.title, "time": self.record["time"],
        }  # fmt: skip


@dataclass(frozen=True)
class Day:
    """One date with its rows and, between them, the free times."""

    label: str
    entries: list[tuple[str, Any]]


def context(plan: Plan, event: PublicEvent) -> Record:
    """All the page needs, whatever the number of sessions: a constant number of queries."""
    now = timezone.now()
    public = {one.session_id: one for one in queries.public_sessions(plan)}
    favourites = {one.session_id: one for one in plan.favourites.select_related("session")}
    seats = queries.seats(plan)
    mine = favourites.keys() | {pk for pk, seat in seats.items() if seat.part}
    base = f"{reverse('programme:event', args=[event.slug])}sessions/"
    rows = {
        str(pk): _row(one, favourites.get(pk), seats.get(pk), base)
        for pk, one in public.items()
        if pk in mine
    }
    _relate(rows, now)
    _offer_alternatives(rows, public.values(), mine, base)
    gone = [one for pk, one in favourites.items() if pk not in public]
    return {
        "plan": plan,
        "event": event.record,
        "secret": plan_link.secret_of(plan),
        "days": _days(rows.values()),
        "count": len(rows),
        "news": [one for one in rows.values() if one.changes],
        "gone": [one.seen for one in gone],
        "moment": now,
        "registration": plan.registration if plan.registration and plan.registration.is_live else None,
        "to_book": _form_address(event, rows.values()),
        "collision_count": sum(bool(one.overlaps) for one in rows.values()),
        "is_over": programme_page.is_over(event),
        "feed": plan_link.address_of(plan, "feed"),
        "address": plan_link.address_of(plan),
        "crumbs": event_page.crumbs(event.record, {"name": _("My day"), "address": "."}),
    }


def _row(public: PublicSession, favourite: Favourite | None, seat: queries.Seat | None, base: str) -> Row:
    is_off = public.state in OFF
    return Row(
        timetable.row(public.record, base), public.starts_at, public.ends_at, is_off, favourite is not None,
        seat, changes=notices(favourite.seen, facts_of(public.record)) if favourite else [],
    )  # fmt: skip


def spans(rows: dict[str, Row]) -> list[Span]:
    """What takes place and has a time."""
    return [
        Span(key, one.starts_at, one.ends_at, one.record["room"])
        for key, one in rows.items()
        if one.starts_at and one.ends_at and not one.is_off
    ]


def _relate(rows: dict[str, Row], now: datetime) -> None:
    """Mark what collides, what is hard to reach, what runs and what comes next."""
    timed = spans(rows)
    for key, others in collisions.collisions(timed).items():
        rows[key].overlaps = [rows[other].words for other in others]
    for key, before in collisions.hurried(timed).items():
        rows[key].walk_from = rows[before].record["room"]
    for key in collisions.running(timed, now):
        rows[key].is_now = True
    for key in collisions.following(timed, now):
        rows[key].is_next = True


def _offer_alternatives(
    rows: dict[str, Row], public: Iterable[PublicSession], mine: set[int], base: str
) -> None:
    """For each cancelled session: what else takes place at its time."""
    off = [one for one in rows.values() if one.is_off and one.starts_at and one.ends_at]
    others = [one for one in public if one.session_id not in mine and one.starts_at and one.state not in OFF]
    for row in off:
        found = [
            one for one in others
            if one.ends_at and one.starts_at < row.ends_at and row.starts_at < one.ends_at  # type: ignore[operator]
        ]  # fmt: skip
        row.alternatives = [timetable.row(one.record, base) for one in found[:MOST_ALTERNATIVES]]


def _days(rows: Iterable[Row]) -> list[Day]:
    timed = sorted(
        (one for one in rows if one.starts_at), key=lambda one: (one.starts_at, one.record["slug"])
    )
    found = [
        Day(period(day, weekday=True), _with_gaps(list(same)))
        for day, same in groupby(timed, key=lambda one: _date(one.starts_at))
    ]
    loose = [("row", one) for one in rows if not one.starts_at]
    return [*found, Day(_("Exact times not stated"), loose)] if loose else found


def _date(moment: datetime | None) -> date | None:
    return timezone.localtime(moment).date() if moment else None


def _with_gaps(rows: list[Row]) -> list[tuple[str, Any]]:
    """The rows of one day, and before a row the free time that ends with it."""
    busy = [one for one in rows if not one.is_off]
    free = {end: start for start, end in collisions.gaps(spans(dict(enumerate_keys(busy))))}
    entries: list[tuple[str, Any]] = []
    for row in rows:
        begun = free.pop(row.starts_at, None) if row.starts_at and not row.is_off else None
        if begun and row.starts_at:
            minutes = int((row.starts_at - begun).total_seconds() // 60)
            entries.append(("gap", {"hours": hours(begun, row.starts_at), "words": _length(minutes)}))
        entries.append(("row", row))
    return entries


def enumerate_keys(rows: Iterable[Row]) -> Iterable[tuple[str, Row]]:
    """Rows under their place in the list, as keys of spans."""
    return ((str(number), row) for number, row in enumerate(rows))


def _length(minutes: int) -> str:
    whole, rest = divmod(minutes, 60)
    if not whole:
        return _("%(minutes)s min") % {"minutes": rest}
    return _("%(hours)s h %(minutes)02d min") % {"hours": whole, "minutes": rest}


def _form_address(event: PublicEvent, rows: Iterable[Row]) -> str:
    """The registration's form with what can be booked already chosen."""
    chosen = [("session", one.record["slug"]) for one in rows if one.can_book]
    return f"{reverse('sign_up:event', args=[event.slug])}?{urlencode(chosen)}".rstrip("?")
