"""The personal page: how it stands, and confirm, accept, decline, cancel, hand over."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.take_part.registration import actions
from kogge.take_part.registration.models import Registration
from kogge.take_part.registration.personal_link import secret_of
from kogge.take_part.reseating import returning

from .. import overview
from ..doors import READ, WRITE, registration_page
from ..forms import HandOverForm


@registration_page(*READ)
def mine(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Everything about one registration. `?done=` names what was just done, for a sentence at the top."""
    return show(request, registration)


@registration_page(*WRITE)
def confirm(request: HttpRequest, registration: Registration) -> HttpResponse:
    """The click that the mail asks for."""
    return do(request, registration, "confirmed", lambda: actions.confirm(registration))


@registration_page(*WRITE)
def offer(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Accept or decline the offered seat, of the event or of a session (`part`)."""
    part = registration
    if reference := request.POST.get("part", ""):
        found = registration.parts.select_related("admission", "capacity__session").filter(
            reference=reference
        )
        part = found.first() or registration
    if request.POST.get("answer") == "accept":
        return do(request, registration, "accepted", lambda: actions.accept_offer(part))
    return do(request, registration, "declined", lambda: actions.decline_offer(part))


@registration_page(*READ, *WRITE)
def cancel(request: HttpRequest, registration: Registration) -> HttpResponse:
    """A page with one button; the seat is free at once. What was called off does not come back after it, either."""
    if request.method == "POST" and registration.ended_because == Registration.Ended.EVENT:
        return do(request, registration, "stays_away", lambda: returning.stay_away(registration))
    if request.method == "POST":
        return do(request, registration, "cancelled", lambda: actions.cancel(registration))
    if not registration.is_live:
        return back(registration)
    return page(request, "self_service/cancel_page.html", overview.of(registration))


@registration_page(*READ, *WRITE)
def hand_over(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Somebody else comes instead; the link and the ticket of the person before open nothing any more."""
    form = HandOverForm(request.POST or None)
    if form.is_valid():
        try:
            actions.hand_over(registration, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            return page(
                request,
                "self_service/handed_over_page.html",
                {"about": overview.about.of(registration.admission)},
            )
    context = overview.of(registration) | {"form": form}
    return page(request, "self_service/hand_over_page.html", context, status=422 if form.errors else 200)


def show(request: HttpRequest, registration: Registration, problem: str = "") -> HttpResponse:
    """The personal page, with what went wrong if something did."""
    context = overview.of(registration) | {
        "problem": problem,
        "done": overview.done(request.GET.get("done", "")),
    }
    return page(request, "self_service/mine_page.html", context, status=409 if problem else 200)


def do(
    request: HttpRequest, registration: Registration, done: str, action: Callable[[], object]
) -> HttpResponse:
    """Carry out what a button asks for and lead back to the personal page, which says so."""
    try:
        action()
    except Refused as refusal:
        registration = Registration.objects.select_related(*overview.RELATED).get(pk=registration.pk)
        return show(request, registration, str(refusal))
    return back(registration, done)


def back(registration: Registration, done: str = "") -> HttpResponse:
    """To the personal page."""
    response = redirect("self_service:mine", secret_of(registration))
    if done:
        response["Location"] += f"?done={done}"
    return response
