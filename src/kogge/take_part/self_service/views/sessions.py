"""Book or give back seats in the sessions of a convention."""

from django.http import Http404, HttpRequest, HttpResponse

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.take_part.registration import actions
from kogge.take_part.registration.models import Capacity, Registration, State

from .. import bookable, overview
from ..doors import READ, WRITE, registration_page
from .page import back, do


@registration_page(*READ, *WRITE)
def choose(request: HttpRequest, registration: Registration) -> HttpResponse:
    """All sessions with limited seats: those booked, those that can be, those that collide."""
    problem = ""
    if request.method == "POST":
        if reference := request.POST.get("cancel", ""):
            part = (
                registration.parts.select_related("admission", "capacity").filter(reference=reference).first()
            )
            if part is None:
                raise Http404
            return do(request, registration, "part_cancelled", lambda: actions.cancel(part))
        try:
            return _book(registration, request.POST.get("book", ""))
        except Refused as refusal:
            problem = str(refusal)
    context = overview.of(registration) | {"problem": problem, "days": bookable.days(registration)}
    return page(request, "self_service/sessions_page.html", context, status=409 if problem else 200)


def _book(registration: Registration, number: str) -> HttpResponse:
    wanted = int(number) if number.isdecimal() and len(number) < 10 else 0
    rows = Capacity.objects.select_related("session", "admission").filter(session__isnull=False)
    capacity = rows.filter(pk=wanted, admission=registration.admission_id).first()
    if capacity is None:
        raise Http404
    part = actions.book_session(registration, capacity)
    return back(registration, "waiting" if part.state == State.WAITING else "booked")
