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
from .forms import SolveForm, weights
from .models import Run

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@requires("timetable.change")
def start(request: StaffRequest, slug: str) -> HttpResponse:
    """Ask for a timetable; below, what was computed so far and what it would cost to keep published places."""
    table = laid_out(request.user, slug)
    if "compare" in request.POST:
        return _compare(request, table)
    form = SolveForm(table, request.POST or None)
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        try:
            return _ask(
                request, table, seconds=values["seconds"], seed=values["seed"], options=form.options()
            )
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    context = {"event": table.event, "form": form, "is_installed": running.is_installed()}
    context |= queries.overview(table)
    return page(request, "solving/start_page.html", context)


@require_http_methods(METHODS)
@requires("timetable.change")
def repair(request: StaffRequest, slug: str) -> HttpResponse:
    """What no longer holds where it stands, and one button that mends it with the fewest moves."""
    table = laid_out(request.user, slug)
    options = {"step": 5, "stability": 0, "only_unplaced": False, "weights": weights(table)}
    problem, hit = "", []
    try:
        if request.method == "POST":
            return _ask(request, table, kind=Run.Kind.REPAIR, seconds=10, seed=1, options=options)
        hit = queries.hit(table, options)
    except Refused as refusal:
        problem = str(refusal)
    context = {"event": table.event, "hit": hit, "problem": problem, "is_installed": running.is_installed()}
    return page(request, "solving/repair_page.html", context)


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


def _ask(request: StaffRequest, table: Timetable, **asked: Any) -> HttpResponse:
    run = actions.ask(ensure(table.event, by=request.user), by=request.user, **asked)
    return redirect("solving:run", slug=table.event.slug, code=run.code)


def _compare(request: StaffRequest, table: Timetable) -> HttpResponse:
    """Estimate what each step of the slider costs."""
    options = {"step": 15, "stability": 0, "only_unplaced": False, "weights": weights(table)}
    try:
        return _ask(request, table, kind=Run.Kind.PRICES, seconds=5, seed=1, options=options)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("solving:start", slug=table.event.slug)


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
