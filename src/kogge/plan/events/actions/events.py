"""Verbs of one event."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core import history, pictures
from kogge.core.imprecise_date import Precision
from kogge.core.reactions import announce
from kogge.core.refusals import Refused
from kogge.network.directory.models import Organization, Person, Place, Room

from .. import bookings, formats
from ..formats import DefaultSession
from ..models import Event, EventOrganizer, EventPerson, Session
from ..states import NEXT_STATES, needs_reason
from . import values as checks
from .sessions import add_session

By = Any


@transaction.atomic
def create_event(
    *, by: By, format_key: str, lead: Organization, values: Mapping[str, Any], reason: str = ""
) -> Event:
    """Put a new draft into the plan, led by an organisation. What is not given comes from the format."""
    if not formats.exists(format_key):
        raise Refused(_("Please choose one of the formats."), field="format_key")
    wanted = dict(values)
    state = wanted.pop("state", Event.State.PLANNED)
    slug = wanted.pop("slug", "")
    format_ = formats.get(format_key)
    event = Event(format_key=format_key, state=state, mode=format_.mode, cost=format_.cost)
    checks.apply_event(event, wanted)
    title = event.title_de if not event.starts_on else f"{event.title_de} {event.starts_on.year}"
    event.slug = slug or checks.free_slug(
        event.title_de if str(event.starts_on and event.starts_on.year) in event.title_de else title,
        Event.objects.all(),
    )
    event.save()
    for name in checks.MANY:
        if name in wanted:
            getattr(event, name).set(wanted[name])
    EventOrganizer.objects.create(
        event=event, organization=lead, role=EventOrganizer.Role.LEAD, accepted_at=timezone.now()
    )
    bookings.keep_in_step(event)
    after = {
        "format_key": format_key,
        "title_de": event.title_de,
        "lead": lead.slug,
        "starts_on": event.starts_on,
    }
    history.record(event, "created", by=by, after=after, reason=reason[:500])
    return event


@transaction.atomic
def change_event(
    event: Event,
    *,
    by: By,
    values: Mapping[str, Any],
    expected_version: int | None = None,
    reason: str = "",
) -> Event:
    """Change a draft or a published event. The public sees it after the next release."""
    fresh = take(event)
    checks.check_version(fresh, expected_version)
    before = checks.snapshot(fresh, checks.PLAIN)
    parent_before = fresh.parent
    checks.apply_event(fresh, values)
    for name in checks.MANY:
        if name in values:
            before[name] = sorted(getattr(fresh, name).values_list("pk", flat=True))
            getattr(fresh, name).set(values[name])
    after = checks.snapshot(fresh, checks.PLAIN)
    after |= {n: sorted(getattr(fresh, n).values_list("pk", flat=True)) for n in checks.MANY if n in values}
    was, now = checks.changed(before, after)
    if not now:
        return fresh
    if "operation" in now:
        announce(
            "operation of event changes", event=fresh, before=was["operation"], after=now["operation"], by=by
        )
    return _saved(
        fresh, "changed", by=by, before=was, after=now, reason=reason, deep=parent_before != fresh.parent
    )


@transaction.atomic
def set_state(event: Event, *, by: By, state: str, reason: str = "") -> Event:
    """Move an event along its life; cancelling and postponing say why and give the room back."""
    fresh = take(event)
    if state not in NEXT_STATES[Event.State(fresh.state)]:
        facts = {"now": fresh.get_state_display(), "then": Event.State(state).label}
        raise Refused(_("An event that is “%(now)s” cannot become “%(then)s”.") % facts, field="state")
    if needs_reason(state) and not reason.strip():
        raise Refused(
            _("Please say in a few words why. People who planned to come will read it."), field="reason"
        )
    first_day = fresh.starts_on if fresh.precision != Precision.NOT_STATED else None
    if state == Event.State.HELD and first_day and first_day > timezone.localdate():
        raise Refused(_("It has not begun yet. Please mark it as held afterwards."), field="state")
    before = fresh.state
    fresh.state = state
    fresh.state_reason = checks.one_line(reason)[:300] if needs_reason(state) else ""
    return _saved(
        fresh,
        "state changed",
        by=by,
        before={"state": before},
        after={"state": state},
        reason=reason[:500],
        deep=False,
    )


@transaction.atomic
def move_place(event: Event, *, by: By, place: Place, room: Room | None = None) -> Event:
    """Move the event; the former place is kept to be shown struck through, rooms there are given back."""
    fresh = take(event)
    if fresh.place == place and fresh.room == room:
        return fresh
    before = {"place": fresh.place_id, "room": fresh.room_id}
    if fresh.place and fresh.place != place:
        fresh.former_place, fresh.place_changed_at = fresh.place, timezone.now()
    checks.apply_event(fresh, {"place": place, "room": room})
    for session in fresh.sessions.filter(room__isnull=False).select_related("room__place__within__within"):
        if session.room and not _is_within(session.room.place, place):
            Session.objects.filter(pk=session.pk).update(room=None)
    after = {"place": place.pk, "room": room.pk if room else None}
    return _saved(fresh, "moved to another place", by=by, before=before, after=after, reason="", deep=False)


@transaction.atomic
def set_people(event: Event, *, by: By, rows: Iterable[tuple[Person, str]]) -> Event:
    """Say who appears at the event as a whole, and in which role."""
    fresh = take(event)
    fresh.people.all().delete()
    wanted = list(dict.fromkeys((person, checks.one_line(role)[:40] or "speaker") for person, role in rows))
    EventPerson.objects.bulk_create(
        EventPerson(event=fresh, person=person, role=role, position=number)
        for number, (person, role) in enumerate(wanted)
    )
    return _saved(
        fresh, "people changed", by=by, before={}, after={"people": len(wanted)}, reason="", deep=False
    )


@transaction.atomic
def add_default_sessions(event: Event, *, by: By) -> int:
    """Add the programme points the format begins with; returns how many."""
    from_format = event.format.sessions
    there = set(event.sessions.values_list("title_de", flat=True))
    missing = [point for point in from_format if point.title_de not in there]
    for number, point in enumerate(missing):
        times = _times_of(event, point)
        add_session(
            event, by=by,
            values={"title_de": point.title_de, "title_en": point.title_en, "kind": point.kind, "position": number,
                    "day": point.day, **times},
        )  # fmt: skip
    return len(missing)


@transaction.atomic
def set_picture(event: Event, *, by: By, upload: Any, alt: str, consent: str) -> Event:
    """Keep a picture, shrunk and without hidden data; it needs a description and the source of consent."""
    fresh = take(event)
    if upload is None and not fresh.picture:
        raise Refused(_("Please choose a picture."), field="picture")
    if not alt.strip():
        raise Refused(_("Please describe the picture for people who cannot see it."), field="picture_alt")
    if not consent.strip():
        raise Refused(
            _("Please say who took the picture, under which licence, and who agreed to be shown."),
            field="picture_consent",
        )
    if upload is not None:
        cleaned = pictures.clean_picture(upload)
        fresh.picture.save(str(cleaned.name), cleaned, save=False)
    fresh.picture_alt = checks.one_line(alt)[:300]
    fresh.picture_consent = checks.one_line(consent)[:300]
    return _saved(fresh, "picture changed", by=by, before={}, after={"picture": True}, reason="", deep=False)


@transaction.atomic
def tick(event: Event, *, by: By, done: Iterable[str]) -> Event:
    """Keep which lines of the checklist are done."""
    known = {task.key for task in event.format.checklist}
    fresh = take(event)
    before = fresh.checklist_done
    fresh.checklist_done = sorted(known & set(done))
    if before != fresh.checklist_done:
        fresh.save(update_fields=["checklist_done"])
        history.record(
            fresh, "checklist", by=by, before={"done": before}, after={"done": fresh.checklist_done}
        )
    return fresh


@transaction.atomic
def write_report(event: Event, *, by: By, answers: Mapping[str, Any]) -> Event:
    """Keep the answers to the report questions of the format; a held event becomes reported."""
    fresh = take(event)
    if fresh.state not in {Event.State.HELD, Event.State.REPORTED}:
        raise Refused(_("Please mark the event as held first, then write the report."))
    known = {field.key for field in fresh.format.report}
    kept = {key: value for key, value in answers.items() if key in known and value not in (None, "")}
    if not kept:
        raise Refused(_("Please answer at least one question."))
    fresh.report = kept
    fresh.state = Event.State.REPORTED
    return _saved(
        fresh, "reported", by=by, before={}, after={"answered": sorted(kept)}, reason="", deep=False
    )


@transaction.atomic
def duplicate_event(event: Event, *, by: By, lead: Organization) -> Event:
    """A new idea like this one: same format, texts and programme points; no date, people or rooms."""
    skipped = {
        "starts_on", "ends_on", "precision", "starts_at", "ends_at", "room", "operation", "funding", "edition",
        "facts", "refs", "not_stated", "source_note", "is_milestone",
    }  # fmt: skip
    values = {n: getattr(event, n) for n in checks.PLAIN if n not in skipped}
    values |= {name: list(getattr(event, name).all()) for name in checks.MANY}
    values["title_de"] = _("%(title)s (copy)") % {"title": event.title_de[:190]}
    values |= {"state": Event.State.IDEA, "starts_on": None, "precision": Precision.NOT_STATED}
    copy = create_event(by=by, format_key=event.format_key, lead=lead, values=values)
    kept = (
        "title_de", "title_en", "kind", "abstract_de", "abstract_en", "language", "day", "position", "capacity",
    )  # fmt: skip
    for session in event.sessions.exclude(state=Session.State.CANCELLED):
        add_session(copy, by=by, values={name: getattr(session, name) for name in kept})
    return copy


@transaction.atomic
def delete_event(event: Event, *, by: By) -> None:
    """Throw away what never became more than a plan."""
    fresh = take(event)
    if fresh.state not in {Event.State.IDEA, Event.State.PLANNED}:
        raise Refused(_("Only ideas and plans can be deleted. Please cancel this event instead."))
    if fresh.children.exists():
        raise Refused(_("Other events are part of this one. Please move or delete them first."))
    history.record(fresh, "deleted", by=by, before={"title_de": fresh.title_de, "slug": fresh.slug})
    try:
        with transaction.atomic():
            announce("event deleted", event=fresh)
            fresh.delete()
    except ProtectedError as error:
        raise Refused(_("This event was public once. Please cancel it instead.")) from error


def take(event: Event) -> Event:
    """Lock the event and read it afresh, so that two changes follow one another."""
    Event.objects.select_for_update().only("pk").get(pk=event.pk)
    return Event.objects.select_related("place", "room__place", "operation", "parent").get(pk=event.pk)


def _saved(event: Event, verb: str, *, by: By, before: Any, after: Any, reason: str, deep: bool) -> Event:
    event.version += 1
    event.save()
    bookings.keep_in_step(event)
    if deep:
        for child in event.children.all():
            bookings.keep_in_step(child)
    history.record(event, verb, by=by, before=before, after=after, reason=reason[:500])
    return event


def _times_of(event: Event, point: DefaultSession) -> dict[str, datetime]:
    """When a programme point of the format would begin and end; nothing while the event has no time."""
    if not event.starts_at or not event.starts_on:
        return {}
    begins = event.starts_at + timedelta(days=point.day - 1, minutes=point.begins_after)
    if timezone.localdate(begins) > (event.ends_on or event.starts_on):
        return {}
    return {"starts_at": begins, "ends_at": begins + timedelta(minutes=point.minutes)}


def _is_within(inner: Place | None, outer: Place) -> bool:
    while inner is not None:
        if inner == outer:
            return True
        inner = inner.within
    return False
