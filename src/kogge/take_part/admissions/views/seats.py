"""Seats of the whole, of its modes, and of single sessions."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kogge.core.refusals import Refused
from kogge.take_part.registration import actions as registration
from kogge.take_part.registration.models import Capacity

from .. import actions, queries, standing
from ..forms.seats import BulkForm, kinds_of, number_of
from ..scope import Desk, desk_page, shown


@desk_page()
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Every number of seats in one table; saving tells how many are too many, and nobody is thrown out."""
    rows = list(queries.capacities(desk.terms))
    sessions = list(queries.sessions_without_seats(desk.terms).select_related("room"))
    bulk = BulkForm(kinds_of(sessions), request.POST if "kinds" in request.POST else None)
    if bulk.is_bound and bulk.is_valid():
        return _give_seats(request, desk, bulk, sessions)
    typed, faults = dict[int, str](), dict[int, str]()
    if "remove" in request.POST:
        registration.remove_capacity(_session_seats(desk, request.POST["remove"]), by=desk.user)
        return redirect(desk.address("seats"))
    if request.method == "POST" and not bulk.is_bound:
        typed, faults = _save(request, desk, rows)
        if not faults:
            messages.success(request, _("Saved."))
            return redirect(desk.address("seats"))
    context = {
        "rows": [_line(row, typed, faults) for row in rows], "bulk": bulk if sessions else None,
        "too_many": standing.of_too_many(rows), "faults": faults, "open_sessions": len(sessions),
    }  # fmt: skip
    return shown(request, desk, "seats", "admissions/seats_page", context)


def _line(row: Capacity, typed: dict[int, str], faults: dict[int, str]) -> dict[str, Any]:
    seats = typed.get(row.pk, "" if row.seats is None else str(row.seats))
    return {"row": row, "seats": seats, "fault": faults.get(row.pk, "")}


def _save(request: HttpRequest, desk: Desk, rows: list[Capacity]) -> tuple[dict[int, str], dict[int, str]]:
    """Take over what changed; nothing where one number cannot be read."""
    typed = {row.pk: request.POST.get(f"seats_{row.pk}", "").strip() for row in rows}
    wanted, faults = dict[int, int | None](), dict[int, str]()
    for row in rows:
        try:
            wanted[row.pk] = number_of(typed[row.pk])
        except Refused as refusal:
            faults[row.pk] = str(refusal)
    for row in rows if not faults else ():
        if wanted[row.pk] != row.seats:
            registration.set_seats(row, wanted[row.pk], by=desk.user)
    return typed, faults


def _give_seats(request: HttpRequest, desk: Desk, bulk: BulkForm, sessions: list[Any]) -> HttpResponse:
    chosen = [one for one in sessions if one.kind in bulk.cleaned_data["kinds"]]
    count = actions.put_session_seats(desk.terms, chosen, seats=bulk.cleaned_data["seats"], by=desk.user)
    text = ngettext(
        "%(count)d programme point has seats of its own now.",
        "%(count)d programme points have seats of their own now.", count,
    )  # fmt: skip
    messages.success(request, text % {"count": count})
    return redirect(desk.address("seats"))


def _session_seats(desk: Desk, pk: str) -> Capacity:
    rows = desk.terms.capacities.select_related("admission").filter(session__isnull=False)
    return get_object_or_404(rows, pk=pk if pk.isdigit() else 0)
