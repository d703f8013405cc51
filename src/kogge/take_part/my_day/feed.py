"""The day as iCalendar: booked seats are firm, favourites tentative; what moves keeps its UID and counts up."""

from dataclasses import replace

from django.utils.translation import gettext as _

from kogge.publish.feeds import calendar_file
from kogge.publish.feeds.entries import Entry, of_event, of_session
from kogge.publish.programme.models import PublicEvent, PublicSession
from kogge.take_part.registration.models import State

from . import plan_link, queries
from .models import Plan


def render(plan: Plan, event: PublicEvent) -> bytes:
    """A calendar of the chosen and the booked sessions, in four queries."""
    seats = queries.seats(plan)
    held = {pk: seat for pk, seat in seats.items() if seat.part}
    chosen = set(plan.favourites.values_list("session", flat=True)) | held.keys()
    sessions = queries.public_sessions(plan).filter(session__in=chosen)
    entries = [_entry(one, event, held.get(one.session_id)) for one in sessions]
    name = _("%(title)s: my day") % {"title": of_event(event).title}
    return calendar_file.render(entries, calendar_file.About(name, plan_link.address_of(plan, "feed")))


def _entry(session: PublicSession, event: PublicEvent, seat: queries.Seat | None) -> Entry:
    entry = of_session(session, event)
    state = seat.part.state if seat and seat.part else ""
    if entry.called_off or state == State.CONFIRMED:
        return entry
    words = _("A favourite, no seat is booked.")
    if seat and seat.part:
        words = f"{_('Your seat')}: {seat.part.get_state_display()}"
        if seat.position:
            words += " " + _("(place %(position)s)") % {"position": seat.position}
    return replace(entry, state="tentative", state_reason=words)
