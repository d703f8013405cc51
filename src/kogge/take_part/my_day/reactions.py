"""What a day does when the registration it shows changes hands or is erased."""

from collections import defaultdict
from typing import Any

from django.db.models import Q

from kogge.plan.events.models import Event
from kogge.take_part.registration import identity
from kogge.take_part.registration.models import Capacity, Registration, Seat

from . import actions
from .models import Favourite, Plan


def registration_changed(*, what: str, registration: Registration | None = None, **facts: Any) -> None:
    """Whoever held the link of a day loses the seats with the registration; an erased person's address goes."""
    if registration is None or what not in {"handed over", "erased"}:
        return
    Plan.objects.filter(registration=registration).update(registration=None)
    if what == "erased" and facts.get("email"):
        key = identity.email_key(facts["email"])
        for plan in Plan.objects.filter(event=registration.admission.event_id, email_key=key):
            actions.stop_mail(plan)


def own_data_asked(*, registration: Registration, seat: Seat | None, data: dict[str, Any]) -> None:
    """Put into somebody's own data which sessions their connected days hold."""
    if seat is None:
        chosen = Favourite.objects.filter(plan__registration=registration).order_by("session__starts_at")
        data["my_day"] = [str(one.session) for one in chosen.select_related("session")]


def bookings_asked(*, event: Event, bookings: dict[str, Any]) -> None:
    """Say how many seats are taken, in all and in single sessions: the timetable sizes its rooms by that."""
    for session, taken in Capacity.objects.filter(admission__event=event).values_list("session", "taken"):
        if session is None:
            bookings["visitors"] += taken
        else:
            bookings["sessions"][session] = bookings["sessions"].get(session, 0) + taken


def wishes_asked(*, event: Event, wishes: list[list[int]]) -> None:
    """What people keep in their days is what they wish to see; no name goes along."""
    mine = Q(plan__event=event) | Q(plan__event__parent=event)
    days: dict[int, list[int]] = defaultdict(list)
    for plan, session in Favourite.objects.filter(mine).values_list("plan", "session"):
        days[plan].append(session)
    wishes.extend(days.values())
