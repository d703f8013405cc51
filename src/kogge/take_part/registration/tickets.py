"""The tickets of a registration: one; for a group one for each head, and last one for all of them together."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Max, Min
from django.utils import timezone

from kogge.plan.events.models import Event
from kogge.take_part.tickets import signing

from .models import Admission, Registration, State

_EARLY = _LATE = timedelta(days=1)
_UNDATED = timedelta(days=2 * 365)


@dataclass(frozen=True)
class TicketLine:
    """One ticket: the text of its code, for whom, for how many."""

    serial: str
    text: str
    name: str
    heads: int


def tickets_of(registration: Registration) -> list[TicketLine]:
    """The tickets that hold now; none unless the registration is confirmed. Signed afresh, nothing is stored."""
    main = registration.main or registration
    if main.state != State.CONFIRMED:
        return []
    begins, ends = validity(main.admission)
    scope = main.admission_id
    lines = []
    if main.kind == Registration.Kind.GROUP:
        for seat in (seat for seat in main.seats.all() if seat.cancelled_at is None):
            lines.append(
                TicketLine(seat.serial, signing.sign(seat.serial, scope, begins, ends), seat.name, 1)
            )
    text = signing.sign(main.serial, scope, begins, ends)
    named = main.name if main.kind == Registration.Kind.PERSON else main.organization or main.name
    return [*lines, TicketLine(main.serial, text, named, main.heads)]


def validity(admission: Admission) -> tuple[datetime, datetime]:
    """From a day before to a day after the event, or of the whole series; two years where no date is known."""
    if admission.event is not None:
        first, last = admission.event.starts_on, admission.event.sort_on
    else:
        events = Event.objects.filter(series=admission.series_id)
        dates = events.aggregate(first=Min("starts_on"), last=Max("sort_on"))
        first, last = dates["first"], dates["last"]
    if first is None or last is None:
        now = timezone.now()
        return now - _EARLY, now + _UNDATED
    zone = timezone.get_current_timezone()
    return (
        datetime.combine(first, time.min, zone) - _EARLY,
        datetime.combine(last, time.max, zone) + _LATE,
    )
