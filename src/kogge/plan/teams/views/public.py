"""What everybody sees: founding, asking to join, and results that were published."""

from collections.abc import Callable
from functools import partial
from types import SimpleNamespace
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from kogge.core import throttle
from kogge.core.form_key import FASTEST_SECONDS, KeyedForm, new_key
from kogge.core.page import page, public
from kogge.core.refusals import Refused
from kogge.plan.applying import throttles
from kogge.plan.applying.forms import LinksForm
from kogge.plan.calls.actions.answering import checked_mail
from kogge.plan.event_requests.models import Challenge
from kogge.plan.speakers import uploads

from .. import actions, queries
from ..forms import FoundForm, JoinForm
from ..models import Result, Team

READ_OR_WRITE = ["GET", "HEAD", "POST"]


@csrf_exempt
@never_cache
@require_http_methods(READ_OR_WRITE)
def found(request: HttpRequest, slug: str) -> HttpResponse:
    """Found a team. It counts once the founder has confirmed by the mailed link."""
    context = _open(slug)
    act = partial(actions.found, context["challenge"])
    return _answered(request, "teams/found_page.html", FoundForm, act, context)


@csrf_exempt
@never_cache
@require_http_methods(READ_OR_WRITE)
def join(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Ask a team whether one may join."""
    context = _open(slug)
    team = get_object_or_404(Team, challenge=context["challenge"], pk=pk, state=Team.State.LIVE)
    context |= {"team": team, "may": context["may"] and team.takes_newcomers}
    return _answered(request, "teams/join_page.html", JoinForm, partial(actions.ask, team), context)


@csrf_exempt
@never_cache
@require_http_methods(READ_OR_WRITE)
def lost_link(request: HttpRequest, slug: str) -> HttpResponse:
    """Mail somebody their link. The page says the same whether the address is known or not."""
    challenge = _challenge(slug)
    form = LinksForm(request.POST or None, initial={"key": new_key()})
    sent = False
    if form.is_bound and form.is_valid():
        email = form.cleaned_data["email"].casefold()
        address = get_adapter().get_client_ip(request)
        sent = throttle.allows("team links", address, most=20, seconds=3600)
        if not sent:
            form.add_error(
                None, _("Too many letters were asked for from your connection. Please try again later.")
            )
        elif throttle.allows("team links to", email, most=3, seconds=3600):
            actions.mail_links(challenge, email)
    if form.is_bound and not sent:
        form.with_new_key()
    return page(request, "teams/lost_link_page.html", {"challenge": challenge, "form": form, "sent": sent})


@public
@require_safe
def result(request: HttpRequest, slug: str, result: str) -> HttpResponse:
    """One published result, with those of the team who agreed to be named."""
    one = _published(slug, result)
    context = {"one": one, "challenge": one.team.challenge, "names": queries.named(one.team)}
    return page(request, "teams/result_page.html", context)


@require_safe
def result_file(request: HttpRequest, slug: str, result: str) -> HttpResponse:
    """The file of a published result, as an attachment that no browser runs."""
    return attachment(_published(slug, result))


def attachment(one: Result | None) -> HttpResponse:
    """The file of a result, or 404."""
    if one is None or not one.file:
        raise Http404
    kept: Any = SimpleNamespace(file=one.file, name=one.file_name, kind=one.file_kind)
    return uploads.answer(kept)


def _answered(
    request: HttpRequest, template: str, make: type[KeyedForm], act: Callable[..., None], context: dict[str, Any]
) -> HttpResponse:  # fmt: skip
    """A form with the guards of all anonymous forms; sent, it says where the letter went."""
    if request.method != "POST":
        return page(request, template, {**context, "form": make(initial={"key": new_key()})})
    form, status, wait = make(request.POST), 422, FASTEST_SECONDS
    if form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "website"}
        try:
            email = checked_mail(values["email"])
            throttles.check(get_adapter().get_client_ip(request), email, waited=form.waited)
            act(**values, locale=request.LANGUAGE_CODE[:2])
            return page(request, template, {**context, "sent": email})
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            status, wait = 409, throttles.WAIT_SECONDS if isinstance(refusal, throttles.TooFast) else wait
    return page(request, template, {**context, "form": form.with_new_key(wait)}, status=status)


def _open(slug: str) -> dict[str, Any]:
    """A public challenge at which teams form, or did."""
    challenge = _challenge(slug)
    standing = queries.standing(challenge)
    if standing is None:
        raise Http404
    found = {"challenge": challenge, "standing": standing, "now": timezone.now()}
    return found | {"may": standing.terms.is_forming}


def _challenge(slug: str) -> Challenge:
    rows = Challenge.objects.exclude(published_at=None).select_related("call__organization", "event")
    return get_object_or_404(rows, slug=slug)


def _published(slug: str, result: str) -> Result:
    rows = queries.published(Challenge.objects.filter(slug=slug))
    return get_object_or_404(rows.select_related("team__challenge__event"), slug=result)
