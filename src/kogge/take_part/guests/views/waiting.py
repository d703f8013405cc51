"""The waiting list, which explains itself: the order, what was offered to whom until when, why nobody moves."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kogge.take_part.admissions import queries, standing
from kogge.take_part.admissions.scope import Desk, desk_page, shown
from kogge.take_part.registration import actions as registration
from kogge.take_part.registration.models import Capacity, State
from kogge.take_part.registration.queries import waiting_list

MOST_SHOWN = 20


@desk_page()
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every list on which somebody waits; the chosen one in full."""
    rows = list(queries.capacities(desk.terms))
    chosen = request.GET.get("seats", "")
    if request.method == "POST":
        offered = [one for row in rows if row.waiting for one in registration.move_up(row, by=desk.user)]
        text = ngettext("%(count)d seat was offered.", "%(count)d seats were offered.", len(offered))
        messages.success(
            request, text % {"count": len(offered)} if offered else _("There is no free seat to offer.")
        )
        return redirect(request.get_full_path())
    busy = [row for row in rows if row.waiting or row.offered]
    lists = [_list(desk, row) for row in busy if not chosen or str(row.pk) == chosen][:MOST_SHOWN]
    context = {
        "lists": lists, "busy": busy, "chosen": chosen, "waiting_now": standing.of_waiting_list(desk.terms, rows),
        "more": len(busy) - len(lists) if not chosen else 0,
    }  # fmt: skip
    return shown(request, desk, "waiting", "guests/waiting_page", context)


def _list(desk: Desk, capacity: Capacity) -> dict[str, Any]:
    offered = desk.terms.registrations.filter(capacity=capacity, state=State.OFFERED).select_related("main")
    return {
        "capacity": capacity, "offered": list(offered.order_by("held_until")), "waiting": waiting_list(capacity),
        "why": standing.of_one_list(desk.terms, capacity),
    }  # fmt: skip
