"""The desk's pages: how the files stand, and the audience's vote."""

import csv
import io
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, requires
from kogge.plan.calls.models import Call
from kogge.plan.calls.queries import judged
from kogge.plan.juries.models import Audience, AudienceVote, Jury, Phase

from . import actions, chart, standing
from .audience import candidates, result
from .forms import ArrangeForm, CodesForm

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
FAR = {
    "strict": pgettext_lazy("juror", "strict: scores far below the others"),
    "mild": pgettext_lazy("juror", "mild: scores far above the others"),
    "unlike": pgettext_lazy("juror", "orders the files differently from the others"),
    "unsteady": pgettext_lazy("juror", "compares as if by chance"),
}


@require_safe
@requires("jury.manage")
def ranking(request: StaffRequest, slug: str) -> HttpResponse:
    """Place with interval, raw beside normalised, and which jurors are far from the others."""
    jury = _jury(request, slug)
    phases = list(jury.phases.all())
    phase = _phase(phases, request.GET.get("phase", ""))
    context: dict[str, Any] = {"jury": jury, "call": jury.call, "phase": phase}
    if phase is not None:
        phase.jury = jury
        found = standing.ranking(phase)
        titles, names = _titles(jury.call), {str(one.pk): one for one in jury.jurors.all()}
        address = reverse("juries:ranking", args=[slug])
        context |= {
            "tabs": [{"name": p.title, "address": f"{address}?phase={p.pk}", "current": p == phase} for p in phases],
            "ranking": found, "rows": [(row, titles[row.submission], chart.interval(row)) for row in found.rows],
            "chart": chart.places(found, titles), "tied": any(row.tied for row in found.rows),
            "given": any(row.count or row.votes for row in found.rows),
            "jurors": [(row, names[row.juror], list(map(_far, row.far))) for row in found.jurors if row.juror in names],
            "audience": any(row.audience for row in found.rows),
        }  # fmt: skip
    return page(request, "juries/ranking_page.html", context)


@require_safe
@requires("jury.manage")
def export(request: StaffRequest, slug: str, kind: str) -> HttpResponse:
    """The ranking as CSV that offices open, without formulas."""
    jury = _jury(request, slug)
    phase = _phase(list(jury.phases.all()), request.GET.get("phase", ""))
    if kind != "csv" or phase is None:
        raise Http404
    phase.jury = jury
    titles, out = _titles(jury.call), io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow([
        pgettext("ranking", "Place"), pgettext("ranking", "Best"), pgettext("ranking", "Last"), _("Code"),
        pgettext("jury", "File"), _("Strength"), _("Raw mean"), _("Normalised mean"), _("Scores"),
        _("Comparisons"), pgettext("jury", "Audience"),
    ])  # fmt: skip
    for row in standing.ranking(phase).rows:
        numbers = [row.strength, row.raw_mean, row.normalised]
        title = titles[row.submission]
        writer.writerow([
            row.place, row.low, row.high, row.submission, f"'{title}" if title.startswith(_FORMULA) else title,
            *("" if value is None else f"{value:.3f}" for value in numbers), row.count, row.votes, row.audience,
        ])  # fmt: skip
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="ranking-{slug}-{phase.position}.csv"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@requires("jury.manage")
def arrange(request: StaffRequest, slug: str) -> HttpResponse:
    """On what the audience votes, when, with what; the address to show; the result once it is closed."""
    call = _jury(request, slug).call
    audience = Audience.objects.filter(call=call).first()
    form = ArrangeForm(judged(call).order_by("title", "pk"), request.POST or None, instance=audience)
    if request.method == "POST" and form.is_valid():
        try:
            actions.open_audience(call, by=request.user, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("juries:audience", slug)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    context: dict[str, Any] = {"call": call, "form": form, "audience": audience, "codes_form": CodesForm()}
    if audience is not None:
        stored = Audience.objects.get(pk=audience.pk)
        ended = not stored.is_open() and AudienceVote.objects.filter(call=call).exists()
        context |= {
            "audience": stored, "votes": AudienceVote.objects.filter(call=call).count(), "ended": ended,
            "codes": stored.codes.count(), "chart": result(stored, candidates(stored)) if ended else None,
            "address": request.build_absolute_uri(reverse("juries:vote", args=[slug])),
        }  # fmt: skip
    return page(request, "juries/audience_page.html", context, status=422 if form.errors else 200)


@require_POST
@requires("jury.manage")
def codes(request: StaffRequest, slug: str) -> HttpResponse:
    """New codes as a file to print slips from; they are shown this once."""
    audience = get_object_or_404(Audience, call=_jury(request, slug).call, way=Audience.Way.CODES)
    form = CodesForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(" ".join(str(error) for errors in form.errors.values() for error in errors))
        made = actions.make_codes(audience, form.cleaned_data["count"], by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("juries:audience", slug)
    response = HttpResponse("\n".join(made) + "\n", content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="codes-{slug}.txt"'
    response["Cache-Control"] = "no-store, private"
    return response


@require_POST
@requires("jury.manage")
def reveal(request: StaffRequest, slug: str) -> HttpResponse:
    """Show the audience's result to everybody."""
    audience = get_object_or_404(Audience, call=_jury(request, slug).call)
    try:
        actions.reveal(audience, by=request.user)
        messages.success(request, _("The result is public now."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("juries:audience", slug)


def _jury(request: StaffRequest, slug: str) -> Jury:
    rows = Jury.objects.of_staff(request.user).select_related("call__event", "call__organization")
    return get_object_or_404(rows, call__slug=slug)


def _phase(phases: list[Phase], wanted: str) -> Phase | None:
    """The phase asked for; without a wish the last that has begun, else the first."""
    if wanted:
        found = next((one for one in phases if str(one.pk) == wanted), None)
        if found is None:
            raise Http404
        return found
    begun = [one for one in phases if one.has_begun()]
    return begun[-1] if begun else phases[0] if phases else None


def _titles(call: Call) -> dict[str, str]:
    return {one.code: one.shown_title for one in judged(call).prefetch_related(None)}


def _far(name: str) -> str:
    return str(FAR[name])
