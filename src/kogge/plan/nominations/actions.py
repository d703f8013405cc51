"""Proposing, agreeing, choosing, appointing, extending, ending: each step checked, kept in history, told by mail."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kogge.core import freshness, history
from kogge.core.refusals import Refused
from kogge.network.directory import actions as directory
from kogge.network.directory import nouns
from kogge.network.directory.models import OfficeTerm, Organization, Person
from kogge.plan.call_desk.forms import USUAL_OFFICE
from kogge.plan.calls.models import Applicant, Call, Submission
from kogge.plan.decisions.models import Decision
from kogge.plan.events import actions as events
from kogge.plan.events.actions.values import one_line
from kogge.plan.events.models import Event

from . import letters
from .models import IN_OFFICE, UNDER_WAY, Nomination, Proposer, State

MOST_WORDS = 4000
WORDS_KEPT = timedelta(days=2 * 365)


@transaction.atomic
def propose(
    *, organization: Organization, office: str, name: str, email: str, proposer: str, reason: str, by: Any,
    is_self: bool = False, locale: str = "de", submission: Submission | None = None,
) -> Nomination:  # fmt: skip
    """Propose a person. Whoever is proposed already gets one more proposer and no second letter."""
    clean = _words(reason)
    if not clean:
        raise Refused(_("Please say why you propose this person."), field="reason")
    key = email.strip().casefold()
    nomination, is_new = Nomination.objects.get_or_create(
        organization=organization, office=office, email_key=key, state__in=UNDER_WAY,
        defaults={"name": one_line(name)[:200], "email": email.strip(), "locale": locale, "state": State.NOMINATED},
    )  # fmt: skip
    row = Proposer(
        nomination=nomination,
        submission=submission,
        name=one_line(proposer)[:200],
        is_self=is_self,
        reason=clean,
    )
    row.save()
    history.record(nomination, "proposed", by=by, after={"self": is_self, "first": is_new})
    if is_new:
        letters.asked(nomination, row.name, is_self=is_self)
    return nomination


@transaction.atomic
def take_submission(submission: Submission, *, by: Any = "the form") -> Nomination | None:
    """A proposal that came in by a call of this kind. A changed one changes the reason, and asks a new nominee."""
    if submission.call.kind != Call.Kind.NOMINATIONS:
        return None
    people = {one.role: one for one in submission.applicants.all()}
    main, nominee = people.get(Applicant.Role.MAIN), people.get(Applicant.Role.NOMINEE)
    if main is None:
        return None
    who = nominee if nominee is not None and nominee.email else main
    known = Proposer.objects.filter(submission=submission).select_related("nomination").first()
    reason = _words(submission.abstract or submission.title or submission.code)
    if known is not None and known.nomination.email_key == who.email.casefold():
        known.reason = reason
        known.save(update_fields=["reason"])
        return known.nomination
    if known is not None:
        drop_submission(submission, by=by)
    return propose(
        organization=submission.call.organization, office=submission.call.settings.get("office") or USUAL_OFFICE,
        name=who.name or who.email, email=who.email, proposer=main.name or main.email, reason=reason,
        by=by, is_self=who.email.casefold() == main.email.casefold(), locale=submission.locale,
        submission=submission,
    )  # fmt: skip


@transaction.atomic
def drop_submission(submission: Submission, *, by: Any = "the form") -> None:
    """A proposal was withdrawn. When nobody else proposes the person, they are not considered any more."""
    row = Proposer.objects.filter(submission=submission).select_related("nomination").first()
    if row is None:
        return
    nomination = row.nomination
    row.delete()
    if nomination.state in UNDER_WAY and not nomination.proposers.exists():
        fresh = _move(nomination, State.NOT_CHOSEN)
        fresh.reason = _("The proposal was withdrawn.")
        _save(fresh, by=by)


@transaction.atomic
def consent(nomination: Nomination, *, public: bool, by: Any) -> None:
    """The person agrees to be considered; whether they are named in public is a question of its own."""
    fresh = _move(nomination, State.CONSENTED)
    fresh.consented_at = timezone.now()
    fresh.public_since = fresh.consented_at if public else None
    _save(fresh, by=by)


@transaction.atomic
def decline(nomination: Nomination, *, reason: str, by: Any) -> None:
    """The person says no, at any time before they are appointed. A reason is welcome, never needed."""
    fresh = _move(nomination, State.DECLINED)
    fresh.reason, fresh.public_since = _words(reason), None
    _save(fresh, by=by)


@transaction.atomic
def set_public(nomination: Nomination, *, public: bool, by: Any) -> None:
    """The person gives or takes back the consent to be named in public."""
    fresh = _locked(nomination)
    if fresh.consented_at is None:
        raise Refused(_("Please say first whether you agree to be proposed."))
    if bool(fresh.public_since) != public:
        fresh.public_since = timezone.now() if public else None
        fresh.save(update_fields=["public_since"])
        history.record(fresh, "public" if public else "not public", by=by)
        freshness.advance()


@transaction.atomic
def shortlist(nomination: Nomination, *, by: Any, decision: Decision | None = None) -> None:
    """Consider the person: by hand, or because a decision chose the proposal."""
    fresh = _move(nomination, State.SHORTLISTED)
    fresh.decision = decision
    _save(fresh, by=by)
    letters.shortlisted(fresh)


@transaction.atomic
def not_chosen(nomination: Nomination, *, reason: str, by: Any) -> None:
    """Appoint somebody else. The person reads why; who never agreed gets no second letter."""
    fresh = _move(nomination, State.NOT_CHOSEN)
    fresh.reason = _needed(reason)
    _save(fresh, by=by)
    if fresh.consented_at:
        letters.not_chosen(fresh)


@transaction.atomic
def appoint(
    nomination: Nomination,
    *,
    event: Event,
    first: date,
    last: date | None,
    by: Any,
    person: Person | None = None,
) -> None:
    """Appoint at an event: the directory gets the term, the event the person, the person a letter."""
    fresh = _move(nomination, State.APPOINTED)
    if last is not None and last < first:
        raise Refused(_("The last day must not be before the first."), field="last")
    who = person or _person(fresh, by=by)
    if Nomination.objects.filter(person=who, office=fresh.office, state__in=IN_OFFICE).exists():
        raise Refused(
            _("%(name)s holds this office already. Please extend the term instead.") % {"name": who.name}
        )
    values = {"kind": fresh.office, "valid_from": first, "valid_until": last}
    fresh.term = directory.add_row(who, "office_terms", by=by, values=values)  # type: ignore[assignment]
    fresh.person, fresh.event = who, event
    there = [(row.person, row.role) for row in event.people.select_related("person")]
    if (who, "appointed") not in there:
        events.set_people(event, by=by, rows=[*there, (who, "appointed")])
    _save(fresh, by=by)
    letters.appointed(fresh)


@transaction.atomic
def extend(nomination: Nomination, *, last: date | None, by: Any) -> None:
    """Let the term go on until a later day, or without an end."""
    fresh = _move(nomination, State.EXTENDED)
    term = _term(fresh)
    if term.valid_until is None or (last is not None and last <= term.valid_until):
        known = term.valid_until
        day = date_format(known, "DATE_FORMAT") if known else _("without an end")
        raise Refused(
            _("The term runs until %(day)s. Please choose a later day.") % {"day": day}, field="last"
        )
    directory.change_row(term, "office_terms", by=by, values={"valid_until": last})
    _save(fresh, by=by)
    letters.extended(fresh)


@transaction.atomic
def end(nomination: Nomination, *, last: date, reason: str, by: Any) -> None:
    """End the term on a day, with the reason. Who held it until then stays in the list of that time."""
    fresh = _move(nomination, State.ENDED)
    fresh.reason = _needed(reason)
    term = _term(fresh)
    if term.valid_from and last < term.valid_from:
        raise Refused(_("The term cannot end before it began."), field="last")
    directory.change_row(term, "office_terms", by=by, values={"valid_until": last})
    _save(fresh, by=by)
    letters.ended(fresh)


def forget_old() -> int:
    """Delete what came to nothing, two years after the last step, as the data map says. Returns how many."""
    came_to_nothing = [State.NOMINATED, State.DECLINED, State.NOT_CHOSEN]
    old = Nomination.objects.filter(state__in=came_to_nothing, state_since__lt=timezone.now() - WORDS_KEPT)
    return old.delete()[1].get("nominations.Nomination", 0)


def namesakes(nomination: Nomination) -> list[Person]:
    """Records of the directory that may be this person: of the same address or the same name."""
    known = Person.objects.filter(merged_into=None)
    return list(known.filter(email__iexact=nomination.email) | known.filter(name__iexact=nomination.name))


def _person(nomination: Nomination, *, by: Any) -> Person:
    values = {"name": nomination.name, "email": nomination.email}
    return directory.create(nouns.PERSON, by=by, values=values)  # type: ignore[return-value]


def _term(fresh: Nomination) -> OfficeTerm:
    if fresh.term is None:
        raise Refused(_("The term was removed from the directory. Please enter it there again."))
    return fresh.term


def _locked(nomination: Nomination) -> Nomination:
    rows = Nomination.objects.select_for_update(of=("self",)).select_related("organization", "term", "person")
    return rows.get(pk=nomination.pk)


def _move(nomination: Nomination, state: State) -> Nomination:
    """The row as it is now, in its next state; or Refused, because somebody was faster."""
    fresh = _locked(nomination)
    if state not in fresh.can:
        raise Refused(
            _("This is not possible any more: the state is “%(state)s”.")
            % {"state": fresh.get_state_display()}
        )
    fresh.state, fresh.state_since = state, timezone.now()
    return fresh


def _save(fresh: Nomination, *, by: Any) -> None:
    fresh.save()
    history.record(fresh, fresh.state, by=by)
    freshness.advance()


def _words(text: str) -> str:
    return text.replace("\x00", "").strip()[:MOST_WORDS]


def _needed(reason: str) -> str:
    clean = _words(reason)
    if not clean:
        raise Refused(_("Please say why. The person reads it."), field="reason")
    return clean
