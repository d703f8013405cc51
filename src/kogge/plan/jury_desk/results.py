"""The desk's pages: how the files stand, and the audience's vote."""

from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, requires
from kogge.plan.call_desk import exports
from kogge.plan.calls.models import Call
from kogge.plan.calls.queries import judged
from kogge.plan.juries.comparing import actions, standing
from kogge.plan.juries.comparing.audience import candidates, result
from kogge.plan.juries.models import Audience, AudienceVote, Phase

from . import chart
from .audience_forms import ArrangeForm, CodesForm
from .frame import beside, jury_of, shown

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
    jury = jury_of(request, slug)
    phases = list(jury.phases.all())
    phase = _phase(phases, request.GET.get("phase", ""))
    context: dict[str, Any] = {"phase": phase}
    if phase is not None:
        phase.jury = jury
        found = standing.ranking(phase)
        titles, names = _titles(jury.call), {str(one.pk): one for one in jury.jurors.all()}
        address = reverse("jury_desk:ranking", args=[slug])
        context |= {
            "phases": [{"name": p.title, "address": f"{address}?phase={p.pk}", "current": p == phase} for p in phases],
            "rows": [(r, titles[r.submission], chart.interval(r), chart.beyond(r.normalised)) for r in found.rows],
            "chart": chart.places(found, titles), "tied": any(row.tied for row in found.rows),
            "given": any(row.count or row.votes for row in found.rows),
            "jurors": [(row, names[row.juror], list(map(_far, row.far))) for row in found.jurors if row.juror in names],
            "audience": any(row.audience for row in found.rows),
        }  # fmt: skip
    return shown(request, jury, "ranking", context)


@require_safe
@requires("jury.manage")
def export(request: StaffRequest, slug: str, kind: str) -> HttpResponse:
    """The ranking as CSV or XLSX, without formulas."""
    jury = jury_of(request, slug)
    phase = _phase(list(jury.phases.all()), request.GET.get("phase", ""))
    if phase is None or kind not in exports.TYPES:
        raise Http404
    phase.jury = jury
    titles = _titles(jury.call)
    head = [
        pgettext("ranking", "Place"), pgettext("ranking", "Best"), pgettext("ranking", "Last"), _("Code"),
        pgettext("jury", "File"), _("Strength"), _("Raw mean"), _("Normalised mean"), pgettext("ranking", "Scores"),
        _("Comparisons"), pgettext("jury", "Audience"),
    ]  # fmt: skip
    rows = [
        [
            row.place, row.low, row.high, row.submission, titles[row.submission],
            *(value if value is None else round(value, 3) for value in (row.strength, row.raw_mean, row.normalised)),
            row.count, row.votes, row.audience,
        ]
        for row in standing.ranking(phase).rows
    ]  # fmt: skip
    response = HttpResponse(exports.written(head, rows, kind), content_type=exports.TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="ranking-{slug}-{phase.position}.{kind}"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@requires("jury.manage")
def arrange(request: StaffRequest, slug: str) -> HttpResponse:
    """On what the audience votes, when, with what; the address to show; the result once it is closed."""
    jury = jury_of(request, slug)
    call = jury.call
    audience = Audience.objects.filter(call=call).first()
    chosen = Exists(Audience.candidates.through.objects.filter(submission=OuterRef("pk"), audience=audience))
    files = judged(call).order_by(chosen.desc(), "title", "pk")
    form = ArrangeForm(files, request.POST or None, instance=audience)
    if request.method == "POST" and form.is_valid():
        try:
            actions.open_audience(call, by=request.user, **form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("jury_desk:audience", slug)
        except Refused as refusal:
            beside(form, refusal)
    context: dict[str, Any] = {"form": form, "audience": audience, "codes_form": CodesForm()}
    if audience is not None:
        stored = Audience.objects.get(pk=audience.pk)
        ended = not stored.is_open() and AudienceVote.objects.filter(call=call).exists()
        context |= {
            "audience": stored, "votes": AudienceVote.objects.filter(call=call).count(), "ended": ended,
            "codes": stored.codes.count(), "chart": result(stored, candidates(stored)) if ended else None,
            "address": request.build_absolute_uri(reverse("juries:vote", args=[slug])),
        }  # fmt: skip
    return shown(request, jury, "audience", context, 422 if form.errors else 200)


@require_POST
@requires("jury.manage")
def codes(request: StaffRequest, slug: str) -> HttpResponse:
    """New codes as a file to print slips from; they are shown this once."""
    audience = get_object_or_404(Audience, call=jury_of(request, slug).call, way=Audience.Way.CODES)
    form = CodesForm(request.POST)
    try:
        if not form.is_valid():
            raise Refused(" ".join(str(error) for errors in form.errors.values() for error in errors))
        made = actions.make_codes(audience, form.cleaned_data["count"], by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("jury_desk:audience", slug)
    response = HttpResponse("\n".join(made) + "\n", content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="codes-{slug}.txt"'
    response["Cache-Control"] = "no-store, private"
    return response


@require_POST
@requires("jury.manage")
def reveal(request: StaffRequest, slug: str) -> HttpResponse:
    """Show the audience's result to everybody."""
    audience = get_object_or_404(Audience, call=jury_of(request, slug).call)
    try:
        actions.reveal(audience, by=request.user)
        messages.success(request, _("The result is public now."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("jury_desk:audience", slug)


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
