"""What the clock starts for letters: reminders of a date, once to everybody who comes."""

from datetime import datetime, timedelta
from functools import partial

from django.db.models import Q, QuerySet
from django.utils import timezone, translation

from kogge.publish.programme.models import PublicEvent
from kogge.take_part.registration.models import Admission, Registration, State

from . import rounds, wording
from .frame import post
from .wording import case_of

LONGEST = timedelta(hours=720)
JUST_REGISTERED = timedelta(hours=1)


def remind(now: datetime | None = None) -> int:
    """Write to those who come to what begins soon, so many hours before as its organiser chose (0: never)."""
    now = now or timezone.now()
    soon = PublicEvent.objects.filter(starts_at__gt=now, starts_at__lte=now + LONGEST)
    soon = soon.exclude(state__in=["cancelled", "postponed"]).select_related("event")
    admitted = Q(event__admission__isnull=False) | Q(event__series__admission__isnull=False)
    written = 0
    for public in soon.filter(admitted):
        for admission in _admissions(public):
            written += _round(admission, public, now)
    return written


def _round(admission: Admission, public: PublicEvent, now: datetime) -> int:
    begins = public.starts_at
    key = f"reminder:{admission.pk}:{public.event_id}:{begins:%Y%m%d}"
    hours = timedelta(hours=admission.reminder_hours)
    if begins is None or not hours or begins - hours > now or rounds.is_done(key):
        return 0
    people, tell = partial(_people, admission, now), partial(_remind, public, key)
    return rounds.run(rounds.begin(key), people, tell)


def _admissions(public: PublicEvent) -> QuerySet[Admission]:
    event = public.event
    series = Q(series=event.series_id) if event.series_id else Q(pk__in=[])
    return Admission.objects.filter(Q(event=event) | series)


def _people(admission: Admission, now: datetime) -> QuerySet[Registration]:
    found = Registration.objects.mains().filter(
        admission=admission, state=State.CONFIRMED, confirmed_at__lte=now - JUST_REGISTERED
    )
    return found.exclude(email="").select_related(
        "admission__event", "admission__series", "capacity__session"
    )


def _remind(public: PublicEvent, key: str, registration: Registration) -> int:
    with translation.override(registration.language):
        case = case_of(registration)
        dates = [
            one for one in case.going.dates
            if one.state == State.CONFIRMED and not one.entry.called_off
            and (not case.going.is_series or one.entry.uid == public.record["uid"])
        ]  # fmt: skip
        post(
            wording.reminder(case, dates), to=registration.email, cause=f"{key}:{registration.pk}",
            about=wording.about(registration),
        )  # fmt: skip
    return 1
