"""Two people: asking for another operation, and deciding."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.accounts.permissions import StaffRequest, requires
from kogge.plan.events.models import Event
from kogge.prove.lists import requests
from kogge.prove.lists.models import OperationRequest

from ..forms import AskForm, DecisionForm
from ..scope import context_of, event_page, own_events


@event_page("evidence.change")
def ask(request: StaffRequest, event: Event) -> HttpResponse:
    """Ask that the event counts for another operation."""
    form = AskForm(event, request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            asked = requests.ask(event, by=request.user, **form.cleaned_data)
            messages.success(request, _("Asked. Another person decides."))
            return redirect("evidence:request", pk=asked.pk)
        except Refused as refusal:
            form.add_error(refusal.field, str(refusal))
    return page(request, "evidence/ask_page.html", context_of(request, event, form=form))


@require_safe
@requires("evidence.see")
def listing(request: StaffRequest) -> HttpResponse:
    """All requests, the open ones first."""
    rows = OperationRequest.objects.filter(event__in=own_events(request, "evidence.see"))
    rows = rows.select_related("event", "before", "after")
    found = sorted(rows[:200], key=lambda one: one.state != OperationRequest.State.OPEN)
    return page(request, "evidence/requests_page.html", {"requests": found})


@require_http_methods(["GET", "HEAD", "POST"])
@requires("evidence.change")
def decide(request: StaffRequest, pk: int) -> HttpResponse:
    """Agree, refuse, or take one's own request back."""
    rows = OperationRequest.objects.select_related("event__operation", "before", "after")
    asked = get_object_or_404(rows, pk=pk, event__in=own_events(request, "evidence.change"))
    form = DecisionForm(request.POST or None)
    if form.is_bound and form.is_valid():
        act = requests.approve if "approve" in request.POST else requests.refuse
        try:
            act(asked, by=request.user, answer=form.cleaned_data["answer"])
            messages.success(request, _("Decided."))
            return redirect(request.path)
        except Refused as refusal:
            form.add_error(None, str(refusal))
    names = dict(User.objects.filter(pk__in=_numbers(asked)).values_list("pk", "name"))
    context = {
        "asked": asked, "form": form, "own": asked.requested_by == str(request.user.pk),
        "asker": names.get(int(asked.requested_by or 0), ""), "decider": names.get(int(asked.decided_by or 0), ""),
    }  # fmt: skip
    return page(request, "evidence/request_page.html", context)


def _numbers(asked: OperationRequest) -> list[int]:
    return [int(one) for one in (asked.requested_by, asked.decided_by) if one.isdigit()]
