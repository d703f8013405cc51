"""Days and hours, rooms, breaks, and what a good timetable is worth."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, requires
from kogge.plan.timetable import actions, queries
from kogge.plan.timetable.models import Timetable
from kogge.plan.timetable.permissions import laid_out

from ..forms import LayoutForm, PauseForm, pauses_of


@require_http_methods(["GET", "HEAD", "POST"])
@requires("timetable.change")
def show(request: StaffRequest, slug: str) -> HttpResponse:
    """All settings on one page; this form is that of slots, days and weights."""
    table = laid_out(request.user, slug)
    form = LayoutForm(table, request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            actions.change_layout(table.event, by=request.user, values=form.values())
            messages.success(request, _("Saved."))
            return redirect("timetable:settings", slug=slug)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return _page(request, table, layout=form)


@require_POST
@requires("timetable.change")
def rooms(request: StaffRequest, slug: str) -> HttpResponse:
    """Which rooms the programme uses, and how long each needs between two sessions."""
    table = laid_out(request.user, slug)
    chosen = []
    for room, _usual in queries.all_rooms(table):
        minutes = request.POST.get(f"minutes_{room.pk}", "").strip()
        if minutes and not (minutes.isdigit() and int(minutes) <= 240):
            text = _("%(room)s: please enter whole minutes up to 240, or nothing.") % {"room": room}
            return _page(request, table, rooms_error=text)
        if f"room_{room.pk}" in request.POST:
            chosen.append((room, int(minutes) if minutes else None))
    if not chosen:
        return _page(request, table, rooms_error=_("Please choose at least one room."))
    actions.set_rooms(table.event, chosen, by=request.user)
    messages.success(request, _("Saved."))
    return redirect("timetable:settings", slug=slug)


@require_POST
@requires("timetable.change")
def breaks(request: StaffRequest, slug: str) -> HttpResponse:
    """Add a break, or remove one."""
    table = laid_out(request.user, slug)
    if request.POST.get("remove", "").isdigit():
        pause = get_object_or_404(table.pauses.all(), pk=request.POST["remove"])
        actions.remove_pause(pause, by=request.user)
        return redirect("timetable:settings", slug=slug)
    form = PauseForm(table, request.POST)
    if form.is_valid():
        try:
            span = form.moment("starts"), form.moment("ends")
            given = form.cleaned_data
            actions.add_pause(table.event, *span, by=request.user, title=given["title"], room=given["room"])
            return redirect("timetable:settings", slug=slug)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return _page(request, table, pause=form)


def _page(request: StaffRequest, table: Timetable, **forms: object) -> HttpResponse:
    used = {room.pk: turnaround for room, turnaround in queries.rooms(table)}
    context = {
        "event": table.event,
        "table": table,
        "rooms": [(room, room.pk in used, own) for room, own in queries.all_rooms(table)],
        "pauses": pauses_of(table),
        "layout": LayoutForm(table),
        "pause": PauseForm(table),
        **forms,
    }
    return page(request, "timetable_desk/settings_page.html", context)
