"""Operations with their progress and gaps; one operation with all its events."""

from itertools import groupby

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from kogge.core.page import page
from kogge.network.accounts.permissions import StaffRequest, organizations_of, requires
from kogge.network.grants.models import Operation
from kogge.prove.hours.fictional import is_fictional
from kogge.prove.lists.models import OperationRequest

from .. import needs
from ..contents import events_of
from ..models import Archive, EvidenceFile
from ..scope import operation_page, own_events, own_operations

PER_PAGE = 100


@require_safe
@requires("evidence.see")
def start(request: StaffRequest) -> HttpResponse:
    """All operations somebody may see, open requests, and the way to check a file."""
    rows = own_operations(request, "evidence.see").annotate(
        event_count=Count("events", distinct=True),
        frozen_count=Count("events", filter=Q(events__attendance_lists__isnull=False), distinct=True),
    )
    events = own_events(request, "evidence.see")
    context = {
        "operations": rows.order_by("-starts_on"),
        "open": OperationRequest.objects.filter(state="open", event__in=events).count(),
        "to_review": EvidenceFile.objects.exclude(to_review="").filter(removed_at=None, event__in=events)
        .select_related("event").order_by("pk")[:50],
    }  # fmt: skip
    return page(request, "evidence/start_page.html", context)


@operation_page("evidence.see")
def show(request: StaffRequest, operation: Operation) -> HttpResponse:
    """Progress and gaps of each event, the publicity duties, files of the operation, its archive."""
    slugs = organizations_of(request.user, "evidence.see")
    events = events_of(operation, None if slugs is None else sorted(slugs))
    known = needs.known_of(events)
    rows = []
    for event in events:
        owed = needs.of_event(event, known[event.pk])
        rows.append(
            (event, sum(need.done for need in owed), len(owed), [need for need in owed if not need.done])
        )
    listed = Paginator(sorted(rows, key=lambda row: not row[3]), PER_PAGE).get_page(request.GET.get("page"))
    files = EvidenceFile.objects.filter(operation=operation, removed_at=None)
    archives = Archive.objects.filter(operation=operation)
    context = {
        "operation": operation, "needs": needs.of_operation(operation, known.values()), "listed": listed,
        "complete": sum(not row[3] for row in rows), "total": len(rows), "fictional": is_fictional(operation),
        "groups": [(kind, list(some)) for kind, some in groupby(files, key=lambda file: file.kind_label)],
        "archives": [one for one in archives[:20] if slugs is None or set(one.scope or ["-"]) <= slugs][:5],
        "may_add": slugs is None or organizations_of(request.user, "evidence.change") != set(),
    }  # fmt: skip
    return page(request, "evidence/operation_page.html", context)
