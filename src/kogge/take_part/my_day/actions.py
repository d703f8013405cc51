"""Verbs of a day: keep it, choose, link a registration, take a seat, be told of changes, delete it.

Nothing here enters the history: what somebody wants to hear is nobody's business, and the plan itself is the record.
"""

import re
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core import links
from kogge.core.models import OutboxMessage
from kogge.core.refusals import Refused
from kogge.publish.programme import programme_page
from kogge.publish.programme.models import PublicEvent, PublicSession
from kogge.publish.schedules.differences import facts_of
from kogge.take_part.registration import actions as registration_actions
from kogge.take_part.registration import identity, personal_link
from kogge.take_part.registration.models import Registration

from . import mails, queries
from .models import Favourite, Plan

MOST = 500
MAIL_PURPOSE = "my day notices"
_PERSONAL = re.compile(r"(?:^|/r/)([\w-]{43})(?:/|$)")


@transaction.atomic
def keep(event: PublicEvent, slugs: Iterable[str], *, language: str) -> Plan:
    """Make a plan of an event with these sessions. What the programme does not know is left out."""
    if programme_page.is_over(event):
        raise Refused(
            _("This event is over. Its programme stays readable, but there is no day left to plan.")
        )
    plan = Plan.objects.create(event_id=event.event_id, language=language, told_release=event.release.number)
    add(plan, event, slugs)
    return plan


@transaction.atomic
def add(plan: Plan, event: PublicEvent, slugs: Iterable[str]) -> int:
    """Choose sessions by their addresses, at most 500 at once. Returns how many the programme knows."""
    wanted = list(dict.fromkeys(slugs))[:MOST]
    found = list(PublicSession.objects.filter(public_event=event, slug__in=wanted))
    _choose(plan, found)
    return len(found)


@transaction.atomic
def remove(plan: Plan, event: PublicEvent, slug: str) -> None:
    """Choose a session no longer. A booked seat stays: giving it back is an act of its own."""
    plan.favourites.filter(session__public__public_event=event, session__public__slug=slug).delete()


@transaction.atomic
def note_seen(plan: Plan) -> None:
    """The person has read what changed: neither page nor mail tells it again; what is gone leaves the day."""
    shown = {one.session_id: one.record for one in queries.public_sessions(plan)}
    kept = []
    for favourite in plan.favourites.select_for_update():
        if favourite.session_id in shown:
            favourite.seen = favourite.told = facts_of(shown[favourite.session_id])
            kept.append(favourite)
    Favourite.objects.bulk_update(kept, ["seen", "told"])
    plan.favourites.exclude(session_id__in=shown).delete()


@transaction.atomic
def link_registration(plan: Plan, written: str) -> Registration:
    """Connect the plan with a registration, whose personal link somebody pasted. Booked sessions join the day."""
    secret = _PERSONAL.search(written.strip())
    if secret is None:
        raise Refused(
            _("This is not the link of a registration. Please copy it whole from your confirmation mail."),
            field="link",
        )
    registration = personal_link.open_registration(secret[1])
    return connect(plan, registration.main or registration)


@transaction.atomic
def connect(plan: Plan, registration: Registration) -> Registration:
    """Let this plan show and book the seats of a registration of the same event."""
    if registration.admission.event_id != plan.event_id:
        raise Refused(_("This registration is for another event."), field="link")
    if not registration.is_live:
        raise Refused(_("This registration was cancelled or has expired."), field="link")
    plan.registration = registration
    plan.save(update_fields=["registration"])
    booked = queries.bookings(registration).values_list("capacity__session", flat=True)
    _choose(plan, PublicSession.objects.filter(public_event__event=plan.event_id, session__in=booked))
    return registration


@transaction.atomic
def plan_of(registration: Registration) -> Plan:
    """The plan that a registration's own page leads to; made at the first visit."""
    plan = registration.plans.select_related("event", "registration").first()
    if plan:
        return plan
    event = (
        PublicEvent.objects.select_related("release").filter(event=registration.admission.event_id).first()
    )
    if event is None:
        raise Refused(_("This event has no public programme."))
    plan = keep(event, [], language=registration.language)
    connect(plan, registration)
    return plan


