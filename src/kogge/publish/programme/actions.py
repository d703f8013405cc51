"""Releases: the only way by which anything of an event becomes public, and the way it leaves again."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kogge.core import freshness, history, reactions
from kogge.core.imprecise_date import ImpreciseDate, Precision
from kogge.core.refusals import Refused
from kogge.plan.events.models import Event, EventOrganizer, Session

from . import changes, queries, read_model, snapshot
from .models import PublicEvent, Release

Record = dict[str, Any]


@transaction.atomic
def release(event: Event, *, by: Any, note: str = "") -> Release:
    """Show the event and its sessions to the public as they are planned now.

    An event that looks the same as before gets no new release: the newest one is returned. Events that belong
    to it (children) are not released with it.
    """
    fresh = _take(event)
    _refuse_unready(fresh)
    was_hidden = not fresh.is_public_state
    made = _release(fresh, queries.draft(fresh), by=by, note=note)
    if was_hidden:
        Event.objects.filter(pk=event.pk).update(state=Event.State.PUBLISHED)
    event.state = fresh.state
    return made


@transaction.atomic
def release_session(session: Session, *, by: Any) -> Release:
    """Show one session as it is planned now and leave everything else as the public knows it."""
    return release_sessions(session.event, [session], by=by)


@transaction.atomic
def release_sessions(event: Event, chosen: Iterable[Session], *, by: Any, note: str = "") -> Release:
    """Show these sessions as they are planned now, in one release, and nothing else."""
    event = _take(event)
    shown = queries.shown(event)
    if shown is None:
        raise Refused(_("The event is not public yet. Please release the event first, then single sessions."))
    keys = {one.pk for one in chosen}
    fresh = [one for one in queries.planned_sessions(event) if one.pk in keys]
    records = {str(one.uid): snapshot.session_record(one, event) for one in fresh}
    taken = {"event": shown["event"], "sessions": {**shown["sessions"], **records}}
    return _release(event, taken, by=by, note=note, only=records)


@transaction.atomic
def withdraw(event: Event, *, by: Any, reason: str) -> Release:
    """Take the event off all public pages. Its addresses say what it was."""
    fresh = _take(event)
    shown = queries.shown(fresh)
    if shown is None:
        raise Refused(_("The event is not public, so there is nothing to withdraw."))
    if not reason.strip():
        raise Refused(_("Please say in a few words why the event is withdrawn."), field="reason")
    newest = Release.objects.filter(event=fresh).order_by("-number").first()
    nothing: Record = {"event": None, "sessions": {}}
    made = _number(fresh, nothing, changes.between(shown, None), newest, by=by, note=reason.strip()[:300])
    read_model.remove(PublicEvent.objects.get(event=fresh), _what_it_was(shown["event"]))
    if fresh.state == Event.State.PUBLISHED:
        Event.objects.filter(pk=event.pk).update(state=Event.State.PLANNED)
        event.state = Event.State.PLANNED
    history.record(fresh, "withdrawn", by=by, after={"release": made.number}, reason=reason.strip()[:500])
    _tell(fresh, made)
    return made


def _take(event: Event) -> Event:
    """Lock the event so that two releases follow one another, and read it afresh."""
    Event.objects.select_for_update().only("pk").get(pk=event.pk)
    return queries.planned(event.pk)


def _release(event: Event, taken: Record, *, by: Any, note: str, only: Record | None = None) -> Release:
    """Number what changed, write it to the read model, and tell. Without change the newest release stands."""
    rows = list(PublicEvent.objects.filter(Q(event=event) | Q(slug=taken["event"]["slug"])))
    public = next((one for one in rows if one.event_id == event.pk), None)
    changed = changes.between(queries.shown_of(public), taken)
    newest = Release.objects.filter(event=event).order_by("-number").first()
    if not changed and newest:
        return newest
    _refuse_taken_address(one for one in rows if one is not public)
    made = _number(event, taken, changed, newest, by=by, note=note[:300], only=only)
    read_model.write(made, public or PublicEvent(event=event), event, taken, changed)
    history.record(event, "released", by=by, after={"release": made.number, "changes": len(changed)})
    _tell(event, made)
    return made


def _number(
    event: Event,
    taken: Record,
    changed: list[changes.Change],
    newest: Release | None,
    *,
    by: Any,
    note: str,
    only: Record | None = None,
) -> Release:
    """Write the next release. One of single sessions keeps those alone: the others did not change."""
    sessions = only or taken["sessions"]
    log = changed if taken["event"] else [one for one in changed if one.what == "event"]
    return Release.objects.create(
        event=event,
        number=newest.number + 1 if newest else 1,
        released_at=timezone.now(),
        released_by=by if isinstance(by, str) else str(getattr(by, "pk", "")),
        note=note,
        snapshot={
            "event": taken["event"],
            "sessions": sessions,
            "partial": bool(only),
            "sequence": _sequences(newest, changed),
        },
        changes=[one.as_log() for one in log],
    )


def _sequences(newest: Release | None, changed: list[changes.Change]) -> Record:
    """How often calendars had to be told of the event and of each session. Never falls, withdrawn or not."""
    before: Record = newest.snapshot["sequence"] if newest else {"event": 0, "sessions": {}}
    sessions: dict[str, int] = dict(before["sessions"])
    number: int = before["event"]
    for change in changed:
        if change.what == "session":
            sessions[change.uid] = sessions.get(change.uid, 0) + change.raises_sequence
        else:
            number += change.raises_sequence
    return {"event": number, "sessions": sessions}


def _refuse_unready(event: Event) -> None:
    if not event.title_de.strip():
        raise Refused(_("The event needs a title before it can be released."), field="title_de")
    leads = any(row.role == EventOrganizer.Role.LEAD for row in event.organizer_rows.all())
    if not leads and "organisers" not in event.not_stated:  # a documented event may leave its organiser open
        raise Refused(_("The event needs a leading organiser before it can be released."), field="organizers")


def _refuse_taken_address(others: Iterable[PublicEvent]) -> None:
    for other in others:
        raise Refused(
            _("The address “%(slug)s” still belongs to “%(title)s”. Please choose another one.")
            % {"slug": other.slug, "title": other.title_de},
            field="slug",
        )


def _what_it_was(record: Record) -> str:
    date = ImpreciseDate(read_model.day(record["starts_on"]), Precision(record["precision"]))
    when = date_format(date.first, "d.m.Y") if date.first and date.precision is Precision.DAY else str(date)
    return f"{record['title_de']} ({when})"


def _tell(event: Event, release: Release) -> None:
    """Public pages are older than this now; later stages hear of it."""
    freshness.advance()
    reactions.announce("event released", event=event, release=release)
