"""The terms of registration: what a visitor meets now, why, and how to change it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused
from kogge.take_part.registration import actions as registration
from kogge.take_part.registration.models import Admission, Capacity, State

from .. import defaults, queries, standing
from ..forms.terms import TermsForm
from ..scope import Desk, desk_page, shown


@desk_page(set_up=False)
def show(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Set up, change, switch on and off."""
    if "switch" in request.POST:
        _switch(request, desk, on=request.POST["switch"] == "on")
        return redirect(desk.address("event"))
    found = desk.admission or Admission(event=desk.event, **_proposed(desk))
    form = TermsForm(request.POST or None, instance=found)
    if form.is_bound and form.is_valid():
        try:
            _save(desk, form.cleaned_data, request.POST.get("version", ""))
            messages.success(request, _("Saved."))
            return redirect(desk.address("event"))
        except Refused as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return shown(request, desk, "event", "admissions/terms_page", {"form": form, **_facts(desk)})


def _proposed(desk: Desk) -> dict[str, Any]:
    return defaults.terms_of(desk.subject)


def _switch(request: HttpRequest, desk: Desk, *, on: bool) -> None:
    admission = desk.admission or _open(desk, _proposed(desk))
    registration.change_admission(admission, values={"is_open": on}, by=desk.user)
    said = _("Registration is switched on.") if on else _("Registration is switched off. Nobody was removed.")
    messages.success(request, said)


def _save(desk: Desk, values: dict[str, Any], version: str) -> None:
    if desk.admission is None:
        _open(desk, values)
        return
    expected = int(version) if version.isdigit() else None
    registration.change_admission(desk.admission, values=values, by=desk.user, expected_version=expected)


def _open(desk: Desk, values: dict[str, Any]) -> Admission:
    seats = defaults.seats_of(desk.subject)
    return registration.open_admission(desk.subject, values=values, seats=seats, by=desk.user)


def _facts(desk: Desk) -> dict[str, Any]:
    """What the page says about now."""
    released = queries.is_released(desk.event)
    now = timezone.now()
    facts: dict[str, Any] = {
        "form_now": standing.of_form(desk.admission, desk.event, is_released=released, now=now),
        "is_released": released,
        "link_now": standing.of_link(desk.admission, desk.event),
    }
    if desk.admission is not None:
        rows = list(queries.capacities(desk.admission))
        facts |= {
            "figures": _figures(desk, [row for row in rows if row.session_id is None]),
            "waiting_now": standing.of_waiting_list(desk.admission, rows),
            "too_many": standing.of_too_many(rows),
        }
    return facts


def _figures(desk: Desk, whole: list[Capacity]) -> list[dict[str, str]]:
    """How many have a seat, wait, and want a decision; each leads to them."""
    numbers = queries.numbers(desk.terms)
    listed = desk.address("list")
    seats = _("%(taken)d of %(seats)d")
    found = [
        {
            "value": seats % {"taken": row.taken, "seats": row.seats} if row.seats is not None else str(row.taken),
            "label": f"{_('Seats taken')}: {row.get_mode_display()}" if row.mode else _("Seats taken"),
            "address": f"{listed}?state=seated&capacity={row.pk}",
        }
        for row in whole
    ]  # fmt: skip
    others = (
        (numbers.by_state[State.WAITING], _("on the waiting list"), desk.address("waiting")),
        (numbers.by_state[State.REQUESTED], _("wait for your decision"), f"{listed}?state=requested"),
        (numbers.undeliverable, _("mails came back"), f"{listed}?undeliverable=on"),
    )
    return found + [
        {"value": str(count), "label": label, "address": address} for count, label, address in others if count
    ]
