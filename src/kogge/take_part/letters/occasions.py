"""What a registration is for: the dates people go to, as the public knows them, with the keys their calendars need."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from kogge.core.periods import hours, period
from kogge.core.translated import translated
from kogge.plan.events.models import Event
from kogge.publish.feeds import entries
from kogge.publish.feeds.entries import Entry
from kogge.publish.programme import queries, read_model, snapshot
from kogge.publish.programme.models import PublicEvent, PublicSession, Release
from kogge.take_part.registration.models import Capacity, Registration, State


@dataclass(frozen=True)
class Occasion:
    """One date. `uid` is its own for each registration and stays for ever; `sequence` only grows."""

    entry: Entry
    uid: str
    sequence: int
    is_online: bool
    state: str = State.CONFIRMED
    held_until: datetime | None = None

    @property
    def when(self) -> str:
        entry = self.entry
        if entry.starts_at and entry.ends_at and entry.has_day and entry.last_day in {None, entry.date.first}:
            return f"{period(entry.starts_at, weekday=True)}, {hours(entry.starts_at, entry.ends_at)}"
        return entry.when

    @property
    def where(self) -> str:
        """The place with the room; for online seats the way in, which nobody else gets."""
        entry = self.entry
        if self.is_online:
            return entry.online_url or _("online; the link follows")
        room = "" if entry.place.startswith(entry.room) else entry.room
        return ", ".join(part for part in (room, entry.place) if part)


@dataclass(frozen=True)
class Going:
    """One registration with its title, its organiser and its dates: the event itself first, then its sessions."""

    title: str
    organizer: str
    dates: tuple[Occasion, ...]
    is_series: bool = False

    @property
    def first(self) -> Occasion | None:
        return self.dates[0] if self.dates else None


def going(registration: Registration, *, parts: bool = True) -> Going:
    """What somebody registered for, in the active language."""
    admission, session = registration.admission, registration.capacity.session_id
    if admission.event is None:
        return _series(registration)
    event = public_event(admission.event)
    whole = entries.of_event(event)
    if session:
        row = PublicSession.objects.filter(session=session).first()
        title = str(translated(registration.capacity.session, "title"))
        own = [_session(registration, row, event)] if row else []
        return Going(title, _organizer(whole), tuple(own))
    dates = [_occasion(registration, whole, event.sequence, admission.event.online_url)]
    if parts and registration.pk:
        dates += _parts(registration, event)
    return Going(whole.title, _organizer(whole), tuple(dates))


def of_part(part: Registration) -> Occasion:
    """The session of one part, whatever became of it. The event has to be released."""
    assert part.admission.event is not None and part.capacity.session is not None
    return _session(part, part.capacity.session.public, public_event(part.admission.event))


def public_event(event: Event) -> PublicEvent:
    """What the public knows of an event; before its first release what it will know."""
    found = PublicEvent.objects.filter(event=event).first()
    if found is not None:
        return found
    planned = queries.planned(event.pk)
    return as_shown(planned, snapshot.event_record(planned), None)


def as_shown(event: Event, record: dict[str, Any], release: Release | None) -> PublicEvent:
    """An event as a record shows it, not stored."""
    release = release or Release(
        event=event, released_at=event.changed_at, snapshot={"sequence": {"event": 0, "sessions": {}}}
    )
    return PublicEvent(event=event, **read_model.event_values(event, release, record))


def _parts(registration: Registration, event: PublicEvent) -> list[Occasion]:
    rows = registration.parts.live().select_related("capacity__session__public").order_by("pk")
    found = [
        _session(part, part.capacity.session.public, event)
        for part in rows
        if part.capacity.session and getattr(part.capacity.session, "public", None)
    ]
    return sorted(found, key=lambda one: (one.entry.starts_at is None, one.entry.starts_at, one.entry.title))


def _series(registration: Registration) -> Going:
    series = registration.admission.series
    rows = queries.of_series(series.slug).select_related("event") if series else ()
    dates = [
        _occasion(
            registration, entries.of_event(row), row.sequence, row.event.online_url, key=f".{row.event_id}"
        )
        for row in rows
    ]
    organizer = _organizer(dates[0].entry) if dates else ""
    return Going(str(translated(series, "title")), organizer, tuple(dates), is_series=True)


def _session(registration: Registration, row: PublicSession, event: PublicEvent) -> Occasion:
    link = registration.admission.event.online_url if registration.admission.event else ""
    return _occasion(registration, entries.of_session(row, event), row.sequence, link)


def _occasion(
    registration: Registration, entry: Entry, sequence: int, link: str, *, key: str = ""
) -> Occasion:
    """The link is the plan's own, which public pages may keep to themselves; only online seats read it."""
    main = registration.main or registration  # a session has no mode of its own: one is there as at the event
    online = main.capacity.mode == Capacity.Mode.ONLINE or entry.mode == Event.Mode.ONLINE
    entry = replace(entry, online_url=link if online else "")
    number = sequence + registration.version + (main.version if main is not registration else 0)
    held = registration.held_until
    return Occasion(entry, f"{registration.uid}{key}", number, online, registration.state, held)


def _organizer(entry: Entry) -> str:
    return next(iter(entry.organizers), "")


def upcoming(dates: Iterable[Occasion]) -> list[Occasion]:
    """Those that take place."""
    return [one for one in dates if not one.entry.called_off]
