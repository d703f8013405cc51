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

from .. import actions, queries
from ..forms import DelayForm
from ..models import Timetable
from .shared import editable, laid_out, session_of


@require_http_methods(["GET", "HEAD", "POST"])
@requires("timetable.change")
def delay(request: StaffRequest, slug: str) -> HttpResponse:
    """With a stage, a time and minutes: who moves and what collides. Sent: the stage is moved."""
    table = laid_out(request.user, slug)
    given = request.POST or (request.GET if "minutes" in request.GET else None)
    form = DelayForm(table, given)
    moved = None
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        late = (values["room"], form.moment("starts"), values["minutes"])
        moved = actions.preview(table, *late)
        if request.method == "POST":
            try:
                _check_reach(request, table, [one.session.pk for one in moved])
                actions.delay(table.event, *late, by=request.user, leave_out=values["leave_out"])
                text = ngettext(
                    "%(count)d session begins later.", "%(count)d sessions begin later.", len(moved)
                )
                messages.success(request, text % {"count": len(moved)})
                return redirect("timetable:delay", slug=slug)
            except Refused as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        elif not moved:
            form.add_error("starts", _("Nothing on this stage begins then or later that day."))
    context = {
        "event": table.event,
        "form": form,
        "moved": moved,
        "stuck": any(one.problems for one in moved or ()),
        "has_steps": bool(table.pk) and queries.timetable(table.event).revision > 0,
    }
    return page(request, "timetable/delay_page.html", context)


def _check_reach(request: StaffRequest, table: Timetable, keys: list[int]) -> None:
    if editable(request.user, table.event) is not None:
        for key in keys:
            session_of(request.user, table, key)
