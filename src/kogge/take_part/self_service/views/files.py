"""Ticket, calendar file and the copy of one's own data."""

from django.http import Http404, HttpRequest, HttpResponse

from kogge.core.page import page
from kogge.take_part.registration.models import Registration, State

from .. import calendar_file, overview, own_data, ticket_page
from ..doors import READ, registration_page


@registration_page(*READ)
def ticket(request: HttpRequest, registration: Registration) -> HttpResponse:
    """The ticket or tickets, big and bright, for the screen or on paper."""
    if registration.state != State.CONFIRMED:
        return page(request, "self_service/no_ticket_page.html", overview.of(registration))
    context = {"about": overview.about.of(registration.admission), "tickets": ticket_page.of(registration)}
    return page(request, "self_service/ticket_page.html", overview.of(registration) | context)


@registration_page(*READ)
def calendar(request: HttpRequest, registration: Registration) -> HttpResponse:
    """The appointment, with the same UID as in the mails, so that it stands once in every calendar."""
    if registration.state != State.CONFIRMED:
        raise Http404
    return calendar_file.answer(registration, name=registration.name, email=registration.email)


@registration_page(*READ)
def own_data_file(request: HttpRequest, registration: Registration) -> HttpResponse:
    """All that is stored about this registration, as a ZIP with JSON and the files (Articles 15 and 20 GDPR)."""
    return own_data.answer(
        own_data.of_registration(registration), registration.files.select_related("question")
    )