@transaction.atomic
def book(plan: Plan, slug: str) -> Registration:
    """Turn a favourite into a seat, or into a place on the waiting list. Overlapping seats are Refused."""
    registration, seat = _registration(plan), _seat(plan, slug)
    booked = registration_actions.book_session(registration, seat.capacity)
    _choose(plan, queries.public_sessions(plan).filter(slug=slug))
    return booked


@transaction.atomic
def accept(plan: Plan, slug: str) -> None:
    """Take the seat that was offered."""
    part = _seat(plan, slug).part
    if part is None:
        raise Refused(_("This offer has ended. The seat went to the next in line."))
    registration_actions.accept_offer(part)


@transaction.atomic
def give_back(plan: Plan, slug: str) -> None:
    """Cancel the seat of one session; the favourite stays."""
    part = _seat(plan, slug).part
    if part is None:
        raise Refused(_("There is no seat of yours in this session any more."))
    registration_actions.cancel(part)


@transaction.atomic
def ask_for_mail(plan: Plan, written: str) -> None:
    """Note an address for notices. Nothing is sent to it but one question until its owner says yes."""
    plan.email = identity.clean_email(written)
    plan.email_key, plan.email_confirmed_at = identity.email_key(plan.email), None
    plan.save(update_fields=["email", "email_key", "email_confirmed_at"])
    links.revoke(MAIL_PURPOSE, plan.pk)
    token = links.create(MAIL_PURPOSE, plan.pk, timezone.now() + timedelta(days=7))
    mails.question(plan, token)


@transaction.atomic
def confirm_mail(plan: Plan, token: str) -> None:
    """The owner of the address agrees. Notices begin with what changes from now on."""
    link = links.use(token, MAIL_PURPOSE)
    if link.object_id != str(plan.pk) or not plan.email:
        raise Refused(_("This link belongs to another day. Please use the newest mail."))
    now = {one.session_id: facts_of(one.record) for one in queries.public_sessions(plan)}
    favourites = [one for one in plan.favourites.all() if one.session_id in now]
    for favourite in favourites:
        favourite.told = now[favourite.session_id]
    Favourite.objects.bulk_update(favourites, ["told"])
    plan.email_confirmed_at, plan.told_release = timezone.now(), queries.newest_release(plan)
    plan.save(update_fields=["email_confirmed_at", "told_release"])


@transaction.atomic
def stop_mail(plan: Plan) -> None:
    """Forget the address at once."""
    _forget_mails(plan)
    plan.email = plan.email_key = ""
    plan.email_confirmed_at = None
    plan.save(update_fields=["email", "email_key", "email_confirmed_at"])


@transaction.atomic
def delete(plan: Plan) -> None:
    """Forget the plan. Booked seats stay with their registration."""
    _forget_mails(plan)
    plan.delete()


def _forget_mails(plan: Plan) -> None:
    links.revoke(MAIL_PURPOSE, plan.pk)
    OutboxMessage.objects.filter(about=f"my day:{plan.pk}").delete()


def _choose(plan: Plan, sessions: Iterable[PublicSession]) -> None:
    rows = [
        Favourite(plan=plan, session_id=one.session_id, seen=facts, told=facts)
        for one in sessions
        for facts in [facts_of(one.record)]
    ]
    Favourite.objects.bulk_create(rows, ignore_conflicts=True)


def _registration(plan: Plan) -> Registration:
    if plan.registration is None or not plan.registration.is_live:
        raise Refused(_("Seats belong to a registration. Please register for the event first."))
    return plan.registration


def _seat(plan: Plan, slug: str) -> queries.Seat:
    session = queries.public_sessions(plan).filter(slug=slug).values_list("session", flat=True).first()
    seat = queries.seats(plan).get(session or 0)
    if seat is None:
        raise Refused(_("Seats of this session are not given out here. Simply come."))
    return seat
