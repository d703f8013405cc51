"""All admissions of somebody's organisations, and which of them still hold personal data."""

from django.core.paginator import Paginator
from django.db.models import Count, Q, Sum
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from kogge.core.ordering import empty_lowest
from kogge.core.page import page
from kogge.network.accounts.permissions import StaffRequest, requires
from kogge.take_part.admissions.permissions import admissions_for
from kogge.take_part.registration.models import Admission, State
from kogge.take_part.registration.models.registrations import SEATED

from .. import retention

PER_PAGE = 50


def terms_address(admission: Admission) -> str:
    """Where the desk of this admission begins."""
    if admission.event is not None:
        return reverse("admissions:event", args=[admission.event.slug])
    assert admission.series is not None
    return reverse("admissions:series", args=[admission.series.slug])


@require_safe
@requires("registration.see")
def show(request: StaffRequest) -> HttpResponse:
    """What is open, full, or waits for a decision; the newest first."""
    mains = Q(registrations__main=None)
    rows = admissions_for(request.user).annotate(
        heads=Sum("registrations__heads", filter=mains & Q(registrations__state__in=SEATED)),
        waiting=Count("registrations", filter=mains & Q(registrations__state=State.WAITING)),
        requested=Count("registrations", filter=mains & Q(registrations__state=State.REQUESTED)),
    ).order_by("-is_open", *empty_lowest("-event__sort_on"), "-pk")  # fmt: skip
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    lines = [(row, terms_address(row)) for row in shown.object_list]
    return page(request, "guests/overview_page.html", {"page": shown, "lines": lines})


@require_safe
@requires("registration.see")
def personal_data(request: StaffRequest) -> HttpResponse:
    """Event, kinds of data, the day they are due, who is responsible; and what the next clean-up removes."""
    today = timezone.localdate()
    rows = retention.held(admissions_for(request.user))
    context = {
        "lines": [(row, terms_address(row.admission), row.is_due(today)) for row in rows],
        "due": [row for row in rows if row.is_due(today)],
    }
    return page(request, "guests/personal_data_page.html", context)
