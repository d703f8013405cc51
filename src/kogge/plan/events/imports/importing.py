"""Rows become events by the desk's own actions. A second run changes nothing; a broken row stops nobody else.

Each row stands for itself: it is saved or refused whole. With `strict` the file is saved or refused whole, and a
dry run does everything and takes it back, so that its report is what would happen.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.accounts.permissions import may
from kogge.network.directory.models import Organization, Place

from .. import actions, formats
from ..formats.workshop import WORKSHOP
from ..models import Event, ImportedRow, Session
from . import reading
from .linking import Links, format_of
from .rows import Found, Outcome, Report, Row

FALLBACK_FORMAT = WORKSHOP.key
UNDATED = ("starts_on", "ends_on", "starts_at", "ends_at", "precision")


@dataclass
class Import:
    """One run: who imports for which organisation, and how."""

    by: Any
    organization: Organization
    format_key: str = ""
    source: str = ""
    place: Place | None = None
    links: Links = field(init=False)

    def __post_init__(self) -> None:
        self.source = (self.source or self.organization.slug)[:200]
        self.links = Links(self.by)


class _TakenBack(Exception):  # noqa: N818  no error: the way out of a transaction
    pass


def import_file(
    content: bytes,
    name: str,
    *,
    by: Any,
    organization: Organization,
    format_key: str = "",
    source: str = "",
    place: Place | None = None,
    dry_run: bool = False,
    strict: bool = False,
) -> Report:
    """Read a file and put its events into the plan of an organisation. Raises Refused for the file as a whole."""
    refuse_stranger(by, organization)
    if format_key and not formats.exists(format_key):
        raise Refused(_("Please choose one of the formats."), field="format_key")
    found = reading.read(content, name)
    run = Import(by, organization, format_key, source, place)
    return import_rows(run, found, dry_run=dry_run, strict=strict)


def import_rows(run: Import, found: Found, *, dry_run: bool = False, strict: bool = False) -> Report:
    """Import the rows of a file, or of a part of it."""
    report = Report(kind=found.kind, dry_run=dry_run, notes=list(found.notes))
    with _maybe_taken_back() as take_back:
        if dry_run or strict:
            with transaction.atomic():
                _all(run, found, report)
                if dry_run or report.counts["refused"]:
                    report.saved = False
                    take_back()
        else:
            _all(run, found, report)
    return report


def refuse_stranger(by: Any, organization: Organization) -> None:
    """Only who may import for the organisation does so; commands act for the operator."""
    if isinstance(by, User) and not may(by, "event.import", organization=organization.slug):
        raise Refused(_("You may not import events for this organisation."), field="organization")


@contextmanager
def _maybe_taken_back() -> Iterator[Any]:
    def take_back() -> None:
        raise _TakenBack

    with suppress(_TakenBack):
        yield take_back


def _all(run: Import, found: Found, report: Report) -> None:
    for row in found.rows:
        report.outcomes.append(_one(run, row))
        if row.sessions:
            event = _event_of(run, row)
            report.outcomes += [_one_session(run, event, one) for one in row.sessions]


def _one(run: Import, row: Row) -> Outcome:
    if row.fault:
        return Outcome(row.line, "refused", row.label[:200], row.fault)
    try:
        with transaction.atomic():
            what, slug = _event(run, row)
    except Refused as refusal:
        return Outcome(row.line, "refused", row.label[:200], str(refusal))
    return Outcome(row.line, what, row.label[:200], " ".join(row.notes), slug)


def _event(run: Import, row: Row) -> tuple[str, str]:
    """Create, change or leave one event; returns what happened and its slug."""
    known = ImportedRow.objects.filter(source=run.source, key=row.key[:400]).select_related("event").first()
    if known and known.digest == row.digest:
        return "unchanged", known.event.slug if known.event else ""
    if known and known.event is None:
        row.notes.append(_("It was deleted here and stays so."))
        return "skipped", ""
    own = None if known else _by_uid(Event, row.key) or _of_own_sessions(row)
    if own:
        row.notes.append(_("It is kept here already; a copy from a file does not change it."))
        return "unchanged", own.slug
    values = run.links.event_values(row.values, row.notes)
    event, what = (_changed(run, known.event, values), "changed") if known and known.event else (
        _created(run, row, values), "created")  # fmt: skip
    _follow_state(run, event, row.values.get("state", ""))
    ImportedRow.objects.update_or_create(
        source=run.source, key=row.key[:400], defaults={"digest": row.digest, "event": event}
    )
    return what, event.slug


def _created(run: Import, row: Row, values: dict[str, Any]) -> Event:
    if run.place and not values.get("place"):
        values["place"] = run.place
    key = format_of(row.values.get("format_key", ""), run.format_key or FALLBACK_FORMAT)
    event = actions.create_event(
        by=run.by, format_key=run.format_key or key, lead=run.organization, values=values
    )
    _keep_uid(event, row.key)
    return event


def _changed(run: Import, event: Event, values: dict[str, Any]) -> Event:
    if isinstance(run.by, User) and not Event.objects.editable_by(run.by).filter(pk=event.pk).exists():
        raise Refused(_("It belongs to others here; you may not change it."))
    if "starts_at" not in values:
        values = {**dict.fromkeys(UNDATED[2:4]), **values}
    if values.get("place", event.place) != event.place and values.get("place") and event.place:
        event = actions.move_place(event, by=run.by, place=values.pop("place"), room=values.pop("room", None))
    return actions.change_event(event, by=run.by, values=values)


def _follow_state(run: Import, event: Event, state: str) -> None:
    """What was called off elsewhere is called off here. Nothing becomes public by an import."""
    if state in {"cancelled", "postponed", "held"} and event.state != state:
        actions.set_state(event, by=run.by, state=state, reason=_("Taken over from the imported file."))


def _one_session(run: Import, event: Event | None, row: Row) -> Outcome:
    if event is None:
        sentence = _("Its event was not imported.")
        return Outcome(row.line, "skipped", row.label[:200], sentence)
    if row.fault:
        return Outcome(row.line, "refused", row.label[:200], row.fault)
    try:
        with transaction.atomic():
            what, slug = _session(run, event, row)
    except Refused as refusal:
        run.links.forget_new()
        return Outcome(row.line, "refused", row.label[:200], str(refusal))
    run.links.new.clear()
    return Outcome(row.line, what, row.label[:200], " ".join(row.notes), slug)


def _session(run: Import, event: Event, row: Row) -> tuple[str, str]:
    known = ImportedRow.objects.filter(source=run.source, key=row.key).select_related("session").first()
    if known and known.digest == row.digest:
        return "unchanged", known.session.slug if known.session else ""
    if known and known.session is None:
        row.notes.append(_("It was deleted here and stays so."))
        return "skipped", ""
    own = None if known else _by_uid(Session, row.key)
    if own:
        return "unchanged", own.slug
    values = run.links.session_values(row.values, event, row.notes)
    people = run.links.persons(row.values.get("people", []))
    if known and known.session:
        session, what = (
            actions.change_session(known.session, by=run.by, values=values, people=people),
            "changed",
        )
    else:
        session, what = actions.add_session(event, by=run.by, values=values, people=people), "created"
        _keep_uid(session, row.key)
    ImportedRow.objects.update_or_create(
        source=run.source, key=row.key, defaults={"digest": row.digest, "session": session, "event": event}
    )
    return what, session.slug


def _event_of(run: Import, row: Row) -> Event | None:
    """The event the sessions of a schedule belong to, as it is now."""
    known = (
        ImportedRow.objects.filter(source=run.source, key=row.key[:400])
        .select_related("event__place")
        .first()
    )
    if known:
        return known.event
    return _of_own_sessions(row)


def _of_own_sessions(row: Row) -> Event | None:
    """The event here that a schedule is a copy of: its first session is ours."""
    own = _by_uid(Session, row.sessions[0].key) if row.sessions else None
    return own.event if own else None


def _by_uid(model: Any, key: str) -> Any:
    """Our own record, when the file is a copy of what we published."""
    uid = _uid(key)
    return model.objects.filter(uid=uid).first() if uid else None


def _keep_uid(thing: Event | Session, key: str) -> None:
    """A worldwide identity stays: calendars that know it are told of changes from here on."""
    uid = _uid(key)
    if uid:
        type(thing).objects.filter(pk=thing.pk).update(uid=uid)
        thing.uid = uid


def _uid(key: str) -> UUID | None:
    try:
        return UUID(key.removeprefix("session/"))
    except ValueError:
        return None
