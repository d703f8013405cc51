"""The desk's pages of decisions: choose, vote, freeze, reopen, minutes."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, requires
from kogge.plan.calls.models import Call
from kogge.plan.events.views.shared import refusals_in
from kogge.plan.juries.models import Juror

from . import actions, content, minutes, queries
from .desk import Board
from .forms import BallotForm, DecisionForm, ReopeningForm
from .models import Decision, Version

READ_OR_WRITE = ["GET", "HEAD", "POST"]
DECIDE = "decision.make"


@contextmanager
def refusal_said(request: HttpRequest) -> Iterator[None]:
    """What is refused inside is said on the page that is shown next."""
    try:
        yield
    except Refused as refusal:
        messages.error(request, str(refusal))


def call_or_404(request: StaffRequest, slug: str) -> Call:
    """A call for whose organisation the user may decide."""
    rows = Call.objects.of_staff(request.user, DECIDE).select_related("organization", "event")
    return get_object_or_404(rows, slug=slug)


def decision_or_404(request: StaffRequest, slug: str, pk: int) -> Decision:
    """A decision that the user may make."""
    rows = Decision.objects.open_to(request.user, DECIDE)
    return get_object_or_404(rows.select_related("phase__jury", "track"), call__slug=slug, pk=pk)


@require_safe
@requires(DECIDE)
def overview(request: StaffRequest, slug: str) -> HttpResponse:
    """All decisions of a call: one for each prize, by stage."""
    call = call_or_404(request, slug)
    stages = [(among, [(one, Board(one)) for one in rows]) for among, rows in queries.stages(call)]
    return page(request, "decisions/overview_page.html", {"call": call, "stages": stages})


@require_http_methods(READ_OR_WRITE)
@requires(DECIDE)
def new(request: StaffRequest, slug: str) -> HttpResponse:
    """Set up a decision and fill it in."""
    call = call_or_404(request, slug)
    phase = call.jury.phases.last() if hasattr(call, "jury") else None
    form = DecisionForm(call, request.POST or None, initial={"phase": phase})
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            made = actions.create(call, by=request.user, values=form.cleaned_data)
            actions.fill(made, by=request.user)
            return redirect("decisions:board", slug=slug, pk=made.pk)
    context = {"call": call, "form": form, "decision": None}
    return page(request, "decisions/form_page.html", context, status=422 if form.errors else 200)


@require_http_methods(READ_OR_WRITE)
@requires(DECIDE)
def settings(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """Change what is decided; drop it."""
    decision = decision_or_404(request, slug, pk)
    form = DecisionForm(decision.call, request.POST or None, instance=decision)
    if request.method == "POST":
        with refusals_in(form):
            if "delete" in request.POST:
                actions.delete(decision, by=request.user)
                messages.success(request, _("The decision was deleted."))
                return redirect("decisions:overview", slug=slug)
            if form.is_valid():
                actions.change(decision, by=request.user, values=form.cleaned_data)
                return redirect("decisions:board", slug=slug, pk=pk)
    context = {"call": decision.call, "form": form, "decision": decision_or_404(request, slug, pk)}
    return page(request, "decisions/form_page.html", context, status=422 if form.errors else 200)


@require_safe
@requires(DECIDE)
def board(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """The list: who wins, who waits, and why; frozen, what was decided."""
    decision = decision_or_404(request, slug, pk)
    known = queries.names([decision.frozen_by, decision.reopening_asked_by])
    context = {
        "call": decision.call, "decision": decision, "board": Board(decision), "form": ReopeningForm(),
        "versions": list(decision.versions.all()), "frozen_by": known.get(decision.frozen_by, ""),
        "asked_by": known.get(decision.reopening_asked_by, ""),
        "asked_myself": decision.reopening_asked_by == str(request.user.pk),
    }  # fmt: skip
    return page(request, "decisions/board_page.html", context)


@require_POST
@requires(DECIDE)
def choosing(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """Keep the reasons that were typed, and carry out the step whose button was pressed."""
    decision = decision_or_404(request, slug, pk)
    move, _colon, number = request.POST.get("move", "").partition(":")
    words = {
        int(name.removeprefix("reason-")): (str(text), str(request.POST.get(f"feedback-{name[7:]}", "")))
        for name, text in request.POST.items() if name.startswith("reason-") and name[7:].isdecimal()
    }  # fmt: skip
    with refusal_said(request):
        actions.note(decision, words, by=request.user)
        if move:
            actions.step(decision, int(number) if number.isdecimal() else 0, move, by=request.user)
        else:
            messages.success(request, _("Saved."))
    address = redirect("decisions:board", slug=slug, pk=pk)
    address["Location"] += f"#row-{number}" if number.isdecimal() else ""
    return address


@require_POST
@requires(DECIDE)
def filling(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """Fill in from the ranking, or take over the jurors' comments as feedback."""
    decision = decision_or_404(request, slug, pk)
    with refusal_said(request):
        if "comments" in request.POST:
            count = actions.take_over_comments(decision, by=request.user)
            sentence = ngettext(
                "Comments on %(count)d submission were taken over. Please read them before you freeze.",
                "Comments on %(count)d submissions were taken over. Please read them before you freeze.", count,
            )  # fmt: skip
            messages.success(request, sentence % {"count": count})
        else:
            actions.fill(decision, by=request.user)
            messages.success(request, _("Filled in. Nothing is decided yet: you can change every place."))
    return redirect("decisions:board", slug=slug, pk=pk)


