"""Which event or operation a page works on: staff see events of their own organisations, and what pays for these."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from kogge.network.accounts.permissions import StaffRequest, holds, organizations_of, requires
from kogge.network.grants.models import Operation
from kogge.plan.events.models import Event
from kogge.prove.lists.models import AttendanceList

from .models import Archive, EvidenceFile

DeskView = Callable[..., Any]
_METHODS = ["GET", "HEAD", "POST"]
_WITH = (
    "event__operation__profile",
    "event__place",
    "event__series",
    "operation__profile",
    "operation__beneficiary",
)


def event_page(action: str) -> Callable[[DeskView], DeskView]:
    """Guard a view of one event; what belongs to others does not exist."""

    def guard(view: DeskView) -> DeskView:
        @require_http_methods(_METHODS)
        @requires(action)
        @wraps(view)
        def guarded(request: StaffRequest, slug: str, **values: Any) -> HttpResponse:
            rows = own_events(request, action).with_organizers().select_related("operation__profile", "place")
            return view(request, get_object_or_404(rows, slug=slug), **values)

        return guarded

    return guard


def operation_page(action: str) -> Callable[[DeskView], DeskView]:
    """Guard a view of one operation: the office's, or one that pays for an organisation of the reader."""

    def guard(view: DeskView) -> DeskView:
        @require_http_methods(_METHODS)
        @requires(action)
        @wraps(view)
        def guarded(request: StaffRequest, slug: str, **values: Any) -> HttpResponse:
            return view(request, get_object_or_404(own_operations(request, action), slug=slug), **values)

        return guarded

    return guard


def record_page(model: Any, action: str) -> Callable[[DeskView], DeskView]:
    """Guard a view of one list, file or archive by the event or operation it belongs to."""

    def guard(view: DeskView) -> DeskView:
        @require_http_methods(_METHODS)
        @requires(action)
        @wraps(view)
        def guarded(request: StaffRequest, code: str, **values: Any) -> HttpResponse:
            rows = model.objects.select_related(*_WITH, *(["session"] if model is AttendanceList else []))
            found = get_object_or_404(rows, code=code)
            if not _is_open(request, found, action):
                raise Http404
            return view(request, found, **values)

        return guarded

    return guard


def own_events(request: StaffRequest, action: str) -> Any:
    """The events somebody may do this for."""
    slugs = organizations_of(request.user, action)
    return Event.objects.all() if slugs is None else Event.objects.owned_by(slugs)


def own_operations(request: StaffRequest, action: str) -> Any:
    """The operations somebody may do this for."""
    slugs = organizations_of(request.user, action)
    rows = Operation.objects.select_related("profile", "beneficiary")
    return rows if slugs is None else rows.filter(organizations__slug__in=slugs).distinct()


def context_of(request: StaffRequest, event: Event, **more: Any) -> dict[str, Any]:
    """What every page below "Proof" of an event shows."""
    slug = event.lead.slug if event.lead else None
    may = {
        "may_change": holds(request.user, "event.change", slug),
        "may_add": holds(request.user, "evidence.change", slug),
    }
    return {"event": event, "page": "proof", **may, **more}


def _is_open(request: StaffRequest, found: AttendanceList | EvidenceFile | Archive, action: str) -> bool:
    if isinstance(found, Archive) and found.operation_id:
        slugs = organizations_of(request.user, action)
        return slugs is None or (found.scope is not None and set(found.scope) <= slugs)
    if found.event_id:
        return bool(own_events(request, action).filter(pk=found.event_id).exists())
    return bool(own_operations(request, action).filter(pk=found.operation_id).exists())
