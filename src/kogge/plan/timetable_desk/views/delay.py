"""A stage runs late: first what would happen, then one button that does it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, requires
from kogge.plan.timetable.models import Timetable
from kogge.plan.timetable.permissions import check_reach, laid_out

from .. import delaying
from ..forms import DelayForm


@require_http_methods(["GET", "HEAD", "POST"])
@requires("timetable.change")
def delay(request: StaffRequest, slug: str) -> HttpResponse:
    """With a stage, a time and minutes: who moves and what collides. Sent: the stage is moved."""
    table = laid_out(request.user, slug)
    form = DelayForm(table, request.POST or (request.GET if "minutes" in request.GET else None))
    moved = None
    if form.is_bound and form.is_valid():
        moved = delaying.preview(table, *form.late())
        if request.method == "POST" and _done(request, table, form, moved):
            return redirect("timetable:delay", slug=slug)
        if not moved and not form.errors:
            form.add_error("starts", _("Nothing on this stage begins then or later that day."))
    context = {
        "event": table.event,
        "form": form,
        "moved": moved,
        "stuck": any(one.problems for one in moved or ()),
        "has_steps": table.revision > 0,
    }
    return page(request, "timetable_desk/delay_page.html", context)


def _done(request: StaffRequest, table: Timetable, form: DelayForm, moved: list[delaying.Delayed]) -> bool:
    """Move them, or put the sentence of the refusal beside its field."""
    try:
        check_reach(request.user, table, [one.session.pk for one in moved])
        leave_out = form.cleaned_data["leave_out"]
        delaying.delay(table.event, *form.late(), by=request.user, leave_out=leave_out)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    text = ngettext("%(count)d session begins later.", "%(count)d sessions begin later.", len(moved))
    messages.success(request, text % {"count": len(moved)})
    return True
