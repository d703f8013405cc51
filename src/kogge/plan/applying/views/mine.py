"""Somebody's own page: change, hand in, withdraw, invite others, copy. The secret in its address protects it."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.plan.calls import actions, eligibility, letters, links, parts, queries, questions, redaction
from kogge.plan.calls.actions.answering import ChangedMeanwhile, Closed, NotEligible, Unfinished
from kogge.plan.calls.models import Applicant, Call, Submission

from .. import forms
from ..secret_pages import answer_page, co_applicant_page
from .public import about

Opened = tuple[Submission, bool]


@answer_page
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest, opened: Opened, secret: str) -> HttpResponse:
    """The own page: the form while it may be changed, else what was handed in."""
    submission, by_mail = opened
    if request.method != "POST":
        return _shown(request, submission, forms.of_submission(submission), by_mail=by_mail)
    if by_mail:
        actions.confirm_mail(submission)
    act = _ACTS.get(request.POST.get("do", ""), _keep)
    form = forms.of_submission(submission, request.POST, request.FILES)
    try:
        done = act(request, submission, form)
    except Refused as refusal:
        return _refused(request, submission, form, refusal, by_mail=by_mail)
    return redirect(done if done.startswith("/") else f"{request.path}?done={done}")


def _keep(request: HttpRequest, submission: Submission, form: forms.AnswerForm) -> str:
    """Save the draft; with "submit" hand it in as well."""
    if not form.is_valid():
        raise Refused("")
    typed = request.POST.get("version", "")
    expected = int(typed) if typed.isdecimal() else None
    if request.POST.get("do") != "submit":
        actions.save(submission, form.content(), expected_version=expected)
        return "saved"
    actions.save_and_hand_in(
        submission, form.content(), acknowledged="acknowledged" in request.POST, expected_version=expected
    )
    return "handed_in"


def _withdraw(request: HttpRequest, submission: Submission, form: forms.AnswerForm) -> str:
    actions.withdraw(submission)
    return "withdrawn"


def _confirm(request: HttpRequest, submission: Submission, form: forms.AnswerForm) -> str:
    return "confirmed"


def _add(request: HttpRequest, submission: Submission, form: forms.AnswerForm) -> str:
    name, email = request.POST.get("co_name", ""), request.POST.get("co_email", "")
    actions.add_co_applicant(submission, name=name, email=email)
    return "invited"


def _remove(request: HttpRequest, submission: Submission, form: forms.AnswerForm) -> str:
    typed = request.POST.get("applicant", "")
    actions.remove_co_applicant(submission, int(typed) if typed.isdecimal() else 0)
    return "removed"


def _copy(request: HttpRequest, submission: Submission, form: forms.AnswerForm) -> str:
    """Begin an answer to another call with what stands here; or go on in the phase somebody was chosen for."""
    call = get_object_or_404(Call.objects.published(), slug=request.POST.get("call", ""))
    return f"{links.path_of(actions.copy_answer(submission, call), links.MAIL)}?done=copied"


_ACTS: dict[str, Callable[[HttpRequest, Submission, forms.AnswerForm], str]] = {
    "withdraw": _withdraw, "confirm": _confirm, "add": _add, "remove": _remove, "copy": _copy,
}  # fmt: skip


def _refused(
    request: HttpRequest, submission: Submission, form: forms.AnswerForm, refusal: Refused, *, by_mail: bool
) -> HttpResponse:
    """The page with what was typed and the sentences beside it. A draft is kept wherever it may be."""
    more: dict[str, Any] = {"refusal": str(refusal), "typed": request.POST}
    status = 422
    form.is_valid()
    if isinstance(refusal, Unfinished):
        form.show(refusal.faults)
    elif isinstance(refusal, NotEligible):
        more["findings"] = refusal.findings
    elif isinstance(refusal, Closed | ChangedMeanwhile):
        status, more["late"] = 409, isinstance(refusal, Closed)
    if refusal.field == "co_email":
        more["co_refusal"] = str(refusal)
        form = forms.of_submission(submission)
    submission = links.open_submission(links.secret_of(submission, links.PAGE))[0]
    return _shown(request, submission, form, by_mail=by_mail, status=status, **more)


def _shown(
    request: HttpRequest,
    submission: Submission,
    form: forms.AnswerForm,
    *,
    by_mail: bool,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    asked, values = form.asked, questions.values_of(submission)
    context = {
        **about(submission.call), "submission": submission, "form": form, "by_mail": by_mail,
        "may_change": submission.may_change(), "until": letters.until(submission.call, submission),
        "late_until": letters.moment(submission.late_until) if submission.late_until else "",
        "todo": questions.faults(asked, values, set(form.stored)),
        "shown": redaction.redacted(submission, set(), asked), "secret": request.path.rstrip("/").split("/")[-1],
        "warnings": eligibility.check(submission.call, values, submission) if submission.state == "draft" else [],
        "others": [one for one in submission.applicants.all() if one.role == Applicant.Role.CO],
        "most_others": int(submission.call.setting("co_applicants", 0)),
        "done": request.GET.get("done", "") if request.method != "POST" else "",
        "targets": queries.targets_of(submission) if by_mail else [],
        "submitted": letters.moment(submission.submitted_at) if submission.submitted_at else "",
        "parts": parts.of_own_page(submission),
    }  # fmt: skip
    return page(request, "applying/mine_page.html", context | more, status=status)


@answer_page
@require_safe
def file(request: HttpRequest, opened: Opened, secret: str, pk: int) -> HttpResponse:
    """A file somebody gave, as an attachment that no browser runs."""
    return attachment(opened[0], pk)


@co_applicant_page
@require_http_methods(["GET", "HEAD", "POST"])
def together(request: HttpRequest, applicant: Applicant, secret: str) -> HttpResponse:
    """Whether somebody answers along: said by a button, never by opening the link."""
    if request.method == "POST":
        actions.answer_as_co_applicant(applicant, agrees=request.POST.get("do") == "yes")
        return redirect(request.path)
    main = letters.main(applicant.submission)
    context = {"applicant": applicant, "main": main, "call": applicant.submission.call}
    return page(request, "applying/together_page.html", context)


def attachment(submission: Submission, pk: int) -> HttpResponse:
    """One file of an answer."""
    found = next((one for one in submission.files.all() if one.pk == pk), None)
    if found is None:
        raise Http404
    with found.file.open("rb") as content:
        response = HttpResponse(content.read(), content_type=found.kind)
    response["Content-Disposition"] = content_disposition_header(True, found.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
