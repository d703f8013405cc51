"""A lost link is mailed again. The page answers alike whether it knows the address or not."""

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kogge.core import throttle
from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.take_part.registration import identity
from kogge.take_part.registration.personal_pages import personal

from .. import lost_links
from ..forms import LostForm

_MOST_FROM_ONE, _PER_SECONDS = 20, 3600


@personal
@require_http_methods(["GET", "HEAD", "POST"])
def lost(request: HttpRequest) -> HttpResponse:
    """Ask for the address and send the links there."""
    if request.method != "POST":
        return page(request, "self_service/lost_page.html", {"form": LostForm.fresh()})
    form = LostForm(request.POST)
    if form.is_valid() and _sent(request, form):
        return redirect("self_service:lost_sent")
    return page(request, "self_service/lost_page.html", {"form": form.with_new_key(wait=1)}, status=422)


@personal
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """The same words for everybody."""
    return page(request, "self_service/lost_sent_page.html")


def _sent(request: HttpRequest, form: LostForm) -> bool:
    address = get_adapter().get_client_ip(request)
    if not throttle.allows("lost link", address, most=_MOST_FROM_ONE, seconds=_PER_SECONDS):
        form.add_error(None, _("Many requests came from your connection. Please try again in an hour."))
        return False
    try:
        lost_links.send(identity.clean_email(form.cleaned_data["email"]), language=request.LANGUAGE_CODE[:2])
    except Refused as refusal:
        form.add_error("email", str(refusal))
        return False
    return True
