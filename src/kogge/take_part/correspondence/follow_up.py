"""The letter afterwards: thanks, what the organiser wants to say, and the way to anonymous feedback.

It goes to those who came, once anybody's attendance is known; else to everybody whose seat was confirmed. The outbox
forgets it as soon as it is sent: the address of the feedback form must lead to no name.
"""

from datetime import datetime, timedelta
from functools import partial

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kogge.core.translated import translated
from kogge.publish.programme.models import PublicEvent
from kogge.take_part.attendance.queries import attendance
from kogge.take_part.letters import rounds, wording
from kogge.take_part.letters.frame import Button, Letter, Text, post
from kogge.take_part.letters.wording import Case, case_of
from kogge.take_part.registration.blind_token import address_of
from kogge.take_part.registration.models import Admission, Registration, Seat, State

AFTER, AT_MOST = timedelta(hours=2), timedelta(days=14)


def follow_up(now: datetime | None = None) -> int:
    """Write once after each event that took place."""
    now = now or timezone.now()
    over = PublicEvent.objects.filter(
        Q(ends_at__gt=now - AT_MOST, ends_at__lte=now - AFTER)
        | Q(ends_at=None, sort_on__gt=(now - AT_MOST).date(), sort_on__lt=timezone.localdate(now)),
        Q(event__admission__isnull=False) | Q(event__series__admission__isnull=False),
    )
    written = 0
    for public in over.exclude(state__in=["cancelled", "postponed"]).select_related("event"):
        key = f"afterwards:{public.event_id}"
        if not rounds.is_done(key):
            tell = partial(_write, public, key)
            written += rounds.run(rounds.begin(key), partial(_people, public), tell)
    return written


def _people(public: PublicEvent) -> QuerySet[Registration]:
    event = public.event
    of_event = Q(admission__event=event)
    if event.series_id:
        of_event |= Q(admission__series=event.series_id)
    found = Registration.objects.mains().filter(of_event, state=State.CONFIRMED)
    seen = attendance(event).filter(attended=True).order_by().select_related(None)
    if seen.exists():
        party = Q(registration=OuterRef("pk")) | Q(registration__main=OuterRef("pk"))
        found = found.filter(Exists(seen.filter(party)))
    return found.select_related("admission__event", "admission__series", "capacity__session")


def _write(public: PublicEvent, key: str, registration: Registration) -> int:
    guests = registration.seats.filter(cancelled_at=None).exclude(email="")
    written = 0
    with translation.override(registration.language):
        case = case_of(registration, parts=False)
        people: list[Registration | Seat] = [registration, *guests]
        for to in people:
            if to.email:
                cause = f"{key}:{to._meta.model_name}:{to.pk}"
                post(letter(case, public, to), to=to.email, cause=cause, is_farewell=True)
                written += 1
    return written


def letter(case: Case, public: PublicEvent, to: Registration | Seat) -> Letter:
    """Three questions, no name; and the organiser's own words where there are some."""
    title = str(translated(public.record, "title"))
    thanks = _("thank you for coming to “%(title)s”. Three short questions tell the organiser what was good.")
    anonymous = _("Your answers carry no name, and nobody can find out who gave them.")
    words = _own_words(case.registration.admission)
    return case.letter(
        _("How was it? %(title)s"),
        Text(thanks % {"title": title}),
        Text(words) if words else None,
        Button(_("Give feedback without a name"), address_of(to, public.event_id)),
        Text(anonymous),
        wording.page_of(case),
        name=to.name,
    )


def _own_words(admission: Admission) -> str:
    return str(translated(admission, "follow_up")).strip()
