"""The page of one head of a group behind a link of its own: ticket, cancel, own data. The others stay unseen."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.take_part.registration import actions
from kogge.take_part.registration.models import Consent, Registration, Seat, State
from kogge.take_part.registration.personal_link import secret_of

from .. import about, calendar_file, overview, own_data, standing, ticket_page
from ..doors import READ, WRITE, seat_page


@seat_page(*READ, *WRITE)
def show(request: HttpRequest, seat: Seat) -> HttpResponse:
    """What the seat is for and how it stands. A POST withdraws a consent."""
    if request.method == "POST":
        given = _consents(seat).filter(kind=request.POST.get("withdraw", "")).first()
        if given is not None:
            actions.withdraw_consent(given)
        return redirect("self_service:seat", secret_of(seat))
    return page(request, "self_service/seat_page.html", _context(seat))


@seat_page(*READ)
def ticket(request: HttpRequest, seat: Seat) -> HttpResponse:
    """This person's ticket."""
    registration = _confirmed(seat)
    context = _context(seat) | {"tickets": ticket_page.of(registration, seat.serial)}
    return page(request, "self_service/ticket_page.html", context)


@seat_page(*READ)
def calendar(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The appointment as a calendar file."""
    return calendar_file.answer(_confirmed(seat), name=seat.name, email=seat.email)


@seat_page(*READ, *WRITE)
def cancel(request: HttpRequest, seat: Seat) -> HttpResponse:
    """A page with one button; the seat is free at once, the others of the group stay."""
    problem = ""
    if seat.cancelled_at is None and request.method == "POST":
        try:
            actions.cancel_seat(seat)
        except Refused as refusal:
            problem = str(refusal)
    elif seat.cancelled_at is None:
        return page(request, "self_service/seat_cancel_page.html", _context(seat))
    seat.refresh_from_db()
    return page(
        request,
        "self_service/seat_page.html",
        _context(seat) | {"problem": problem},
        status=409 if problem else 200,
    )


@seat_page(*READ)
def own_data_file(request: HttpRequest, seat: Seat) -> HttpResponse:
    """A copy of what is stored about this person."""
    return own_data.answer(own_data.of_seat(seat))


def _context(seat: Seat) -> dict[str, Any]:
    registration = seat.registration
    gone = seat.cancelled_at is not None or not registration.is_live
    what = about.of(registration.admission)
    return {
        "seat": seat,
        "secret": secret_of(seat),
        "registration": registration,
        "about": what,
        "gone": gone,
        "standing": standing.of(registration, timezone.now()),
        "online": [] if gone else about.online(registration, what, timezone.now()),
        "consents": list(_consents(seat).select_related("text")),
        "other_dates": about.other_dates(registration.admission) if gone else [],
        "notes": overview.notes(registration, seat),
    }


def _consents(seat: Seat) -> Any:
    return Consent.objects.filter(seat=seat, withdrawn_at=None)


def _confirmed(seat: Seat) -> Registration:
    registration: Registration = seat.registration
    if seat.cancelled_at is not None or registration.state != State.CONFIRMED:
        raise Http404
    return registration
