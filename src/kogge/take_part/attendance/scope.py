"""Which event a page of the door's desk works on: staff see events of their own organisations only."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from kogge.core.reactions import announce
from kogge.network.accounts.permissions import StaffRequest, holds, organizations_of, requires
from kogge.plan.events.models import Event
from kogge.take_part.checkin.actions import door_of
from kogge.take_part.checkin.models import Door

DeskView = Callable[..., HttpResponse]


def door_page(action: str) -> Callable[[DeskView], Callable[..., HttpResponse]]:
    """Guard a view by the action, open the event's door, and 404 what belongs to others."""

    def guard(view: DeskView) -> Callable[..., HttpResponse]:
        @require_http_methods(["GET", "HEAD", "POST"])
        @requires(action)
        @wraps(view)
        def guarded(request: StaffRequest, slug: str, **values: Any) -> HttpResponse:
            slugs = organizations_of(request.user, action)
            events = Event.objects.all() if slugs is None else Event.objects.owned_by(slugs)
            event = get_object_or_404(events.with_organizers(), slug=slug)
            return view(request, door_of(event), **values)

        return guarded

    return guard


def context_of(request: HttpRequest, door: Door, page: str, **more: Any) -> dict[str, Any]:
    """What every page of this desk shows: the event with its tabs, and what its reader may do."""
    event = door.event
    lead = event.lead
    slug = lead.slug if lead else None
    counted: list[Any] = []
    announce("event counted", event=event, counted=counted)
    return {
        "event": event, "door": door, "page": page, "counted": counted,
        "may_change": holds(request.user, "event.change", slug),
        "may_manage": holds(request.user, "door.manage", slug),
        "may_see_hours": holds(request.user, "hours.see", slug),
        "may_correct": holds(request.user, "attendance.correct", slug), **more,
    }  # fmt: skip
