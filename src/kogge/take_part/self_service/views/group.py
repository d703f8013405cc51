"""Groups: name the heads later or never, swap one, cancel one, change the head count of a class."""

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse

from kogge.core import throttle
from kogge.core.page import page
from kogge.core.reactions import announce
from kogge.core.refusals import Refused
from kogge.take_part.registration import actions
from kogge.take_part.registration.models import Registration, Seat

from .. import overview
from ..doors import READ, WRITE, registration_page
from ..forms import HeadForm, HeadsForm
from .page import back, do

_MOST_LINKS, _PER_SECONDS = 3, 3600


@registration_page(*READ, *WRITE)
def heads(request: HttpRequest, registration: Registration) -> HttpResponse:
    """How many come, for a group without names."""
    if registration.kind != Registration.Kind.HEADCOUNT:
        raise Http404
    form = HeadsForm(request.POST or None, initial={"heads": registration.heads})
    if form.is_valid():
        try:
            actions.set_heads(registration, form.cleaned_data["heads"])
        except Refused as refusal:
            form.add_error("heads", str(refusal))
        else:
            return back(registration, "changed")
    context = overview.of(registration) | {"form": form}
    return page(request, "self_service/heads_page.html", context, status=422 if form.errors else 200)


@registration_page(*READ, *WRITE)
def head(request: HttpRequest, registration: Registration, position: int) -> HttpResponse:
    """Who sits on one seat. Another name is another ticket: the old one is not valid any more."""
    seat = _seat(registration, position)
    initial = {"name": seat.name, "email": seat.email, "is_minor": seat.is_minor}
    form = HeadForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            named = actions.name_seat(seat, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            return back(registration, "named" if named.serial == seat.serial else "swapped")
    context = overview.of(registration) | {"form": form, "seat": seat}
    return page(request, "self_service/head_page.html", context, status=422 if form.errors else 200)


@registration_page(*WRITE)
def cancel_head(request: HttpRequest, registration: Registration, position: int) -> HttpResponse:
    """Take one person out of the group; the others stay."""
    seat = _seat(registration, position)
    return do(request, registration, "head_cancelled", lambda: actions.cancel_seat(seat))


@registration_page(*WRITE)
def send_link(request: HttpRequest, registration: Registration, position: int) -> HttpResponse:
    """Mail a named person their own link once more."""
    seat = _seat(registration, position)
    return do(request, registration, "link_sent", lambda: _send_link(registration, seat))


def _send_link(registration: Registration, seat: Seat) -> None:
    if not seat.email:
        raise Refused(overview.no_address())
    if throttle.allows("seat link", str(seat.pk), most=_MOST_LINKS, seconds=_PER_SECONDS):
        with transaction.atomic():
            announce("registration", what="seat link", registration=registration, seat=seat, by=None)


def _seat(registration: Registration, position: int) -> Seat:
    seat = registration.seats.filter(position=position, cancelled_at=None).first()
    if seat is None or not registration.is_live:
        raise Http404
    return seat
