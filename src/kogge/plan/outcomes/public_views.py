"""Pages without an account: the reply of somebody who was told a result, and the public page of results."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from kogge.core.page import page, public
from kogge.core.refusals import Refused
from kogge.plan.applying.secret_pages import answer_page
from kogge.plan.calls.models import Call, Submission

from . import actions, queries
from .forms import ReplyForm


@answer_page
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: HttpRequest, opened: tuple[Submission, bool], secret: str) -> HttpResponse:
    """The result, and whether they come. Before a letter went out, the page says nothing of a result."""
    submission, by_mail = opened
    told = queries.last_notice(submission) if by_mail else None
    if told is None:
        raise Http404
    known = queries.reply_of(submission)
    typed = request.POST if request.method == "POST" else None  # an empty one is an answer, too
    form = ReplyForm(typed, initial={"may_be_named": bool(known and known.may_be_named)})
    if request.method == "POST" and form.is_valid():
        try:
            comes, named = "cannot" not in request.POST, form.cleaned_data["may_be_named"]
            actions.reply(submission, comes=comes, may_be_named=named, by=None)
            return redirect(f"{request.path}?done=1")
        except Refused as refusal:
            form.add_error(None, str(refusal))
    context = {
        "submission": submission, "call": submission.call, "told": told, "known": known, "form": form,
        "done": "done" in request.GET, "asks": "cannot" in request.GET,
    }  # fmt: skip
    return page(request, "outcomes/reply_page.html", context, status=422 if form.errors else 200)


@public
@require_safe
def results(request: HttpRequest, slug: str) -> HttpResponse:
    """Who won, of those who agreed to be named; 404 until something is published."""
    call = Call.objects.filter(slug=slug).select_related("organization", "event").first()
    found = queries.published(call) if call else []
    if not found:
        raise Http404
    return page(request, "outcomes/results_page.html", {"call": call, "decisions": found})
