"""What visitors wish to see: how much is known, and a table that replaces it."""

from django.contrib import messages
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, requires
from kogge.plan.timetable import queries
from kogge.plan.timetable import wishes as known
from kogge.plan.timetable.models import Preference
from kogge.plan.timetable.permissions import laid_out

from ..forms import WishesForm


@require_http_methods(["GET", "HEAD", "POST"])
@requires("timetable.change")
def show(request: StaffRequest, slug: str) -> HttpResponse:
    """Counts, the most wanted sessions, and the import with its report."""
    event = laid_out(request.user, slug).event
    form = WishesForm(request.POST or None, request.FILES or None)
    report = None
    if request.method == "POST" and form.is_valid():
        try:
            report = known.replace_wishes(event, form.cleaned_data["file"].read(), by=request.user)
            messages.success(request, _("The wishes were imported."))
            form = WishesForm()
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    wanted = known.wishes(event)
    context = {
        "event": event, "form": form, "report": report, "visitors": len(wanted),
        "imported": Preference.objects.filter(event=event).count(),
        "wishes": sum(map(len, wanted)), "most": queries.most_wanted(event, wanted),
    }  # fmt: skip
    return page(request, "timetable_desk/wishes_page.html", context)
