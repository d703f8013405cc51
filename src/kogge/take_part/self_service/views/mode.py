"""From on site to online and back, by one button each."""

from django.http import Http404, HttpRequest, HttpResponse

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.take_part.registration.models import Registration
from kogge.take_part.reseating import modes

from .. import overview
from ..doors import READ, WRITE, registration_page
from .page import back, do, show


@registration_page(*READ, *WRITE)
def change(request: HttpRequest, registration: Registration) -> HttpResponse:
    """The ways of taking part. A POST asks for another one, or gives the waiting for it up."""
    if request.method == "POST" and "stay" in request.POST:
        return do(request, registration, "mode_stays", lambda: modes.stay(registration))
    found = modes.others(registration)
    if request.method != "POST":
        if not found:
            return back(registration)
        return page(request, "self_service/mode_page.html", overview.of(registration))
    wanted = next((one for one in found if str(one.pk) == request.POST.get("mode")), None)
    if wanted is None:
        raise Http404
    try:
        row = modes.change_mode(registration, wanted)
    except Refused as refusal:
        return show(request, registration, str(refusal))
    return back(registration, "mode_waiting" if row.is_wish else "mode_changed")
