"""Mails that did not arrive: for the office all of them, for editors those about their events."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, requires

from .. import dead_letters
from ..forms import AddressForm


@require_safe
@requires("letter.write")
def failed(request: StaffRequest) -> HttpResponse:
    """What came back or was given up, with the reason and the registration it is about."""
    return page(request, "correspondence/mails_page.html", {"rows": dead_letters.for_user(request.user)})


@require_POST
@requires("letter.write")
def again(request: StaffRequest, number: int) -> HttpResponse:
    """Send one once more, to a better address if there is one."""
    row = next((one for one in dead_letters.for_user(request.user) if one.message.pk == number), None)
    if row is None:
        raise Http404
    form = AddressForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Please write a whole mail address, such as name@example.org."))
        return redirect("correspondence:mails")
    try:
        dead_letters.try_again(row, to=form.cleaned_data["to"], by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It is on its way again."))
    return redirect("correspondence:mails")
