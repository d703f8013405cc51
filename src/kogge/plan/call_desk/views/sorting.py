"""What came in, at the desk: one list with all states, one page for each answer, and lists to take along."""

from datetime import datetime
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kogge.core import history
from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.accounts.permissions import StaffRequest, requires
from kogge.plan.applying.views.mine import attachment
from kogge.plan.calls import actions, letters, parts, questions, redaction
from kogge.plan.calls.models import Hit, Submission
from kogge.plan.events.views.shared import show

from .. import exports, queries, sessions
from ..forms import FilterForm, LateForm, UntilForm
from .setting_up import READ_OR_WRITE, managed

PER_PAGE = 50


@require_safe
@requires("submission.see")
def call(request: StaffRequest, slug: str) -> HttpResponse:
    """One call: its state, where it goes on, and everything that came in."""
    one = managed(request.user, slug, "submission.see")
    form = FilterForm(request.GET or None)
    wanted = {**(form.cleaned_data if form.is_valid() else {}), "origin": request.GET.get("origin", "")[:16]}
    shown = Paginator(queries.submissions(one, wanted), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "call": one, "form": form, "page": shown, "rows": exports.listed(one, shown.object_list),
        "query": urlencode({name: value for name, value in wanted.items() if value}), "origin": wanted["origin"],
        "links": parts.links_of(one, request.user), "columns": parts.columns_of(one), "numbers": queries.numbers(one),
        "closes": letters.moment(one.closes_at) if one.closes_at else "",
        "opens": letters.moment(one.opens_at) if one.opens_at else "", "undo": request.GET.get("undo", ""),
    }  # fmt: skip
    return page(request, "call_desk/call_page.html", context)


@require_POST
@requires("call.manage")
def bulk(request: StaffRequest, slug: str) -> HttpResponse:
    """Discard what is ticked, or everything the filter shows; the next page offers to undo it."""
    one, do = managed(request.user, slug), request.POST.get("do", "")
    if do == "undo":
        count = actions.undo_discard(one, _moment(request.POST.get("at", "")), by=request.user)
        messages.success(request, _("%(count)s answers are back.") % {"count": count})
        return redirect("call_desk:call", slug=slug)
    codes = request.POST.getlist("row")
    if do == "discard_all":
        wanted = {name: request.POST.get(name, "") for name in ("q", "state", "origin")}
        codes = list(queries.submissions(one, wanted).values_list("code", flat=True))
    at, count = actions.discard(one, codes, by=request.user)
    text = ngettext("%(count)s answer was discarded.", "%(count)s answers were discarded.", count)
    messages.success(request, text % {"count": count})
    return redirect(
        f"{request.path.removesuffix('bulk/')}?{urlencode({'undo': at.isoformat()} if count else {})}"
    )


@require_http_methods(READ_OR_WRITE)
@requires("call.manage")
def late(request: StaffRequest, slug: str) -> HttpResponse:
    """A late link for somebody without a draft."""
    one = managed(request.user, slug)
    form = LateForm(request.POST or None)
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        try:
            actions.invite_late(
                one, name=values["name"], email=values["email"], until=values["late_until"], by=request.user
            )
            messages.success(request, _("The link was mailed."))
            return redirect("call_desk:call", slug=slug)
        except Refused as refusal:
            show(refusal, form)
    return page(request, "call_desk/late_page.html", {"call": one, "form": form})


@require_http_methods(READ_OR_WRITE)
@requires("submission.see")
def submission(request: StaffRequest, slug: str, code: str) -> HttpResponse:
    """One answer with everything known of it, and what can be done."""
    one = _found(request.user, slug, code)
    if request.method == "POST":
        managed(request.user, slug)
        try:
            messages.success(request, _act(request, one))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("call_desk:submission", slug=slug, code=code)
    context = {
        "call": one.call, "submission": one, "shown": redaction.redacted(one, set()), "hits": _hits(one),
        "rules": {rule["key"]: rule for rule in one.call.eligibility}, "history": history.of(one)[:30],
        "parts": parts.of_submission(one, request.user), "late_form": UntilForm(), "sent": letters.sent(one),
        "same_origin": queries.same_origin(one),
    }  # fmt: skip
    return page(request, "call_desk/submission_page.html", context)


@require_safe
@requires("submission.see")
def file(request: StaffRequest, slug: str, code: str, pk: int) -> HttpResponse:
    """A file of an answer."""
    return attachment(_found(request.user, slug, code), pk)


@require_safe
@requires("submission.see")
def export(request: StaffRequest, slug: str, kind: str) -> HttpResponse:
    """One row for each proposal."""
    one = managed(request.user, slug, "submission.see")
    content = exports.made(one, kind, with_reviewers="reviewers" in request.GET)
    response = HttpResponse(content, content_type=exports.TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{slug}.{kind}"'
    return response


def _act(request: StaffRequest, one: Submission) -> str:
    """Carry out what was asked for one answer, and say what was done."""
    do, by = request.POST.get("do", ""), request.user
    if do == "session":
        sessions.make_session(one, by=by)
        return _("The programme point was made, and its speakers were invited to their pages.")
    if do == "withdraw":
        actions.withdraw(one, by=by)
        return _("Withdrawn.")
    if do == "outcome":
        outcome = request.POST.get("outcome", "")
        actions.set_outcome(one, outcome if outcome in Submission.Outcome.values else "", by=by)
        return _("Saved.")
    return _late_or_hit(request, one, do)


def _late_or_hit(request: StaffRequest, one: Submission, do: str) -> str:
    if do == "hit":
        typed = request.POST.get("hit", "")
        rows = one.hits.select_related("submission__call__organization")
        hit = get_object_or_404(rows, pk=int(typed) if typed.isdecimal() else 0)
        reason = request.POST.get("reason", "")
        actions.decide_hit(hit, excludes="excludes" in request.POST, reason=reason, by=request.user)
        return _("Decided. The applicant was told.")
    if do == "late":
        form = UntilForm(request.POST)
        if not form.is_valid():
            raise Refused(_("Please choose a time that lies ahead."))
        actions.allow_late(one, form.cleaned_data["late_until"], by=request.user)
        return _("The link was mailed.")
    raise Http404


def _hits(one: Submission) -> list[tuple[Hit, list[dict[str, str]]]]:
    """What rules found, with answers as people read them."""
    asked = {question.key: question for question in questions.of(one.call)}
    keys = {rule["key"]: rule.get("question", "") for rule in one.call.eligibility}
    found = []
    for hit in one.hits.all():
        question = asked.get(keys.get(hit.rule, ""))
        words = question.words if question else str
        found.append(
            (hit, [{**row, "words": words(row["answer"]) if "answer" in row else ""} for row in hit.found])
        )
    return found


def _found(user: User, slug: str, code: str) -> Submission:
    rows = managed(user, slug, "submission.see").submissions.select_related("call__event", "session", "track")
    return get_object_or_404(
        rows.prefetch_related("applicants__person", "topics", "files", "hits"), code=code
    )


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise Http404 from None
