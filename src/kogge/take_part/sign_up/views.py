"""The public form of registration: neither account nor cookie nor script is needed."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from kogge.core.form_key import new_key
from kogge.core.page import page, public
from kogge.core.refusals import Refused
from kogge.take_part.registration import actions
from kogge.take_part.registration.models import Admission, Invitation
from kogge.take_part.registration.personal_link import open_invitation
from kogge.take_part.registration.personal_pages import personal

from . import consent_form as consent_forms
from . import form_page, received, throttles
from .forms import SignUpForm
from .standing import standing
from .terms import Terms, find, known

_PAGE = "sign_up/sign_up_page.html"


@never_cache
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The form of an event or a series; what is sent leads to a page that looks alike for everybody (D8)."""
    terms, seats = find(kind, slug)
    counters = [seats[one.pk] for one in terms.mains if one.pk in seats]
    found = standing(terms.admission, terms.dates, counters, timezone.now())
    invitation, problem = _invitation(request, terms)
    closed_to = terms.admission.access == Admission.Access.INVITED and invitation is None
    shown = {**form_page.context(terms, found, counters), "problem": problem, "closed_to": closed_to}
    is_sent = request.method == "POST"
    if not found.takes or closed_to:
        return page(request, _PAGE, {**shown, "late": is_sent}, status=409 if is_sent else 200)
    if is_sent:
        form = SignUpForm(terms, seats, request.POST, request.FILES, invitation=invitation)
        if (sent := _send(request, form)) is not None:
            return sent
    else:
        form = SignUpForm(terms, seats, initial=_initial(request, invitation), invitation=invitation)
    return _again(request, form, shown)


def _again(request: HttpRequest, form: SignUpForm, shown: dict[str, Any]) -> HttpResponse:
    """The form: new, with its sentences and what was typed, or with the pause after which it may be sent again."""
    status = 503 if form.pause else 422 if form.is_bound else 200
    answer = page(request, _PAGE, {**shown, **form_page.with_form(form)}, status=status)
    if form.pause:
        answer["Retry-After"] = str(form.pause)
    return answer


def _send(request: HttpRequest, form: SignUpForm) -> HttpResponse | None:
    """Hand in a form. None when something is to be corrected: the sentences stand in the form then."""
    if not form.is_valid():
        form.with_new_key()
        return None
    terms, application = form.terms, form.application()
    address = get_adapter().get_client_ip(request)
    try:
        throttles.check(address, application.email, application.capacity_id, waited=form.waited)
        receipt = actions.register(terms.admission, application)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        if isinstance(refusal, throttles.TooFast):
            form.with_new_key(throttles.WAIT_SECONDS)
        form.pause = getattr(refusal, "retry_after", 0)
        return None
    told = received.Received(
        receipt.reference, receipt.confirmation, application.email, terms.kind, terms.slug
    )
    return redirect("sign_up:received", reference=received.seal(told))


def _invitation(request: HttpRequest, terms: Terms) -> tuple[Invitation | None, str]:
    """The invitation that the address or the form names, or a sentence why it does not count."""
    secret = request.POST.get("invitation") or request.GET.get("invitation", "")
    if not secret:
        return None, ""
    try:
        found = open_invitation(secret)
    except Refused as refusal:
        return None, str(refusal)
    return (found, "") if found.admission_id == terms.admission.pk else (None, "")


def _initial(request: HttpRequest, invitation: Invitation | None) -> dict[str, Any]:
    named = {"name": invitation.name, "email": invitation.email} if invitation else {}
    return {
        **named,
        "key": new_key(),
        "access_code": request.GET.get("code", "")[:100],
        "sessions": request.GET.getlist("session"),
    }


@personal
@require_safe
def received_page(request: HttpRequest, reference: str) -> HttpResponse:
    """The code to show at the door, where the mail went, and what comes next."""
    told = received.unseal(reference)
    terms = known(told.kind, told.slug)
    return page(
        request, "sign_up/received_page.html", {"received": told, "terms": terms, "record": terms.record}
    )


@public
@require_safe
def consent_form(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The form that parents sign, to print: it holds what the public knows of the event and nothing of anybody."""
    terms, _seats = find(kind, slug)
    response = HttpResponse(consent_forms.pdf(terms), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{slug}.pdf"'
    return response
