"""What everybody sees: open calls, one call, its form before the first save, and proposals where they are listed."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from kogge.core import throttle
from kogge.core.form_key import new_key
from kogge.core.page import page, public
from kogge.core.refusals import Refused
from kogge.plan.calls import actions, eligibility, letters, links, parts, queries, questions
from kogge.plan.calls.actions.answering import Closed
from kogge.plan.calls.models import Call

from .. import throttles
from ..forms import FirstForm, LinksForm

_MOST_LETTERS, _HOUR = 20, 3600


@public
@require_safe
def call_list(request: HttpRequest) -> HttpResponse:
    """Calls that are open or open soon."""
    calls = queries.public_calls()
    context = {"calls": calls, "now": timezone.now(), "links": parts.of_list()}
    shown = page(request, "applying/call_list_page.html", context)
    return _until_the_clock_changes_it(shown, calls)


@public
@require_safe
def call_page(request: HttpRequest, slug: str) -> HttpResponse:
    """What a call asks for, from when until when, for whom, and how it is judged."""
    call = _published(slug)
    shown = page(request, "applying/call_page.html", {**about(call), "parts": parts.of_call(call)})
    return _until_the_clock_changes_it(shown, [call])


@public
@require_safe
def proposals(request: HttpRequest, slug: str) -> HttpResponse:
    """What was handed in, where the organiser lists it: titles and what is marked as public, no names of people."""
    call = _published(slug)
    if not call.lists_proposals:
        raise Http404
    asked = [one for one in questions.of(call) if one.public and one.key != "title" and one.kind != "file"]
    rows = []
    for one in queries.judged(call).order_by("title", "pk"):
        values = questions.values_of(one)
        shown = [(q.label, words) for q in asked if (words := q.words(values.get(q.key)))]
        rows.append({"title": one.shown_title, "code": one.code, "rows": shown})
    return page(request, "applying/proposals_page.html", {"call": call, "rows": rows})


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, slug: str) -> HttpResponse:
    """The form before the first save. What is saved has an address of its own, and a link by mail."""
    call = _published(slug)
    asked = questions.of(call)
    if request.method != "POST":
        form = FirstForm(asked, initial={"key": new_key()})
        return page(request, "applying/answer_page.html", {**about(call), "form": form})
    form = FirstForm(asked, request.POST, request.FILES)
    if form.is_valid():
        try:
            return _started(request, call, form)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            late = isinstance(refusal, Closed)
            form.with_new_key(throttles.WAIT_SECONDS if isinstance(refusal, throttles.TooFast) else 3)
            return page(
                request, "applying/answer_page.html", {**about(call), "form": form, "late": late}, status=409
            )
    form.with_new_key()
    return page(request, "applying/answer_page.html", {**about(call), "form": form}, status=422)


def _started(request: HttpRequest, call: Call, form: FirstForm) -> HttpResponse:
    values = form.cleaned_data
    address = get_adapter().get_client_ip(request)
    email = actions.checked_mail(values["email"])
    throttles.check(address, email, waited=form.waited)
    submission = actions.start(
        call, form.content(), email=email, key=values["key"], locale=request.LANGUAGE_CODE[:2],
        origin=throttles.origin(address),
    )  # fmt: skip
    return redirect(f"{links.path_of(submission)}?done=saved")


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def all_links(request: HttpRequest) -> HttpResponse:
    """Mail somebody the links to all their answers. The page says the same whether the address is known or not."""
    form = LinksForm(request.POST) if request.method == "POST" else LinksForm(initial={"key": new_key()})
    sent = False
    if form.is_bound and form.is_valid():
        address = get_adapter().get_client_ip(request)
        email = form.cleaned_data["email"].casefold()
        sent = throttle.allows("call links", address, most=_MOST_LETTERS, seconds=_HOUR)
        if sent and throttle.allows("call links to", email, most=3, seconds=_HOUR):
            actions.mail_links(email, locale=request.LANGUAGE_CODE[:2])
    elif form.is_bound:
        form.with_new_key()
    return page(request, "applying/links_page.html", {"form": form, "sent": sent})


def lasting_address(kind: str) -> HttpResponse:
    """Where an address leads that is always the same for a kind of call: to the one that is open now."""
    rows = Call.objects.published().filter(kind=kind, previous=None)
    call = next((one for one in rows if one.is_open()), None)
    return redirect("applying:page", slug=call.slug) if call else redirect("applying:list")


def about(call: Call) -> dict[str, Any]:
    """What every page of a call says of its time; the clock is the server's."""
    now = timezone.now()
    return {
        "call": call,
        "now": now,
        "is_open": call.is_open(now) and call.previous_id is None,
        "has_ended": call.has_ended(now),
        "opens": letters.moment(call.opens_at) if call.opens_at else "",
        "closes": letters.moment(call.closes_at) if call.closes_at else "",
        "rules": eligibility.in_words(call),
    }


def _until_the_clock_changes_it(response: HttpResponse, calls: list[Call]) -> HttpResponse:
    """Keep a page no longer than until the next opening or end."""
    now = timezone.now()
    ahead = [
        (one - now).total_seconds()
        for call in calls
        for one in (call.opens_at, call.closes_at)
        if one and one > now
    ]
    if ahead:
        response.keep_for = max(2, int(min(ahead)))  # type: ignore[attr-defined]
    return response


def _published(slug: str) -> Call:
    """A call the public may see; one that was archived says that it is over."""
    rows = Call.objects.exclude(state=Call.State.DRAFT).select_related("organization", "event", "previous")
    return get_object_or_404(rows, slug=slug)
