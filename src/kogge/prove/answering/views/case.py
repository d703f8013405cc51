"""One questionnaire at the desk: ask again, by mail or letter, paper by two people, refusals and corrections."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kogge.core import history
from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, requires
from kogge.prove.hours.fictional import is_fictional
from kogge.prove.profiles.queries import profile_of
from kogge.prove.questionnaires import actions, answers, queries, store
from kogge.prove.questionnaires.actions.paper import scan_of
from kogge.prove.questionnaires.models import Paper, Questionnaire, State, Way

from .. import lists, scans, sheet
from ..forms import QuestionsForm, ReasonForm, ScanForm, no_answer
from ..permissions import SEE, participants_for
from .desk import crumbs

VERBS = {
    "due": gettext_lazy("became due"),
    "due again": gettext_lazy("is due again"),
    "due on another day": gettext_lazy("is due on another day"),
    "asked": gettext_lazy("asked"),
    "asked again": gettext_lazy("asked again"),
    "reminded": gettext_lazy("reminded"),
    "answered by link": gettext_lazy("answered by link"),
    "link closed by somebody else": gettext_lazy("link closed by somebody else"),
    "opened for a correction": gettext_lazy("opened for a correction"),
    "refused to answer": gettext_lazy("will not be answered"),
    "came on paper": gettext_lazy("came on paper"),
    "typed": gettext_lazy("typed"),
    "typed and checked": gettext_lazy("typed and checked"),
    "sheet taken away": gettext_lazy("the sheet was taken away"),
    "not answered in time": gettext_lazy("not answered in time"),
    "not needed any more": gettext_lazy("not needed any more"),
    "mail came back": gettext_lazy("the mail came back"),
    "closed by an erasure": gettext_lazy("closed because the person's data were erased"),
}


@requires(SEE)
@require_safe
def case(request: StaffRequest, code: str, stage: str) -> HttpResponse:
    """What became of it, and what can be done now."""
    row = _row(request, code, stage)
    return _page(request, row, ScanForm(initial={"received_on": timezone.localdate()}), ReasonForm())


@requires(SEE)
@require_POST
def act(request: StaffRequest, code: str, stage: str, step: str) -> HttpResponse:
    """Ask by mail or letter, refuse, or open for a correction."""
    row = _row(request, code, stage)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data.get("reason", "") if form.is_valid() else ""
    steps = {
        "mail": lambda: actions.invite(row, by=request.user, way=Way.MAIL),
        "letter": lambda: actions.invite(row, by=request.user, way=Way.LETTER),
        "wrong-sheet": lambda: actions.withdraw(_paper(row), by=request.user, reason=reason),
        "refusal": lambda: actions.refuse(row, by=request.user, reason=reason),
        "correction": lambda: actions.reopen(
            row, by=request.user, reason=reason, way=Way.MAIL if row.participant.person.email else Way.LETTER
        ),
    }
    if step not in steps:
        raise Http404
    if step in {"refusal", "correction", "wrong-sheet"} and not form.is_valid():
        return _page(request, row, ScanForm(), form, status=422)
    try:
        steps[step]()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Done."))
    return redirect("answering:case", code, stage)


@requires(SEE)
@require_safe
def sheet_pdf(request: StaffRequest, code: str, stage: str) -> HttpResponse:
    """The questions on paper, with the person's name to send it to and the code to find it again."""
    row = _row(request, code, stage)
    response = HttpResponse(sheet.pdf(row), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{code}-{stage}.pdf"'
    response["Cache-Control"] = "no-store, private"
    return response


@requires(SEE)
@require_POST
def scan(request: StaffRequest, code: str, stage: str) -> HttpResponse:
    """Attach the scan of a sheet that came."""
    row = _row(request, code, stage)
    form = ScanForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            content, kind = scans.checked(form.cleaned_data["scan"])
            received = form.cleaned_data["received_on"]
            actions.take_in(row, content=content, kind=kind, received_on=received, by=request.user)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
        else:
            messages.success(request, _("The scan is kept under seal. Now type what the sheet says."))
            return redirect("answering:typing", code, stage)
    return _page(request, row, form, ReasonForm(), status=422)


@requires(SEE)
@require_safe
def scan_file(request: StaffRequest, code: str, stage: str) -> HttpResponse:
    """The scan, as long as somebody types or checks it."""
    paper = _paper(_row(request, code, stage))
    response = HttpResponse(scan_of(paper, by=request.user), content_type=paper.kind)
    name = f"{code}-{stage}.{scans.ENDINGS[paper.kind]}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store, private"
    return response


@requires(SEE)
@require_http_methods(["GET", "HEAD", "POST"])
def typing(request: StaffRequest, code: str, stage: str) -> HttpResponse:
    """The first types; the second types as well, sees where they differ, and decides what the sheet says."""
    row = _row(request, code, stage)
    paper = _paper(row)
    own = row.state == State.TYPED and paper.typed_by == str(request.user.pk)
    questions = profile_of(row.participant.operation).asked(row.stage)
    form = QuestionsForm(questions, request.POST or None, entered_on=queries.entered_on(row), on_paper=True)
    differing: list[dict[str, str]] = []
    if request.method == "POST" and form.is_valid() and not own:
        try:
            differing = _typed(request, row, paper, form)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            if not differing:
                messages.success(request, _("Stored under seal."))
                return redirect("answering:case", code, stage)
    context = _about(row) | {"form": form, "paper": paper, "own": own, "differing": differing}
    context["crumbs"] = crumbs(*_way(row), (code, _address(row)), (_("Type the sheet"), ""))
    status = 422 if form.errors or differing else 200
    response = page(request, "answering/typing_page.html", context, status=status)
    response["Cache-Control"] = "no-store, private"
    return response


def _typed(
    request: StaffRequest, row: Questionnaire, paper: Paper, form: QuestionsForm
) -> list[dict[str, str]]:
    """Store it, or say where the two differ; what was shown once and sent again is the decision."""
    if row.state == State.PAPER:
        actions.type_in(paper, form.answers, by=request.user)
        return []
    first = store.typed(paper)
    found = answers.differences(form.questions, first, form.answers)
    shown = set(request.POST.getlist("seen"))
    if {one.key for one in found} <= shown:
        actions.check(paper, form.answers, differences=len(shown), by=request.user)
        return []
    language = (get_language() or "de")[:2]
    return [
        {
            "key": one.key, "label": one.label[language],
            "first": answers.shown(one, first.get(one.key), language, no_answer()),
            "second": answers.shown(one, form.answers.get(one.key), language, no_answer()),
        }
        for one in found
    ]  # fmt: skip


def _row(request: StaffRequest, code: str, stage: str) -> Questionnaire:
    participant = get_object_or_404(participants_for(request.user), code=code)
    related = Questionnaire.objects.select_related(
        "participant__person", "participant__operation__profile", "participant__operation__beneficiary"
    )
    return get_object_or_404(related, participant=participant, stage=stage)


def _paper(row: Questionnaire) -> Paper:
    return get_object_or_404(
        row.papers.filter(checked_by="").select_related("questionnaire__participant__operation")
    )


def _page(
    request: StaffRequest,
    row: Questionnaire,
    scan_form: ScanForm,
    reason_form: ReasonForm,
    *,
    status: int = 200,
) -> HttpResponse:
    lists.explain([row], profile_of(row.participant.operation), (get_language() or "de")[:2])
    entries = [
        {"when": entry.at, "title": VERBS.get(entry.verb, entry.verb), "text": entry.reason}
        for entry in history.of(row)[:30]
    ]
    context = _about(row) | {
        "form": scan_form if scan_form.errors else reason_form, "scan_form": scan_form, "reason_form": reason_form,
        "steps": lists.steps_of(row), "history": entries, "paper": row.papers.filter(checked_by="").first(),
        "versions": row.responses.count(), "user_key": str(request.user.pk),
        "crumbs": crumbs(*_way(row), (row.participant.code, "")),
    }  # fmt: skip
    return page(request, "answering/case_page.html", context, status=status)


def _about(row: Questionnaire) -> dict[str, Any]:
    operation = row.participant.operation
    return {"row": row, "operation": operation, "is_fictional": is_fictional(operation)}


def _way(row: Questionnaire) -> list[tuple[str, str]]:
    operation = row.participant.operation
    return [(operation.title, reverse("answering:operation", args=[operation.slug]))]


def _address(row: Questionnaire) -> str:
    return reverse("answering:case", args=[row.participant.code, row.stage])
