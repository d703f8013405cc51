"""Requests and challenges at the desk, and challenges for everybody."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kogge.core.page import page, public
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.accounts.permissions import StaffRequest, is_office, organizations_of, requires
from kogge.network.directory.models import Organization
from kogge.plan.applying.views.public import lasting_address
from kogge.plan.calls import redaction
from kogge.plan.calls.models import Call
from kogge.plan.events.views.shared import show

from . import actions, parts
from .forms import AcceptForm, ChallengeForm, TerritoryForm
from .models import Challenge, EventRequest

READ_OR_WRITE = ["GET", "HEAD", "POST"]
PER_PAGE = 50


@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """A lasting address for “an event at my place”: the call that is open for it now."""
    return lasting_address(Call.Kind.EVENT_REQUESTS)


@public
@require_safe
def challenges(request: HttpRequest) -> HttpResponse:
    """Challenges that hosts have published."""
    rows = Challenge.objects.exclude(published_at=None).select_related("event")
    return page(request, "event_requests/challenges_page.html", {"rows": parts.with_results(rows)})


@public
@require_safe
def challenge(request: HttpRequest, slug: str) -> HttpResponse:
    """One challenge and what came of it."""
    rows = Challenge.objects.exclude(published_at=None).select_related("event", "call__organization")
    one = parts.with_results([get_object_or_404(rows, slug=slug)])[0]
    found = parts.of_challenge(one)
    shown = page(request, "event_requests/challenge_page.html", {"one": one, "parts": found})
    return parts.keep_until_change(shown, found)


@require_safe
@requires("request.answer")
def request_list(request: StaffRequest) -> HttpResponse:
    """Requests of one's centres, new ones first."""
    rows = EventRequest.objects.of_staff(request.user).select_related("submission", "organization", "event")
    state = request.GET.get("state", "new")
    chosen = rows.filter(state=state) if state in EventRequest.State.values else rows
    shown = Paginator(chosen.order_by("-arrived_at"), PER_PAGE).get_page(request.GET.get("page"))
    tabs = [
        {"name": label, "address": f"?state={value}", "current": value == state}
        for value, label in [*EventRequest.State.choices, ("all", _("All"))]
    ]
    context = {"page": shown, "tabs": tabs, "query": f"state={state}", "is_office": is_office(request.user)}
    return page(request, "event_requests/list_page.html", context)


@require_http_methods(READ_OR_WRITE)
@requires("request.answer")
def one_request(request: StaffRequest, code: str) -> HttpResponse:
    """One request: take it up as a draft, decline it with a reason, or hand it over."""
    rows = EventRequest.objects.of_staff(request.user).select_related(
        "submission__call", "organization", "event"
    )
    one = get_object_or_404(rows.prefetch_related("submission__applicants"), submission__code=code)
    lead = one.organization or _centres(request.user).first()
    form = AcceptForm(
        _centres(request.user), request.POST if _does(request, "accept") else None, initial={"lead": lead}
    )
    if request.method == "POST" and (not form.is_bound or form.is_valid()):
        try:
            return _answered(request, one, form)
        except Refused as refusal:
            messages.error(request, str(refusal))
    context = {
        "one": one, "shown": redaction.redacted(one.submission, set()), "form": form,
        "centres": actions.centres(), "typed": request.POST.get("reason", ""),
    }  # fmt: skip
    return page(request, "event_requests/request_page.html", context)


def _answered(request: StaffRequest, one: EventRequest, form: AcceptForm) -> HttpResponse:
    if _does(request, "accept"):
        values = form.cleaned_data
        event = actions.accept(one, by=request.user, format_key=values["format_key"], lead=values["lead"])
        messages.success(request, _("The draft is in the plan, and the person who asked was told."))
        return redirect("events:overview", slug=event.slug)
    if _does(request, "decline"):
        actions.decline(one, reason=request.POST.get("reason", ""), by=request.user)
        messages.success(request, _("Declined. The person who asked was told why."))
    elif _does(request, "hand_over"):
        found = actions.centres().filter(slug=request.POST.get("centre", "")).first()
        actions.hand_over(one, found, by=request.user)
        messages.success(request, _("Handed over."))
    return redirect("event_requests:list")


@require_http_methods(READ_OR_WRITE)
@requires("request.answer")
def territories(request: StaffRequest) -> HttpResponse:
    """Which postcodes belong to which centre; the office decides."""
    if not is_office(request.user):
        raise Http404
    form = TerritoryForm(actions.centres(), request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            actions.set_territories(form.rows, by=request.user)
            messages.success(request, _("Saved."))
            return redirect("event_requests:list")
        except Refused as refusal:
            show(refusal, form)
    return page(request, "event_requests/territories_page.html", {"form": form})


@require_safe
@requires("call.manage")
def challenges_desk(request: StaffRequest) -> HttpResponse:
    """Challenges of one's calls."""
    rows = _challenges(request.user).select_related("call", "event")
    return page(request, "event_requests/challenges_desk_page.html", {"rows": parts.with_results(rows)})


@require_POST
@requires("call.manage")
def make(request: StaffRequest, slug: str, code: str) -> HttpResponse:
    """Give a challenge that was handed in a page of its own."""
    call = get_object_or_404(Call.objects.of_staff(request.user, "call.manage"), slug=slug)
    submission = get_object_or_404(call.submissions.select_related("call__event"), code=code)
    try:
        one = actions.make_challenge(submission, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("call_desk:submission", slug=slug, code=code)
    return redirect("event_requests:challenge_desk", slug=one.slug)


@require_http_methods(READ_OR_WRITE)
@requires("call.manage")
def challenge_desk(request: StaffRequest, slug: str) -> HttpResponse:
    """Edit a challenge, publish it, link its results."""
    one = get_object_or_404(_challenges(request.user), slug=slug)
    if _does(request, "publish") or _does(request, "take_back"):
        try:
            actions.publish_challenge(one, by=request.user, public=_does(request, "publish"))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return redirect("event_requests:challenge_desk", slug=slug)
    form = ChallengeForm(request.user, request.POST or None, instance=one)
    if form.is_bound and form.is_valid():
        try:
            actions.change_challenge(one, by=request.user, values=form.cleaned_data)
            messages.success(request, _("Saved."))
            return redirect("event_requests:challenge_desk", slug=slug)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    context = {"one": one, "form": form, "parts": parts.of_challenge(one, request.user)}
    return page(request, "event_requests/challenge_desk_page.html", context)


def _does(request: HttpRequest, what: str) -> bool:
    return request.method == "POST" and request.POST.get("do") == what


def _centres(user: User) -> QuerySet[Organization]:
    """The organisations for which the user may lead an event."""
    slugs = organizations_of(user, "event.create")
    if slugs is not None:
        return Organization.objects.filter(slug__in=slugs)
    return actions.centres() | Organization.objects.filter(kind="state_office")


def _challenges(user: User) -> QuerySet[Challenge]:
    return Challenge.objects.filter(call__in=Call.objects.of_staff(user, "call.manage"))
