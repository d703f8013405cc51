"""Seats in sessions, and the registration they belong to."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kogge.core.refusals import Refused
from kogge.publish.programme.models import PublicEvent

from .. import actions
from ..models import Plan
from .shared import acted, of_plan, too_often

MOST_TRIES = 20
_ACTS = {"book": actions.book, "accept": actions.accept, "give_back": actions.give_back}


@of_plan
@require_POST
def seat(request: HttpRequest, plan: Plan, event: PublicEvent) -> HttpResponse:
    """Book a seat, take an offered one, or give it back."""
    what, slug = request.POST.get("act", ""), request.POST.get("session", "")[:120]

    def act() -> None:
        if what not in _ACTS:
            raise Refused(_("The form could not be read. Please go back and send it again."))
        _ACTS[what](plan, slug)

    return acted(request, plan, event, act, done=what)


@of_plan
@require_POST
def registration(request: HttpRequest, plan: Plan, event: PublicEvent) -> HttpResponse:
    """Connect the registration whose link was pasted."""

    def act() -> None:
        if too_often(request, "link", MOST_TRIES, str(plan.pk)):
            raise Refused(_("That was tried often. Please wait an hour."), field="link")
        actions.link_registration(plan, request.POST.get("link", "")[:500])

    return acted(request, plan, event, act, done="linked")
