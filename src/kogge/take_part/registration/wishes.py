"""An application brought into the form in which it is stored, or Refused beside the field that is wrong."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused
from kogge.plan.events.models import Session

from . import identity
from .answers import clean_answers
from .applications import Application, SeatWish
from .models import Admission, Capacity, Registration
from .overlaps import refuse_overlaps

MOST_KEY = 64
MOST_HEADS = 1000
Kind = Registration.Kind


def cleaned(admission: Admission, application: Application, *, public: bool) -> Application:
    """Everything in its stored form. From the public everything required must be there; staff may leave out."""
    known = {capacity.pk for capacity in admission.capacities.all() if capacity.session_id is None}
    if application.capacity_id not in known:
        raise Refused(_("Please choose what you want to register for."), field="capacity")
    if not 1 <= len(application.idempotency_key) <= MOST_KEY:
        raise Refused(_("The form could not be read. Please load the page and send it again."))
    wishes = _seats(admission, application, public=public)
    heads = {Kind.PERSON: 1, Kind.GROUP: len(wishes)}.get(Kind(application.kind), application.heads)
    if public and application.is_minor and not admission.takes_minors:
        raise Refused(_("This can be booked for adults only."), field="is_minor")
    return replace(
        application,
        name=identity.clean_name(application.name),
        email=identity.clean_email(application.email, required=public),
        language="en" if application.language == "en" else "de",
        heads=heads,
        seats=wishes,
        organization=identity.plain_line(application.organization)[:200],
        postcode=identity.plain_line(application.postcode)[:10],
        answers=clean_answers(
            [q for q in admission.questions.all() if _concerns(q.session_id, admission, application)],
            application.answers,
            files=[answer.question_id for answer in application.files],
            complete=public,
        ),
        access_code=application.access_code.strip().upper(),
    )


def _concerns(session_id: int | None, admission: Admission, application: Application) -> bool:
    chosen = set(application.session_capacity_ids)
    return session_id is None or any(
        capacity.pk in chosen for capacity in admission.capacities.all() if capacity.session_id == session_id
    )


def _seats(admission: Admission, application: Application, *, public: bool) -> tuple[SeatWish, ...]:
    if application.kind not in Kind.values:
        raise Refused(_("Please choose for whom you register."), field="kind")
    if application.kind == Kind.PERSON:
        return ()
    if application.kind == Kind.HEADCOUNT and public and not admission.takes_headcounts:
        raise Refused(_("A group without names cannot be registered here."), field="kind")
    heads = (
        max(application.heads, len(application.seats))
        if application.kind == Kind.GROUP
        else application.heads
    )
    check_heads(admission, heads, public=public)
    if application.kind == Kind.HEADCOUNT:
        return ()
    blanks = (SeatWish(),) * (heads - len(application.seats))
    return tuple(clean_seat(wish) for wish in (*application.seats, *blanks))


def check_heads(admission: Admission, heads: int, *, public: bool) -> None:
    """Refused when that many cannot come with one registration."""
    most = admission.most_heads if public else MOST_HEADS
    if not 1 <= heads <= most:
        sentence = _("Please write a number of people from 1 to %(most)s.")
        raise Refused(sentence % {"most": most}, field="heads")


def clean_seat(wish: SeatWish) -> SeatWish:
    """A seat's name and address in stored form; both may be empty."""
    name = identity.clean_name(wish.name, field="seats", required=False)
    email = identity.clean_email(wish.email, field="seats", required=False)
    return SeatWish(name, email, wish.is_minor)


def session_counters(
    admission: Admission, ids: Iterable[int], *, taken: Iterable[Session] = ()
) -> list[Capacity]:
    """The counters of the chosen sessions by id; Refused where they overlap, are too many or not to be had."""
    chosen = {
        capacity.pk: capacity for capacity in admission.capacities.all() if capacity.session_id is not None
    }
    wanted = sorted(set(ids))
    if not set(wanted) <= set(chosen):
        raise Refused(_("One of the chosen sessions is not on offer any more."), field="sessions")
    counters = [chosen[pk] for pk in wanted]
    sessions = [counter.session for counter in counters if counter.session is not None]
    now = timezone.now()
    for session in sessions:
        begun = session.starts_at is not None and session.starts_at <= now
        if begun or session.state == Session.State.CANCELLED:
            names = {"session": str(session)}
            raise Refused(_("“%(session)s” cannot be booked any more.") % names, field="sessions")
    held = list(taken)
    if admission.most_sessions is not None and len(held) + len(sessions) > admission.most_sessions:
        sentence = _("Please choose at most %(most)s sessions.")
        raise Refused(sentence % {"most": admission.most_sessions}, field="sessions")
    refuse_overlaps([*held, *sessions])
    return counters
