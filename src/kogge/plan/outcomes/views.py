"""The desk's pages: results from one list, letters with their preview, and work that takes longer."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kogge.core.page import page
from kogge.network.accounts.permissions import StaffRequest, requires
from kogge.plan.calls import parts
from kogge.plan.decisions.models import LetterText, Placement
from kogge.plan.decisions.views import DECIDE, call_or_404, refusal_said

from . import actions, queries, wording
from .forms import TextForm
from .models import Run

READ_OR_WRITE = ["GET", "HEAD", "POST"]
PER_PAGE = 100
LETTERS_PER_PAGE = 20


@require_safe
@requires(DECIDE)
def show_list(request: StaffRequest, slug: str) -> HttpResponse:
    """Everything that was handed in, with its result; many are accepted, kept in reserve or rejected at once."""
    call = call_or_404(request, slug)
    only = request.GET.get("only", "")
    rows = queries.listed(call, only)
    placed = Placement.objects.filter(submission__call=call).values_list("submission", flat=True)
    context = {
        "call": call, "only": only, "listed": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "counts": queries.counts(call), "columns": parts.columns_of(call), "placed": set(placed),
        "runs": call.runs.exclude(state=Run.State.DONE)[:3], "query": f"only={only}" if only else "",
    }  # fmt: skip
    return page(request, "outcomes/list_page.html", context)


@require_POST
@requires(DECIDE)
def set_results(request: StaffRequest, slug: str) -> HttpResponse:
    """Set the result of the ticked ones, or of everything in this part of the list."""
    call = call_or_404(request, slug)
    only = request.POST.get("only", "")
    ticked = [int(one) for one in request.POST.getlist("answer") if one.isdecimal()]
    wanted = queries.listed(call, only).values_list("pk", flat=True) if "all" in request.POST else ticked
    outcome = request.POST.get("outcome", "?")
    with refusal_said(request):
        return _after(request, actions.set_results(call, wanted, outcome, by=request.user), slug)
    return redirect("outcomes:list", slug=slug)


@require_safe
@requires(DECIDE)
def letters(request: StaffRequest, slug: str) -> HttpResponse:
    """By stage: who waits for which letter; and the words of each kind."""
    call = call_or_404(request, slug)
    context = {
        "call": call, "stages": queries.stages_to_tell(call), "kinds": LetterText.Kind.choices,
        "own": set(LetterText.objects.filter(call=call).values_list("kind", flat=True)),
        "runs": call.runs.exclude(state=Run.State.DONE)[:3],
    }  # fmt: skip
    return page(request, "outcomes/letters_page.html", context)


@require_safe
@requires(DECIDE)
def preview(request: StaffRequest, slug: str, stage: int) -> HttpResponse:
    """Every letter of a stage as it would go out now."""
    call = call_or_404(request, slug)
    due = sorted(queries.due(call, stage), key=lambda one: (str(one.kind), one.place or 0, one.submission))
    listed = Paginator(due, LETTERS_PER_PAGE).get_page(request.GET.get("page"))
    found = list(actions.compose(call, stage, list(listed.object_list)))
    context = {
        "call": call,
        "stage": stage,
        "page": listed,
        "letters": [letter for letter, _result, _number in found],
    }
    return page(request, "outcomes/preview_page.html", context)


@require_POST
@requires(DECIDE)
def sending(request: StaffRequest, slug: str, stage: int) -> HttpResponse:
    """Send every letter of a stage that is due, each once."""
    call = call_or_404(request, slug)
    decision = get_object_or_404(call.decisions, pk=stage) if stage else None
    with refusal_said(request):
        return _after(request, actions.send_letters(call, decision, by=request.user), slug)
    return redirect("outcomes:letters", slug=slug)


@require_http_methods(READ_OR_WRITE)
@requires(DECIDE)
def text(request: StaffRequest, slug: str, kind: str) -> HttpResponse:
    """The office's own words for one kind of letter."""
    call = call_or_404(request, slug)
    if kind not in LetterText.Kind.values:
        raise Http404
    own = LetterText.objects.filter(call=call, kind=kind).first()
    form = TextForm(request.POST or None, instance=own, initial=_usual(kind))
    if request.method == "POST" and "usual" in request.POST:
        actions.forget_text(call, kind, by=request.user)
        return redirect("outcomes:letters", slug=slug)
    if request.method == "POST" and form.is_valid():
        actions.save_text(call, kind, by=request.user, values=form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("outcomes:letters", slug=slug)
    label = LetterText.Kind(kind).label
    context = {"call": call, "form": form, "label": label, "own": own, "fields": wording.placeholders()}
    return page(request, "outcomes/text_page.html", context, status=422 if form.errors else 200)


@require_http_methods(READ_OR_WRITE)
@requires(DECIDE)
def run_page(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """How far it is; stop and go on."""
    call = call_or_404(request, slug)
    run = get_object_or_404(call.runs, pk=pk)
    if request.method == "POST":
        with refusal_said(request):
            actions.switch(run, by=request.user, stop="stop" in request.POST)
        return redirect("outcomes:run", slug=slug, pk=pk)
    return page(request, "outcomes/run_page.html", {"call": call, "run": run})


def _after(request: StaffRequest, run: Run, slug: str) -> HttpResponse:
    """What was short is done at once; what is long has a page with its progress."""
    if run.state == Run.State.DONE and not run.problems:
        messages.success(request, _("Done: %(count)d.") % {"count": run.done})
        return redirect("outcomes:letters" if run.what == "letters" else "outcomes:list", slug=slug)
    return redirect("outcomes:run", slug=slug, pk=run.pk)


def _usual(kind: str) -> dict[str, str]:
    found = {}
    for language in ("de", "en"):
        with translation.override(language):
            found[f"subject_{language}"], found[f"text_{language}"] = wording.usual(kind)
    return found
