"""A speaker cannot come, the venue moves, the event is off or on again: see the effect, then one button."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kogge.core.page import page
from kogge.core.refusals import Refused
from kogge.network.accounts.permissions import StaffRequest, requires
from kogge.plan.events.permissions import may_change
from kogge.plan.events.queries import NOT_HAPPENING
from kogge.publish.programme.desk import own_event
from kogge.publish.programme.models import PublicEvent

from .. import plans
from ..plan_forms import FORMS


@require_safe
@requires("event.release")
def choose(request: StaffRequest, slug: str) -> HttpResponse:
    """What happened?"""
    event = own_event(request, slug)
    public = PublicEvent.objects.filter(event=event).first()
    context = {
        "event": event, "public": public, "has_people": bool(plans.speakers(event)),
        "cancelled": plans.cancelled(event), "is_off": event.state in NOT_HAPPENING,
    }  # fmt: skip
    return page(request, "correspondence/plans_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("event.release")
def change(request: StaffRequest, slug: str, kind: str) -> HttpResponse:
    """Ask, show what will happen, then do it."""
    event = own_event(request, slug)
    if kind not in FORMS or not may_change(request.user, event):
        raise Http404
    form = FORMS[kind](event, request.POST or None)
    effect = None
    if form.is_bound and form.is_valid():
        try:
            if "go" in request.POST:
                plans.carry_out(kind, event, by=request.user, values=form.cleaned_data)
                messages.success(request, _("Page and feeds say so now. The letters are on their way."))
                return redirect("correspondence:letters", slug=slug)
            effect = plans.effect(kind, event, by=request.user, values=form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    context = {"event": event, "form": form, "kind": kind, "effect": effect}
    return page(request, "correspondence/plan_page.html", context)
