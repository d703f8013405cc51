"""The audience's vote with a ticket: whose ticket it is, and the way to the vote from one's own page."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused
from kogge.plan.events.models import Event
from kogge.plan.juries.models import Audience
from kogge.take_part.registration.models import Admission, Registration, Seat, State
from kogge.take_part.registration.tickets import tickets_of
from kogge.take_part.tickets import signing


def ticket_asked(*, event: Event, code: str, found: list[str]) -> None:
    """Name the seat of a valid ticket of this event; a new ticket for the same seat has the same name.

    A group's common ticket has no vote: each of its heads has a ticket of their own.
    """
    scopes = Admission.objects.filter(event=event).values_list("pk", flat=True)
    try:
        ticket = signing.read(code, scopes=set(scopes))
    except Refused:
        return
    confirmed = Registration.objects.filter(state=State.CONFIRMED, admission=ticket.scope)
    seat = Seat.objects.filter(serial=ticket.serial, cancelled_at=None, registration__in=confirmed).first()
    if seat is not None:
        found.append(f"seat {seat.pk}")
        return
    own = confirmed.filter(serial=ticket.serial, main=None).exclude(kind=Registration.Kind.GROUP).first()
    if own is not None:
        found.append(f"registration {own.pk}")


def personal_page_asked(
    *, registration: Registration, seat: Seat | None, notes: list[dict[str, str]]
) -> None:
    """Lead to the vote while it is open, with the ticket in hand."""
    moment = now()
    rows = Audience.objects.filter(
        call__event__admission=registration.admission_id, way=Audience.Way.TICKETS,
        opens_at__lte=moment, closes_at__gt=moment,
    )  # fmt: skip
    serial = seat.serial if seat is not None else registration.serial
    for row in rows.select_related("call"):
        line = next((one for one in tickets_of(registration) if one.serial == serial), None)
        if line is None or (seat is None and registration.kind == Registration.Kind.GROUP):
            continue
        notes.append({
            "title": _("The audience votes now"),
            "text": row.call.title_de,
            "address": f"{reverse('juries:vote', args=[row.call.slug])}?{urlencode({'ticket': line.text})}",
            "action": _("Vote"),
        })  # fmt: skip
