"""Programme points of accepted answers, with their people: as many statements for 365 of them as for one."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core import freshness, history
from kogge.core.reactions import announce
from kogge.core.refusals import Refused
from kogge.network.directory.actions.records import slug_from
from kogge.network.directory.models import Person
from kogge.plan.calls.actions.answering import taken
from kogge.plan.calls.models import Applicant, Call, Submission
from kogge.plan.events.actions.values import RESERVED
from kogge.plan.events.models import Contribution, Event, Session
from kogge.plan.speakers import actions as speakers
from kogge.plan.speakers import day_parts

_CHECKED_BY_KEYS = ("event", "track", "room", "slug")


@transaction.atomic
def make_session(submission: Submission, *, by: Any) -> Session:
    """The programme point of one accepted answer; the same one when it has one already."""
    fresh = taken(submission)
    if fresh.session is None:
        if problems := make_sessions(fresh.call, [fresh.pk], by=by):
            raise Refused(problems[fresh.code])
        fresh.refresh_from_db(fields=["session"])
        history.record(fresh, "became a session", by=by, after={"session": fresh.session_id})
    return fresh.session  # type: ignore[return-value]


@transaction.atomic
def make_sessions(call: Call, submissions: Iterable[int], *, by: Any) -> dict[str, str]:
    """Programme points of accepted answers of one call; each speaker gets the link to their page as speaker.

    Returns what could not become one: {code: why}.
    """
    if call.event is None:
        raise Refused(_("This call belongs to no event. Please choose the event on the call’s page first."))
    rows = call.submissions.select_for_update(of=("self",)).filter(pk__in=list(submissions), session=None)
    rows = rows.select_related("track").prefetch_related("applicants__person").order_by("pk")
    slugs, problems = {*RESERVED, *call.event.sessions.values_list("slug", flat=True)}, {}
    made: list[tuple[Submission, Session]] = []
    for one in rows:
        try:
            made.append((one, _session(one, call.event, slugs)))
        except Refused as refusal:
            problems[one.code] = str(refusal)
    _store(call, call.event, made, by=by)
    return problems


def _session(one: Submission, event: Event, slugs: set[str]) -> Session:
    """The programme point, not yet stored, with an address that is free."""
    if one.outcome != Submission.Outcome.ACCEPTED or one.state != Submission.State.SUBMITTED:
        raise Refused(_("Only what was accepted becomes a programme point."))
    slug = slug_from(one.title, slugs, "session")
    session = Session(
        event=event, slug=slug, title_de=one.title, language=one.language or "de", kind=one.format or "talk",
        track=one.track, facts={"minutes": one.minutes, "proposal": one.code},
        **{f"abstract_{'en' if one.language == 'en' else 'de'}": one.abstract},
    )  # fmt: skip
    try:
        session.clean_fields(exclude=_CHECKED_BY_KEYS)
    except ValidationError as error:
        raise Refused(" ".join(error.messages)) from error
    slugs.add(slug)
    return session


def _store(call: Call, event: Event, made: list[tuple[Submission, Session]], *, by: Any) -> None:
    if not made:
        return
    Session.objects.bulk_create(session for _one, session in made)
    now = timezone.now()
    for one, session in made:
        one.session, one.changed_at = session, now
    Submission.objects.bulk_update([one for one, _session in made], ["session", "changed_at"])
    shown = {one.pk: [row for row in one.applicants.all() if _appears(row)] for one, _session in made}
    people = _people([row for rows in shown.values() for row in rows], event, by=by)
    Contribution.objects.bulk_create(
        Contribution(session=session, person=person, role=Contribution.Role.SPEAKER, position=number)
        for one, session in made
        for number, person in enumerate(dict.fromkeys(people[row.pk] for row in shown[one.pk]))
    )
    mails = [
        (people[row.pk], row.email, one.locale) for one, _s in made for row in shown[one.pk] if row.email
    ]
    speakers.invite_many(mails, by=by, event=event)
    parts = day_parts.of(event)
    said = [
        _said(one, people[row.pk], parts) for one, _s in made for row in shown[one.pk] if row.role == "main"
    ]
    speakers.take_over(said, event=event, by=by)
    after = {"sessions": {one.code: session.pk for one, session in made}}
    history.record(call, "became sessions", by=by, after=after)
    announce("times kept in step", event=event, session=None)  # without times they hold no room
    freshness.advance()


def _said(one: Submission, person: Person, parts: list[day_parts.DayPart]) -> speakers.Said:
    """What who answers said of themselves; whoever answers along says it on a page of their own."""
    chosen = set(one.answers.get("availability", []))
    return speakers.Said(
        person, one.locale, biography=one.answers.get("biography", ""), needs=one.answers.get("needs", ""),
        spans=tuple(part.span for part in parts if part.key in chosen),
    )  # fmt: skip


def _appears(row: Applicant) -> bool:
    return row.role == Applicant.Role.MAIN or (row.role == Applicant.Role.CO and row.confirmed_at is not None)


def _people(rows: list[Applicant], event: Event, *, by: Any) -> dict[int, Person]:
    """The directory's record of each applicant."""
    unlinked = [one for one in rows if one.person is None]
    people = speakers.put_people([(one.name, one.email) for one in unlinked], event=event, by=by)
    for one, person in zip(unlinked, people, strict=True):
        one.person = person
    Applicant.objects.bulk_update(unlinked, ["person"])
    return {one.pk: one.person for one in rows if one.person}
