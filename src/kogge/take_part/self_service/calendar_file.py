"""The calendar file of a registration: the same appointments as in its letters."""

from django.http import HttpResponse

from kogge.take_part.letters import calendar_part, occasions
from kogge.take_part.registration.models import Registration, State


def answer(registration: Registration, *, name: str, email: str) -> HttpResponse:
    """The event or dates, and each booked session, as an iCalendar file."""
    going = occasions.going(registration)
    dates = [one for one in going.dates if one.state == State.CONFIRMED]
    text = calendar_part.render(dates, name=name, email=email, organizer=going.organizer)
    headers = {"Content-Disposition": 'attachment; filename="calendar.ics"'}
    return HttpResponse(text, content_type="text/calendar; charset=utf-8", headers=headers)
