"""What public pages of events, sessions and series say of registration, with the button that leads to the form.

Pages are kept in memory until something public changes. The words hold until the clock changes them: `seconds` says
how long, and the form behind the button is always asked anew.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.take_part.registration.models import Admission, Capacity

from .standing import Counted, Notice, Standing, notice, seconds_until_change, standing

Record = dict[str, Any]
_LONGEST = 24 * 3600.0


@dataclass(frozen=True)
class Offer:
    """The words, the button (none where nothing can be done) and for how many seconds they are true."""

    notice: Notice
    button: str
    address: str
    seconds: int


def of_event(record: Record) -> Offer | None:
    """For an event's page; None where nobody registers. Two statements."""
    admission = _find(event__slug=record["slug"])
    return (
        _offer(admission, [record], _mains(admission), _form("event", record["slug"])) if admission else None
    )


def of_session(record: Record, session: Record) -> Offer | None:
    """For a session with seats of its own: registered for on the event's form, with the session ticked."""
    admission = _find(event__slug=record["slug"])
    if admission is None or session["state"] == "cancelled":
        return None
    seats = [one for one in admission.capacities.all() if one.session and one.session.slug == session["slug"]]
    if not seats:
        return None
    dates = [{**session, "state": record["state"], "precision": "day", "ends_on": None, "starts_on": None}]
    return _offer(admission, dates, seats, f"{_form('event', record['slug'])}?session={session['slug']}")


def of_series(slug: str, dates: list[Record]) -> Offer | None:
    """For a series that is booked as a whole."""
    admission = _find(series__slug=slug)
    return _offer(admission, dates, _mains(admission), _form("series", slug)) if admission else None


def _find(**whose: str) -> Admission | None:
    return Admission.objects.filter(**whose).prefetch_related("capacities__session").first()


def _mains(admission: Admission) -> list[Capacity]:
    return [one for one in admission.capacities.all() if one.session_id is None]


def _form(kind: str, slug: str) -> str:
    return reverse(f"sign_up:{kind}", args=[slug])


def _offer(admission: Admission, dates: list[Record], seats: list[Capacity], address: str) -> Offer | None:
    now = timezone.now()
    counters: list[Counted] = [(one.seats, one.taken) for one in seats]
    found = standing(admission, dates, counters, now)
    if found in {Standing.CANCELLED, Standing.POSTPONED, Standing.PAST}:
        return None  # the page says so itself
    if not admission.is_open and admission.closes_at is None:
        return None  # still being prepared
    button = {
        Standing.OPEN: _("Register"),
        Standing.WAITING: _("Join the waiting list"),
        Standing.SOON: _("To registration"),
    }.get(found, "")
    return Offer(notice(admission, found, counters), button, address, _seconds(admission, dates, now))


def _seconds(admission: Admission, dates: list[Record], now: datetime) -> int:
    """Until registration opens or closes, or the last date has ended."""
    ends = [datetime.fromisoformat(one["ends_at"]) for one in dates if one["ends_at"]]
    until = [(end - now).total_seconds() for end in ends if end > now]
    by_clock = seconds_until_change(admission, now)
    return max(2, int(min([_LONGEST, *until, *([by_clock] if by_clock is not None else [])])))
