"""The host's page at the desk, the big screen with its clock, and the page on which the result is revealed."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kogge.core.page import page, public
from kogge.network.accounts.permissions import StaffRequest, requires
from kogge.plan.decisions.views import DECIDE, decision_or_404, refusal_said

from . import actions, stage
from .forms import DayForm
from .models import PitchDay


@require_http_methods(["GET", "HEAD", "POST"])
@requires(DECIDE)
def desk(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """Minutes, order, addresses for screen and audience, and the buttons that reveal."""
    decision = decision_or_404(request, slug, pk)
    day = PitchDay.objects.filter(decision=decision).first()
    form = DayForm(request.POST or None, instance=day)
    if request.method == "POST" and form.is_valid():
        actions.set_up(decision, by=request.user, values=form.cleaned_data)
        return redirect("pitches:desk", slug=slug, pk=pk)
    context: dict[str, Any] = {"call": decision.call, "decision": decision, "day": day, "form": form}
    if day:
        address = settings.SITE_URL + reverse("pitches:reveal", args=[day.key])
        context |= {"turns": stage.turns(day), "address": address, "code": stage.qr_code(address)}
    return page(request, "pitches/desk_page.html", context, status=422 if form.errors else 200)


@require_POST
@requires(DECIDE)
def order(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """Draw the order, or move one turn up or down."""
    day = _day_or_404(request, slug, pk)
    if "draw" in request.POST:
        typed = request.POST.get("seed", "").strip()
        number = actions.draw(day, by=request.user, seed=int(typed) if typed.isdecimal() else None)
        messages.success(request, _("Drawn from the number %(number)d.") % {"number": number})
    else:
        move, _colon, code = request.POST.get("move", "").partition(":")
        actions.set_order(day, stage.moved(day, code, -1 if move == "up" else 1), by=request.user)
    return redirect("pitches:desk", slug=slug, pk=pk)


@require_POST
@requires(DECIDE)
def revealing(request: StaffRequest, slug: str, pk: int) -> HttpResponse:
    """Show the next place, everything, or nothing again."""
    day = _day_or_404(request, slug, pk)
    with refusal_said(request):
        if "hide" in request.POST:
            actions.hide(day, by=request.user)
        else:
            actions.reveal(day, by=request.user, whole="all" in request.POST)
    return redirect("pitches:desk", slug=slug, pk=pk)


@public
@require_safe
def screen(request: HttpRequest, key: str) -> HttpResponse:
    """The clock for the big screen. Everything it needs is in the page, so it goes on without a network."""
    day = _by_key(key)
    turns = [
        {"title": one.submission.shown_title, "by": one.submission.organization_name}
        for one in stage.turns(day)
    ]
    facts = {
        "turns": turns,
        "pitch": day.pitch_minutes * 60,
        "questions": day.question_minutes * 60,
        "key": day.key,
    }
    return page(
        request, "pitches/screen_page.html", {"day": day, "facts": facts, "words": stage.screen_words()}
    )


@public
@require_safe
def reveal(request: HttpRequest, key: str) -> HttpResponse:
    """The result, as far as the host has revealed it."""
    day = _by_key(key)
    return page(request, "pitches/reveal_page.html", {"day": day, **stage.revealed(day)})


@public
@require_safe
def state(request: HttpRequest, key: str) -> JsonResponse:
    """How many places are revealed: what phones ask again and again; kept in memory until it changes."""
    return JsonResponse({"revealed": _by_key(key).revealed})


def _day_or_404(request: StaffRequest, slug: str, pk: int) -> PitchDay:
    return get_object_or_404(PitchDay, decision=decision_or_404(request, slug, pk))


def _by_key(key: str) -> PitchDay:
    return get_object_or_404(PitchDay.objects.select_related("decision__call"), key=key)
