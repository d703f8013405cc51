"""Verbs of sessions, their people and tracks."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.refusals import Refused
from kogge.network.directory.models import Person

from .. import bookings
from ..models import Contribution, Event, Session, Track
from . import values as checks

By = Any
Someone = Person | tuple[Person, str]


@transaction.atomic
def add_session(
    event: Event, *, by: By, values: Mapping[str, Any], people: Iterable[Someone] = ()
) -> Session:
    """Add a programme point. `people` are persons, or pairs of a person and a role."""
    wanted = dict(values)
    slug = wanted.pop("slug", "")
    session = Session(event=event)
    checks.apply_session(session, wanted)
    session.slug = slug or checks.free_slug(session.title_de, event.sessions.all())
    session.save()
    if "organizations" in wanted:
        session.organizations.set(wanted["organizations"])
    _set_people(session, people)
    bookings.keep_in_step(event, only=session)
    after = {"title_de": session.title_de, "starts_at": session.starts_at, "event": event.pk}
    history.record(session, "created", by=by, after=after)
    return session


@transaction.atomic
def change_session(
    session: Session,
    *,
    by: By,
    values: Mapping[str, Any],
    people: Iterable[Someone] | None = None,
    expected_version: int | None = None,
) -> Session:
    """Change a programme point and, when given, who takes part in it."""
    Session.objects.select_for_update().only("pk").get(pk=session.pk)
    fresh = Session.objects.select_related("event", "room", "track").get(pk=session.pk)
    checks.check_version(fresh, expected_version)
    before = checks.snapshot(fresh, checks.SESSION_FIELDS)
    checks.apply_session(fresh, values)
    was, now = checks.changed(before, checks.snapshot(fresh, checks.SESSION_FIELDS))
    if "organizations" in values:
        fresh.organizations.set(values["organizations"])
    if people is not None:
        now["people"] = _set_people(fresh, people)
    fresh.version += 1
    fresh.save()
    bookings.keep_in_step(fresh.event, only=fresh)
    history.record(fresh, "changed", by=by, before=was, after=now)
    return fresh


@transaction.atomic
def delete_session(session: Session, *, by: By) -> None:
    """Remove a programme point nobody outside has seen; a public one is cancelled instead."""
    history.record(session, "deleted", by=by, before={"title_de": session.title_de})
    try:
        with transaction.atomic():
            session.delete()
    except ProtectedError as error:
        raise Refused(_("This session was public once. Please cancel it instead.")) from error


@transaction.atomic
def add_track(event: Event, *, by: By, name_de: str, name_en: str = "") -> Track:
    """Add a topic line; colours follow one another."""
    name = checks.one_line(name_de)[:120]
    if not name:
        raise Refused(_("Please give the track a name."), field="name_de")
    count = event.tracks.count()
    track = Track.objects.create(
        event=event, name_de=name, name_en=checks.one_line(name_en)[:120], position=count, colour=count % 8,
        slug=checks.free_slug(name, event.tracks.all(), longest=70),
    )  # fmt: skip
    history.record(event, "track added", by=by, after={"track": track.slug})
    return track


@transaction.atomic
def remove_track(track: Track, *, by: By) -> None:
    """Remove a topic line; its sessions stay without one."""
    history.record(track.event, "track removed", by=by, before={"track": track.slug})
    track.delete()


def _set_people(session: Session, people: Iterable[Someone]) -> int:
    rows = [one if isinstance(one, tuple) else (one, Contribution.Role.SPEAKER) for one in people]
    rows = list(dict.fromkeys((person, str(role)) for person, role in rows))
    session.contributions.all().delete()
    Contribution.objects.bulk_create(
        Contribution(session=session, person=person, role=role, position=number)
        for number, (person, role) in enumerate(rows)
    )
    return len(rows)
