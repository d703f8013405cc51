"""Invitations: say yes or no, change one's mind. Whoever has answered is not reminded any more."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.take_part.registration import actions
from kogge.take_part.registration.models import Invitation, Registration
from kogge.take_part.registration.personal_link import secret_of

from .. import about
from ..doors import READ, WRITE, invitation_page


@invitation_page(*READ, *WRITE)
def show(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """Who asks to what, with two buttons. Yes gives a seat at once; with something to choose it leads to the form."""
    if request.method != "POST":
        return _show(request, invitation)
    comes = request.POST.get("answer") == "yes"
    try:
        actions.answer_invitation(invitation, comes=comes)
    except Refused as refusal:
        return _show(request, invitation, str(refusal))
    mine = _registration(invitation) if comes else None
    if mine is not None:
        return redirect("self_service:mine", secret_of(mine))
    return redirect("self_service:invitation", secret_of(invitation))


def _show(request: HttpRequest, invitation: Invitation, problem: str = "") -> HttpResponse:
    mine = _registration(invitation)
    context = {
        "invitation": invitation,
        "about": about.of(invitation.admission),
        "secret": secret_of(invitation),
        "mine": secret_of(mine) if mine else "",
        "form_address": _form(invitation) if _has_choices(invitation) else "",
        "problem": problem,
    }
    return page(request, "self_service/invitation_page.html", context, status=409 if problem else 200)


def _has_choices(invitation: Invitation) -> bool:
    """Whether there is more to say than yes: on site or online, sessions, questions, consents."""
    admission = invitation.admission
    return bool(
        admission.takes_registrations()
        and (
            admission.consents_asked
            or admission.capacities.count() > 1
            or admission.questions.filter(retired_at=None).exists()
        )
    )


def _form(invitation: Invitation) -> str:
    admission = invitation.admission
    kind = "event" if admission.event is not None else "series"
    slug = getattr(admission, kind).slug
    return f"{reverse(f'sign_up:{kind}', args=[slug])}?invitation={secret_of(invitation)}"


def _registration(invitation: Invitation) -> Registration | None:
    """The registration made by this invitation, as long as it is still the invited person's own."""
    rows = Registration.objects.live().mains().filter(invitation=invitation, email_key=invitation.email_key)
    return rows.first()
