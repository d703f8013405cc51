"""What jurors see: their files, what is left of them, and one sheet for each."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kogge.core.page import page
from kogge.core.reactions import announce
from kogge.core.refusals import Refused
from kogge.plan.applying.views.mine import attachment as attachment_of
from kogge.plan.calls import questions
from kogge.plan.calls.models import Submission
from kogge.plan.calls.redaction import redacted

from . import queries
from .actions import judging
from .forms import BidForm, ReasonForm, SheetForm
from .models import Assignment, Phase
from .places import Place, places_of
from .seats import Seat

PER_PAGE = 30
_FORMS = require_http_methods(["GET", "HEAD", "POST"])


@_FORMS
def start(request: HttpRequest, seat: Seat) -> HttpResponse:
    """First the promise, then the files with what is left."""
    if request.method == "POST" and seat.juror.confidential_at is None:
        if request.POST.get("promise"):
            judging.promise(seat.juror, by=seat.actor)
            return redirect(seat.address("start"))
        return _shown(request, seat, "promise_page.html", {"refused": True}, 422)
    if seat.juror.confidential_at is None:
        return _shown(request, seat, "promise_page.html", {})
    links: list[tuple[str, str]] = []
    announce("juror page asked", seat=seat, links=links)
    return _shown(request, seat, "start_page.html", {"places": places_of(seat), "links": links})


@_FORMS
def file(request: HttpRequest, seat: Seat, phase: int, code: str) -> HttpResponse:
    """One file with its sheet: kept as a draft, or handed in."""
    assignment = _assignment(seat, phase, code)
    review = getattr(assignment, "review", None)
    criteria = seat.jury.criteria.all()
    form = SheetForm(criteria, review, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            return _taken(request, seat, assignment, form)
        except Refused as refusal:
            form.add_error(form.field_of(refusal.field), str(refusal))
    context = _file(seat, assignment) | {"form": form, "reason": ReasonForm()}
    context["sheet"] = [form[f"c-{one.key}"] for one in form.criteria]
    return _shown(request, seat, "file_page.html", context, 422 if form.errors else 200)


def _taken(request: HttpRequest, seat: Seat, assignment: Assignment, form: SheetForm) -> HttpResponse:
    words = {name: form.cleaned_data[name] for name in ("comment", "note")}
    if "hand_in" not in request.POST:
        judging.keep(assignment, form.scores, by=seat.actor, **words)
        messages.success(request, _("Saved as a draft."))
        return redirect(seat.address("file", assignment.phase_id, assignment.submission.code))
    unbiased = form.cleaned_data["unbiased"]
    judging.hand_in(assignment, form.scores, unbiased=unbiased, by=seat.actor, **words)
    messages.success(request, _("Handed in. Thank you."))
    following = next((row for place in places_of(seat) for row in place.left), None)
    return redirect(following.address if following else seat.address("start"))


@require_POST
def conflict(request: HttpRequest, seat: Seat, phase: int, code: str) -> HttpResponse:
    """Report a conflict of interest; the file is gone from then on."""
    found = _phase(seat, phase)
    open_ones = queries.files(seat.juror).filter(phase=found, submission__code=code)
    submission = next((one.submission for one in open_ones), None)
    if submission is None and queries.bids_open(found):
        submission = queries.to_bid_on(seat.juror, found).filter(code=code).first()
    form = ReasonForm(request.POST)
    if submission is None or not form.is_valid():
        raise Http404
    judging.declare_conflict(seat.juror, submission, form.cleaned_data["reason"], by=seat.actor)
    messages.success(request, _("Noted. You will not see this file again; somebody else reads it."))
    return redirect(seat.address("start"))


@_FORMS
def bids(request: HttpRequest, seat: Seat, phase: int) -> HttpResponse:
    """What a juror would like to read."""
    found = _phase(seat, phase)
    if not queries.bids_open(found):
        raise Http404
    listed = Paginator(queries.to_bid_on(seat.juror, found), PER_PAGE).get_page(request.GET.get("page"))
    hidden, asked = set(found.hidden_fields), questions.of(seat.jury.call)
    files = [redacted(one, hidden, asked) for one in listed]
    rows = seat.juror.declarations.filter(bid__isnull=False).select_related("submission")
    wishes = {row.submission.code: int(row.bid or 0) for row in rows}
    form = BidForm([one.code for one in files], wishes, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        count = judging.bid(seat.juror, found, form.wishes, by=seat.actor)
        messages.success(request, _("Your wishes are noted: %(count)d.") % {"count": count})
        if listed.has_next():
            return redirect(f"{request.path}?page={listed.next_page_number()}")
        return redirect(seat.address("start"))
    rows_shown = [(one, form[one.code], seat.address("conflict", found.pk, one.code)) for one in files]
    context = {"phase": found, "rows": rows_shown, "form": form, "page": listed}
    return _shown(request, seat, "bids_page.html", context, 422 if form.errors else 200)


@require_safe
def attachment(request: HttpRequest, seat: Seat, phase: int, code: str, question: str) -> HttpResponse:
    """A file that belongs to an answer, if the juror may see it."""
    found = _assignment(seat, phase, code)
    return attached(found.submission, found.phase, question)


def attached(submission: Submission | None, phase: Phase, question: str) -> HttpResponse:
    """The file given as an answer, as an attachment that no browser runs; what the phase hides is not there."""
    shown = redacted(submission, set(phase.hidden_fields)).files if submission else []
    kept = next((one for _label, one in shown if one.question == question), None)
    if submission is None or kept is None:
        raise Http404
    return attachment_of(submission, kept.pk)


def _phase(seat: Seat, key: int) -> Phase:
    found = seat.jury.phases.filter(pk=key).first()
    if found is None:
        raise Http404
    found.jury = seat.jury
    return found


def _assignment(seat: Seat, phase: int, code: str) -> Assignment:
    found = queries.files(seat.juror).filter(phase=phase, submission__code=code).first()
    if found is None or not found.phase.takes_scores:
        raise Http404
    found.phase.jury = seat.jury
    return found


def _file(seat: Seat, assignment: Assignment) -> dict[str, Any]:
    shown = redacted(assignment.submission, set(assignment.phase.hidden_fields))
    review = getattr(assignment, "review", None)
    address = [
        (label, one, seat.address("attachment", assignment.phase_id, shown.code, one.question))
        for label, one in shown.files
    ]
    place: Place = next(one for one in places_of(seat) if one.phase.pk == assignment.phase_id)
    return {
        "assignment": assignment, "phase": assignment.phase, "file": shown, "files": address, "place": place,
        "others": [(one, queries.value_of(one, seat.jury.criteria.all())) for one in queries.others(assignment)],
        "is_fixed": bool(review and review.handed_in_at), "review": review,
        "conflict_address": seat.address("conflict", assignment.phase_id, shown.code),
    }  # fmt: skip


def _shown(
    request: HttpRequest, seat: Seat, template: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    frame = "core/page.html" if seat.secret else "core/desk_page.html"
    common = {"seat": seat, "jury": seat.jury, "call": seat.jury.call, "frame": frame}
    return page(
        request, f"juries/{template}", common | {"home": seat.address("start")} | context, status=status
    )
