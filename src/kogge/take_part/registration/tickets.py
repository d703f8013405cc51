"""The tickets of a registration: one, or one for each head of a group, or one for a whole class."""

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
    if main.kind == Registration.Kind.GROUP:
        seats = [seat for seat in main.seats.all() if seat.cancelled_at is None]
        return [TicketLine(s.serial, signing.sign(s.serial, scope, begins, ends), s.name, 1) for s in seats]
    text = signing.sign(main.serial, scope, begins, ends)
    return [TicketLine(main.serial, text, main.name, main.heads)]


def validity(admission: Admission) -> tuple[datetime, datetime]:
    """From a day before to a day after the event, or of the whole series; two years where no date is known."""
    events = Event.objects.filter(series=admission.series_id)
    if admission.event_id is not None:
        events = Event.objects.filter(pk=admission.event_id)
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