@require_http_methods(READ_OR_WRITE)
@requires(DECIDE)
def votes(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """How each juror voted on the decision as a whole."""
    decision = decision_or_404(request, slug, pk)
    jurors = Juror.objects.filter(jury=decision.phase.jury_id) if decision.phase else Juror.objects.none()
    noted = dict(decision.ballots.values_list("juror", "vote"))
    form = BallotForm(jurors, noted, request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refusals_in(form):
            actions.vote(decision, form.votes, by=request.user)
            return redirect("decisions:board", slug=slug, pk=pk)
    context = {"call": decision.call, "decision": decision, "form": form}
    return page(request, "decisions/votes_page.html", context, status=422 if form.errors else 200)


@require_POST
@requires(DECIDE)
def freezing(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """Fix it; show the winners publicly, or not."""
    decision = decision_or_404(request, slug, pk)
    with refusal_said(request):
        if "publish" in request.POST or "hide" in request.POST:
            actions.publish(decision, by=request.user, hidden="hide" in request.POST)
            messages.success(request, _("Saved."))
        else:
            actions.freeze(decision, by=request.user)
            messages.success(request, _("Frozen. The results are set; nobody was written to yet."))
    return redirect("decisions:board", slug=slug, pk=pk)


@require_POST
@requires(DECIDE)
def reopening(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """Ask for it, agree as the second person, or let it be."""
    decision = decision_or_404(request, slug, pk)
    with refusal_said(request):
        if "agree" in request.POST:
            actions.reopen(decision, by=request.user)
            messages.success(request, _("Reopened. A new version begins; the frozen one stays."))
        elif "drop" in request.POST:
            actions.drop_reopening(decision, by=request.user)
        else:
            actions.ask_reopening(decision, by=request.user, reason=request.POST.get("reason", ""))
            messages.success(request, _("Asked. A second person has to agree on this page."))
    return redirect("decisions:board", slug=slug, pk=pk)


@require_safe
@requires(DECIDE)
def show_minutes(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """The minutes in the browser: of a frozen version, or as they would be now."""
    decision = decision_or_404(request, slug, pk)
    facts, digest = _facts(decision, request.GET.get("version", ""))
    sheet = minutes.sheet(facts, digest, _language())
    context = {
        "call": decision.call,
        "decision": decision,
        "sheet": sheet,
        "number": facts["number"],
        "digest": digest,
    }
    return page(request, "decisions/minutes_page.html", context)


@require_safe
@requires(DECIDE)
def file(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """The minutes as a file."""
    decision = decision_or_404(request, slug, pk)
    facts, digest = _facts(decision, request.GET.get("version", ""))
    response = HttpResponse(minutes.pdf(facts, digest, _language()), content_type="application/pdf")
    response["Content-Disposition"] = (
        f'attachment; filename="{pgettext("file", "minutes")}-{slug}-{pk}-{facts["number"]}.pdf"'
    )
    response["Cache-Control"] = "no-store"
    return response


def _facts(decision: Decision, number: str) -> tuple[dict[str, Any], str]:
    """What was frozen as this version (the newest without a number), else what is known now, without a digest."""
    versions = Version.objects.filter(decision=decision)
    if number:
        found = versions.filter(number=int(number) if number.isdecimal() else 0).first()
        if found is None:
            raise Http404
        return found.content, found.digest
    newest = versions.first() if decision.is_frozen else None
    if newest:
        return newest.content, newest.digest
    reason, now = decision.reopening_reason, timezone.now().isoformat()
    return content.gather(decision, reason=reason, frozen_at=now, frozen_by=""), ""


def _language() -> str:
    return (get_language() or "de")[:2]
