"""The pages of solving: asking for a run, repairing, watching it, and taking its timetable over."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, requires
from kogge.plan.timetable.actions import ensure
from kogge.plan.timetable.models import Timetable
from kogge.plan.timetable.permissions import laid_out

from . import actions, queries, running, words
from .forms import EstimateForm, RepairForm, SolveForm
from .models import Run

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@requires("timetable.change")
def start(request: StaffRequest, slug: str) -> HttpResponse:
    """Ask for a timetable; below, what was computed so far and what it would cost to keep published places."""
    table = laid_out(request.user, slug)
    estimating = "compare" in request.POST
    form = SolveForm(table, None if estimating else request.POST or None)
    estimate = EstimateForm(table, request.POST if estimating else None)
    if (answer := _asked(request, table, estimate if estimating else form)) is not None:
        return answer
    context = {
        "event": table.event,
        "form": form,
        "estimate": estimate,
        "is_installed": running.is_installed(),
    }
    context |= queries.overview(table)
    return page(request, "solving/start_page.html", context)


@require_http_methods(METHODS)
@requires("timetable.change")
def repair(request: StaffRequest, slug: str) -> HttpResponse:
    """What no longer holds where it stands, and one button that mends it with the fewest moves."""
    table = laid_out(request.user, slug)
    form = RepairForm(table, request.POST or None)
    if (answer := _asked(request, table, form)) is not None:
        return answer
    problem, hit = "", []
    try:
        hit = queries.hit(table)
    except Refused as refusal:
        problem = str(refusal)
    context = {"event": table.event, "form": form, "hit": hit, "problem": problem}
    return page(request, "solving/repair_page.html", context | {"is_installed": running.is_installed()})


@require_http_methods(METHODS)
@requires("timetable.change")
def show(request: StaffRequest, slug: str, code: str) -> HttpResponse:
    """One run: how far it is, what it found, why something has no place; stop, apply or discard it."""
    table = laid_out(request.user, slug)
    run = get_object_or_404(
        Run.objects.select_related("timetable__event"), timetable__event=table.event, code=code
    )
    if request.method == "POST":
        return _act(request, table, run)
    live = request.GET.get("part") == "live"
    names = words.Names.of(run)
    context: dict[str, Any] = {"event": table.event, "run": run, "chart": queries.chart(run)}
    context["is_installed"] = running.is_installed()
    context |= queries.explained(run, names) | {"unplaced": words.unplaced(run, names)}
    template = "solving/parts/run.html" if live and run.is_under_way else "solving/run_page.html"
    response = page(request, template, context)
    if live and not run.is_under_way:
        response["HX-Refresh"] = "true"
    return response


def _asked(
    request: StaffRequest, table: Timetable, form: SolveForm | RepairForm | EstimateForm
) -> HttpResponse | None:
    """To the page of the run that a form asks for; None where it asks for none, or says what is wrong."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        run = actions.ask(ensure(table.event, by=request.user), by=request.user, **form.asked())
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return None
    return redirect("solving:run", slug=table.event.slug, code=run.code)


def _act(request: StaffRequest, table: Timetable, run: Run) -> HttpResponse:
    """Stop, discard or apply, as the button says."""
    here = redirect("solving:run", slug=table.event.slug, code=run.code)
    if "stop" in request.POST:
        actions.stop(run, by=request.user)
        return here
    if "discard" in request.POST:
        actions.discard(run, by=request.user)
        messages.success(request, _("Discarded. The draft is as it was."))
        return redirect("solving:start", slug=table.event.slug)
    try:
        count = actions.apply(run, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return here
    text = ngettext("%(count)d session stands in the draft.", "%(count)d sessions stand in the draft.", count)
    messages.success(
        request, text % {"count": count} + " " + _("Undo in the timetable takes all of it back.")
    )
    return redirect("timetable:grid", slug=table.event.slug)
