"""Holding rooms and people. The database decides; here its refusal becomes a sentence.

An event holds its room, and the people who appear at it as a whole, in layer `event`; its sessions hold theirs
in layer `session`. Call `keep_in_step` after every change of times, rooms or people, in the same transaction.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kogge.core.reactions import announce
from kogge.core.refusals import Refused
from kogge.network.directory.models import Person, Room

from .free_time import next_free
from .models import Event, EventOrganizer, PersonBooking, RoomBooking, Session

Booking = RoomBooking | PersonBooking
APPEARING_ROLES = frozenset({"speaker", "moderator", "trainer", "coach", "guest", "music"})
LONGEST_APPEARANCE = timedelta(hours=24)
_RELEASING_STATES = (Event.State.CANCELLED, Event.State.POSTPONED)


@dataclass(frozen=True)
class Wanted:
    """A room or a person wanted for a time. `name` is what to call the thing it is wanted for."""

    thing: Room | Person
    event: Event
    session: Session | None
    starts_at: datetime
    ends_at: datetime

    @property
    def layer(self) -> str:
        return "session" if self.session else "event"

    @property
    def title(self) -> str:
        return self.session.title_de if self.session else self.event.title_de


class AlreadyHeld(Refused):
    """A room or person is taken. `booking` is the one in the way."""

    def __init__(self, sentence: str, *, field: str, booking: Booking) -> None:
        super().__init__(sentence, field=field)
        self.booking = booking


def root_of(event: Event) -> Event:
    """The outermost event it is part of."""
    while event.parent is not None:
        event = event.parent
    return event


@transaction.atomic
def hold(
    thing: Room | Person,
    *,
    event: Event,
    starts_at: datetime,
    ends_at: datetime,
    session: Session | None = None,
) -> Booking:
    """Hold a room or a person, or raise `AlreadyHeld` with who has it, until when, and what is free next."""
    wanted = Wanted(thing, event, session, starts_at, ends_at)
    lock([wanted])
    return write([wanted])[0]


@transaction.atomic
def keep_in_step(event: Event, *, only: Session | None = None) -> None:
    """Make the bookings of an event (or of one of its sessions) match its times, rooms and people."""
    wanted = list(wanted_by_session(event, only)) if only else list(_wanted_by_event(event))
    lock(wanted)
    missing = {_key(one): one for one in wanted}
    kinds: tuple[Any, ...] = (RoomBooking, PersonBooking)
    for model in kinds:
        rows: QuerySet[Any] = model.objects.filter(event=event)
        rows = rows.filter(session=only) if only else rows
        stale = [row.pk for row in rows if missing.pop(_key_of_row(row), None) is None]
        if stale:
            model.objects.filter(pk__in=stale).delete()
    if missing:
        write(list(missing.values()))
    announce("times kept in step", event=event, session=only)


def in_the_way(wanted: Wanted) -> QuerySet[Any]:
    """The bookings that keep `wanted` from being held, the earliest first."""
    rows = _others(wanted).filter(starts_at__lt=wanted.ends_at, ends_at__gt=wanted.starts_at)
    return rows.select_related("event", "session").order_by("starts_at")


def sentence_for(wanted: Wanted, row: Booking) -> str:
    """Who has it, from when to when, and when it is next free for as long as it is needed."""
    spans = _others(wanted).filter(ends_at__gt=wanted.starts_at).values_list("starts_at", "ends_at")
    free = next_free(wanted.starts_at, wanted.ends_at - wanted.starts_at, spans)
    facts = {
        "thing": wanted.thing,
        "who": _holder(row.event),
        "title": row.session.title_de if row.session else row.event.title_de,
        "wanted": wanted.title,
        "span": span_text(row.starts_at, row.ends_at),
        "free": moment_text(free),
    }
    if isinstance(wanted.thing, Person):
        text = _(
            "%(thing)s already has “%(title)s” (%(who)s) %(span)s, so “%(wanted)s” cannot be placed then. "
            "The next free time for it begins %(free)s."
        )
    else:
        text = _(
            "%(thing)s is already held by %(who)s for “%(title)s” %(span)s. "
            "The next free time for “%(wanted)s” begins %(free)s."
        )
    return text % facts


def span_text(starts_at: datetime, ends_at: datetime) -> str:
    """From when to when, in words and local time."""
    begins, ends = timezone.localtime(starts_at), timezone.localtime(ends_at)
    facts = {
        "day": date_format(begins, "DATE_FORMAT"),
        "from": date_format(begins, "H:i"),
        "to": date_format(ends, "H:i"),
        "last": date_format(ends, "DATE_FORMAT"),
    }
    if begins.date() == ends.date():
        return _("on %(day)s from %(from)s to %(to)s") % facts
    return _("from %(day)s, %(from)s to %(last)s, %(to)s") % facts


def moment_text(moment: datetime) -> str:
    """A moment in words and local time."""
    local = timezone.localtime(moment)
    return _("on %(day)s at %(time)s") % {
        "day": date_format(local, "DATE_FORMAT"),
        "time": date_format(local, "H:i"),
    }


def _wanted_by_event(event: Event) -> Iterable[Wanted]:
    if event.state in _RELEASING_STATES:
        return
    if event.starts_at and event.ends_at:
        if event.room:
            yield Wanted(event.room, event, None, event.starts_at, event.ends_at)
        if event.ends_at - event.starts_at <= LONGEST_APPEARANCE:
            rows = event.people.filter(role__in=APPEARING_ROLES).select_related("person")
            for person in {row.person for row in rows}:
                yield Wanted(person, event, None, event.starts_at, event.ends_at)
    sessions = event.sessions.filter(starts_at__isnull=False).select_related("room")
    for session in sessions.prefetch_related("contributions__person"):
        yield from wanted_by_session(event, session)


def wanted_by_session(event: Event, session: Session) -> Iterable[Wanted]:
    over = event.state in _RELEASING_STATES or session.state == Session.State.CANCELLED
    if over or not session.starts_at or not session.ends_at:
        return
    if session.room:
        yield Wanted(session.room, event, session, session.starts_at, session.ends_at)
    for person in {row.person for row in session.contributions.all()}:
        yield Wanted(person, event, session, session.starts_at, session.ends_at)


def lock(wanted: list[Wanted]) -> None:
    """Take turns per room and person: two inserts under an exclusion constraint could wait for each other."""
    for model in (Room, Person):
        keys = sorted({one.thing.pk for one in wanted if isinstance(one.thing, model)})
        if keys:
            list(model.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk").only("pk"))


def write(wanted: list[Wanted]) -> list[Booking]:
    """Insert the bookings; the sentence of the first one in the way is the refusal."""
    made: list[Booking] = []
    kinds: tuple[tuple[Any, str], ...] = ((RoomBooking, "room"), (PersonBooking, "person"))
    for model, field in kinds:
        mine = [one for one in wanted if isinstance(one.thing, Room) == (model is RoomBooking)]
        mine.sort(key=lambda one: (one.thing.pk, one.starts_at))
        rows = [
            model(
                root=root_of(one.event), event=one.event, session=one.session, layer=one.layer,
                starts_at=one.starts_at, ends_at=one.ends_at, **{field: one.thing},
            )
            for one in mine
        ]  # fmt: skip
        try:
            with transaction.atomic():
                made += model.objects.bulk_create(rows)
        except IntegrityError as error:
            refusal = _refusal(mine)
            if refusal is None:
                raise
            raise refusal from error
    return made


def _refusal(wanted: list[Wanted]) -> AlreadyHeld | None:
    """What stands in the way: a booking in the database, or another one of the same request."""
    for number, one in enumerate(wanted):
        field = "people" if isinstance(one.thing, Person) else "room"
        row = in_the_way(one).first() or _among(wanted[:number], one)
        if row is not None:
            return AlreadyHeld(sentence_for(one, row), field=field, booking=row)
    return None


def _among(earlier: list[Wanted], one: Wanted) -> Booking | None:
    for other in earlier:
        same = other.thing == one.thing and other.layer == one.layer
        if same and other.starts_at < one.ends_at and one.starts_at < other.ends_at:
            model = PersonBooking if isinstance(one.thing, Person) else RoomBooking
            return model(
                event=other.event, session=other.session, starts_at=other.starts_at, ends_at=other.ends_at
            )
    return None


def _others(wanted: Wanted) -> QuerySet[Any]:
    """Every booking of the same thing that may not overlap with `wanted`, apart from its own."""
    model: Any = PersonBooking if isinstance(wanted.thing, Person) else RoomBooking
    field = "person" if model is PersonBooking else "room"
    rows = model.objects.filter(**{field: wanted.thing})
    if wanted.event.pk is None:
        return rows
    rows = rows.filter(Q(layer=wanted.layer) | ~Q(root=root_of(wanted.event)))
    return rows.exclude(event=wanted.event, session=wanted.session, layer=wanted.layer)


def _holder(event: Event) -> str:
    lead = event.organizer_rows.filter(role=EventOrganizer.Role.LEAD).select_related("organization").first()
    return str(lead.organization) if lead else _("the network")


def _key(one: Wanted) -> tuple[Any, ...]:
    kind = "person" if isinstance(one.thing, Person) else "room"
    return (kind, one.thing.pk, one.session.pk if one.session else None, root_of(one.event).pk,
            one.starts_at, one.ends_at)  # fmt: skip


def _key_of_row(row: Booking) -> tuple[Any, ...]:
    kind, pk = ("person", row.person_id) if isinstance(row, PersonBooking) else ("room", row.room_id)
    return (kind, pk, row.session_id, row.root_id, row.starts_at, row.ends_at)
