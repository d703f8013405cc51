"""Consents with version and time, withdrawn by one click; and the request to erase everything that may go."""

from django.http import Http404, HttpRequest, HttpResponse

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.take_part.registration import actions
from kogge.take_part.registration.models import Registration

from .. import overview, own_consents
from ..doors import READ, WRITE, registration_page
from .page import back, do


@registration_page(*WRITE)
def consents(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Withdraw one consent, or give one that is asked for."""
    known = {one.kind: one for one in own_consents.of(registration)}
    if (kind := request.POST.get("withdraw", "")) in known:
        given = known[kind].given
        if given is None:
            return back(registration, "withdrawn")
        return do(request, registration, "withdrawn", lambda: actions.withdraw_consent(given))
    if (kind := request.POST.get("give", "")) in known and registration.is_live:
        text = known[kind].text
        return do(request, registration, "given", lambda: actions.give_consent(registration, text))
    raise Http404


@registration_page(*READ, *WRITE)
def erasure(request: HttpRequest, registration: Registration) -> HttpResponse:
    """Say what goes now and what the law keeps; with a second click it is gone."""
    if registration.erased_at is not None:
        return back(registration)
    problem = ""
    if request.method == "POST":
        try:
            actions.erase(registration)
        except Refused as refusal:
            problem = str(refusal)
        else:
            return page(request, "self_service/erased_page.html")
    context = overview.of(registration) | {"problem": problem}
    return page(request, "self_service/erasure_page.html", context, status=409 if problem else 200)
