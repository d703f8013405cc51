"""Series: their rule and their dates."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from kogge.core.ordering import empty_lowest
from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.accounts.permissions import StaffRequest, organizations_of, requires

from .. import actions, queries
from ..forms import DatesForm, RuleForm, SeriesForm
from ..models import EventSeries
from .shared import refusals_in

READ_OR_WRITE = ["GET", "HEAD", "POST"]


@require_safe
@requires("event.change")
def series_list(request: StaffRequest) -> HttpResponse:
    """All series, one's own first."""
    return page(request, "events/series_list_page.html", {"series": queries.series_for(request.user)})


@require_http_methods(READ_OR_WRITE)
@requires("event.create")
def add(request: StaffRequest) -> HttpResponse:
    """Begin a series."""
    form = SeriesForm(queries.leads_of(request.user), request.POST or None)
    if form.is_bound and form.is_valid():
        data = dict(form.cleaned_data)
        with refusals_in(form):
            series = actions.create_series(by=request.user, values=data, organizers=[data.pop("lead")])
            return redirect("events:series", slug=series.slug)
    return page(request, "events/series_form_page.html", {"form": form})


@require_safe
@requires("event.change")
def show_series(request: StaffRequest, slug: str) -> HttpResponse:
    """A series with its rule, its earlier rules, and its dates."""
    series = _mine(request.user, slug)
    context = {
        "series": series, "events": series.events.with_organizers().order_by(*empty_lowest("sort_on", "starts_at")),
        "rule_form": RuleForm(series), "dates_form": DatesForm(series),
    }  # fmt: skip
    return page(request, "events/series_page.html", context)


@require_http_methods(READ_OR_WRITE)
@requires("event.change")
def rule(request: StaffRequest, slug: str) -> HttpResponse:
    """Change the rule; the old version is kept."""
    series = _mine(request.user, slug)
    form = RuleForm(series, request.POST or None)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        with refusals_in(form):
            actions.change_rule(series, by=request.user, required=data["rule_required"], out_of=data["rule_of"],
                                reason=data["reason"])  # fmt: skip
            return redirect("events:series", slug=slug)
    return page(request, "events/series_step_page.html", {"series": series, "form": form, "step": "rule"})


@require_http_methods(READ_OR_WRITE)
@requires("event.change")
def dates(request: StaffRequest, slug: str) -> HttpResponse:
    """Make several dates in one step."""
    series = _mine(request.user, slug)
    form = DatesForm(series, request.POST or None)
    if form.is_bound and form.is_valid():
        data = form.cleaned_data
        lead = data["pattern"].lead or queries.leads_of(request.user).first()
        with refusals_in(form):
            if lead is None:
                raise Refused(_("You need an organisation to create events for."))
            made = actions.make_dates(series, by=request.user, pattern=data["pattern"], lead=lead, count=data["count"],
                                      every_days=data["every_days"])  # fmt: skip
            text = ngettext("%(count)d date was added.", "%(count)d dates were added.", len(made))
            messages.success(request, text % {"count": len(made)})
            return redirect("events:series", slug=slug)
    return page(request, "events/series_step_page.html", {"series": series, "form": form, "step": "dates"})


def _mine(user: User, slug: str) -> EventSeries:
    series = get_object_or_404(EventSeries.objects.prefetch_related("organizers"), slug=slug)
    slugs = organizations_of(user, "event.change")
    if slugs is None or slugs & {one.slug for one in series.organizers.all()}:
        return series
    raise Http404
