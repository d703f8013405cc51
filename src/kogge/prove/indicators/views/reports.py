"""Reports: what would be reported today, what was reported, and what came late."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, requires
from kogge.network.grants.models import Operation
from kogge.prove.hours.fictional import is_fictional
from kogge.prove.profiles.queries import profile_from, profile_of

from .. import actions, exports, reports
from ..forms import PeriodForm
from ..models import Report
from ..queries import operations_for
from ..reports import Computed
from . import showing
from .showing import context_of, operation_page


@requires("report.see")
def listing(request: StaffRequest) -> HttpResponse:
    """Operations with their reports."""
    frozen = Count("reports", filter=Q(reports__state=Report.State.FROZEN), distinct=True)
    found = operations_for(request.user, "report.see").annotate(frozen=frozen).select_related("beneficiary")
    crumbs = [*showing.crumbs()[:-1], {**showing.crumbs()[-1], "address": ""}]
    rows = [(one, showing.title_of(one), is_fictional(one)) for one in found.order_by("-starts_on", "slug")]
    return page(request, "indicators/reports_page.html", {"rows": rows, "crumbs": crumbs})


@operation_page("report.see")
def operation(request: StaffRequest, operation: Operation) -> HttpResponse:
    """An operation's numbers for a period as of a day: what would be reported today."""
    form = PeriodForm(operation, request.GET)
    context = context_of(request, operation, "", form=form, filtered=bool(request.GET))
    if form.is_valid():
        try:
            context |= showing.numbers(reports.compute(operation, *form.days))
        except Refused as refusal:
            context["stopped"] = str(refusal)
        context["query"] = urlencode(form.cleaned_data)
    context["reports"] = operation.reports.defer("data")
    context["quarters"] = showing.quarters(operation)
    return page(request, "indicators/operation_page.html", context)


@operation_page("report.see")
def definitions(request: StaffRequest, operation: Operation) -> HttpResponse:
    """What is counted and how: the three counters, and every indicator with its formula."""
    profile = profile_of(operation)
    lines = [(one, profile.is_unverified("indicators", one.code)) for one in profile.indicators]
    counters = exports.counter_texts().values()
    context = context_of(
        request, operation, _("Definitions"), profile=profile, lines=lines, counters=counters,
        hours=profile.minimum_minutes / 60,
        hours_unverified=profile.is_unverified("minimum_hours"),
    )  # fmt: skip
    return page(request, "indicators/definitions_page.html", context)


@operation_page("report.see")
def records(request: StaffRequest, operation: Operation) -> HttpResponse:
    """Whom the numbers of a period rest on, under codes, each with the way to the hours."""
    form = PeriodForm(operation, request.GET)
    if not form.is_valid():
        raise Http404
    since, until, as_of = form.days
    _head, *rows = exports.records(reports.open_book(operation, as_of).tables(since, until))
    found = Paginator(rows, 100).get_page(request.GET.get("page"))
    context = context_of(
        request, operation, _("Records"), page=found, query=urlencode(form.cleaned_data), form=form
    )
    return page(request, "indicators/records_page.html", context)


@operation_page("audit.see")
def export(request: StaffRequest, operation: Operation, kind: str) -> HttpResponse:
    """A period's numbers as a file."""
    form = PeriodForm(operation, request.GET)
    if not form.is_valid():
        raise Http404
    try:
        made = reports.computed(operation, *form.days)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("indicators:operation", slug=operation.slug)
    return _file(kind, operation, made, f"{operation.slug}-{form.days[0]}-{form.days[1]}")


@operation_page("report.freeze")
@require_POST
def begin(request: StaffRequest, operation: Operation) -> HttpResponse:
    """A draft for a period."""
    form = PeriodForm(operation, request.POST)
    try:
        if form.is_valid():
            report = actions.draft(operation, since=form.days[0], until=form.days[1], by=request.user)
            return redirect("indicators:report", slug=operation.slug, pk=report.pk)
        raise Refused(_("Please choose a period first."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("indicators:operation", slug=operation.slug)


@operation_page("report.see")
def report(request: StaffRequest, operation: Operation, pk: int) -> HttpResponse:
    """One report: a draft as it would be now, a frozen one as it was, beside another one if asked."""
    one = get_object_or_404(Report, operation=operation, pk=pk)
    context = context_of(request, operation, str(showing.period(one.since, one.until, "day")), report=one)
    try:
        context |= showing.numbers(_content(one), one)
    except Refused as refusal:
        context["stopped"] = str(refusal)
    others = [row for row in reports.frozen(operation) if row.pk != one.pk]
    context["others"] = others
    other = next((row for row in others if str(row.pk) == request.GET.get("with")), None)
    if other is not None and "content" in context:
        context |= {"other": other, "changes": _beside(context["content"], reports.read(other))}
    return page(request, "indicators/report_page.html", context)


@operation_page("report.freeze")
@require_POST
def act(request: StaffRequest, operation: Operation, pk: int, step: str) -> HttpResponse:
    """Freeze a draft, drop it, or recompute a frozen report."""
    one = get_object_or_404(Report, operation=operation, pk=pk)
    try:
        if step == "drop":
            actions.drop_draft(one, by=request.user)
            messages.success(request, _("The draft is gone."))
            return redirect("indicators:operation", slug=operation.slug)
        if step == "freeze":
            actions.freeze(one, by=request.user)
            messages.success(
                request, _("The report is frozen. What comes late shows as a correction in the next one.")
            )
        elif reports.recomputed(one).digest == one.result_digest:
            messages.success(
                request, _("Recomputed from its rows by its rules: the same result, digit by digit.")
            )
        else:
            messages.error(request, _("Recomputed, the result is another one. Please check the history."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("indicators:report", slug=operation.slug, pk=pk)


@operation_page("audit.see")
def report_file(request: StaffRequest, operation: Operation, pk: int, kind: str) -> HttpResponse:
    """A report as a file."""
    one = get_object_or_404(Report, operation=operation, pk=pk)
    if not one.is_frozen:
        made = reports.computed(operation, one.since, one.until, timezone.localdate())
        return _file(kind, operation, made, f"{operation.slug}-{one.since}-{one.until}")
    kept = reports.unsealed(one)
    made = Computed(reports.read(one), kept["tables"], kept["seen"])
    return _file(kind, operation, made, f"{operation.slug}-{one.since}-{one.until}", one)


def _content(one: Report) -> reports.ReportResult:
    return (
        reports.read(one)
        if one.is_frozen
        else reports.compute(one.operation, one.since, one.until, timezone.localdate())
    )


def _beside(mine: reports.ReportResult, other: reports.ReportResult) -> list[dict[str, str]]:
    theirs = {line.code: line.value for line in other.result.lines}
    return [
        {"field": line.code, "before": theirs.get(line.code, ""), "after": line.value}
        for line in mine.result.lines if theirs.get(line.code) != line.value
    ]  # fmt: skip


def _file(
    kind: str, operation: Operation, made: Computed, name: str, one: Report | None = None
) -> HttpResponse:
    if kind not in exports.FORMATS:
        raise Http404
    profile = profile_from(one.rules) if one is not None else profile_of(operation)
    content = exports.made(kind, made.content, made.tables, profile, fictional=is_fictional(operation))
    headers = {
        "Content-Disposition": f'attachment; filename="{pgettext("file name", "indicators")}-{name}.{kind}"',
        "Cache-Control": "no-store",
    }  # fmt: skip
    return HttpResponse(content, content_type=exports.FORMATS[kind], headers=headers)
