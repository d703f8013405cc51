"""The terms on which people get in. Every change is public, so pages are made anew."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused
from kogge.plan.events.models import Event, EventSeries, Session

from ..changes import By, Changes
from ..models import Admission, Capacity

_EDITABLE = frozenset({
    "is_open", "opens_at", "closes_at", "confirmation", "needs_approval", "access", "has_waiting_list", "offer_hours",
    "quiet_from", "quiet_until", "hold_minutes", "reminder_hours", "most_heads", "takes_headcounts", "takes_minors",
    "most_sessions", "consents_asked", "note_de", "note_en", "follow_up_de", "follow_up_en", "keep_days",
})  # fmt: skip


@transaction.atomic
def open_admission(
    thing: Event | EventSeries,
    *,
    by: By,
    values: Mapping[str, Any] | None = None,
    seats: Mapping[str, int | None],
) -> Admission:
    """Give an event or a series its terms, with the seats for each mode: {"": 40} or {"onsite": 40, "online": None}."""
    tied = {"event": thing} if isinstance(thing, Event) else {"series": thing}
    if Admission.objects.filter(**tied).exists():
        raise Refused(_("This has its terms of registration already."))
    admission = Admission(**tied)
    _apply(admission, values or {})
    admission.save()
    for mode, number in seats.items():
        Capacity.objects.create(admission=admission, mode=mode, seats=number)
    changes = Changes(by, advance=True)
    changes.keep(admission, "registration prepared", after={**(values or {}), "seats": dict(seats)})
    changes.seal()
    return admission


@transaction.atomic
def change_admission(
    admission: Admission, *, by: By, values: Mapping[str, Any], expected_version: int | None = None
) -> Admission:
    """Change the terms. What holds already for somebody, such as a seat that is kept, stays as it was promised."""
    fresh = Admission.objects.select_for_update(no_key=True).get(pk=admission.pk)
    if expected_version is not None and fresh.version != expected_version:
        raise Refused(_("Somebody changed these terms meanwhile. Please look at them again."))
    before = {name: getattr(fresh, name) for name in values if name in _EDITABLE}
    _apply(fresh, values)
    fresh.version += 1
    fresh.save()
    after = {name: getattr(fresh, name) for name in before if getattr(fresh, name) != before[name]}
    changes = Changes(by, advance=bool(after))
    if after:
        changes.keep(
            fresh, "registration changed", before={name: before[name] for name in after}, after=after
        )
    changes.seal()
    return fresh


@transaction.atomic
def add_capacity(
    admission: Admission, *, by: By, seats: int | None, session: Session | None = None, mode: str = ""
) -> Capacity:
    """Seats of their own for a session, or for a mode."""
    if session is not None and session.event_id != admission.event_id:
        raise Refused(_("This session belongs to another event."), field="session")
    try:
        with transaction.atomic():
            made = Capacity.objects.create(admission=admission, session=session, mode=mode, seats=seats)
    except IntegrityError:
        raise Refused(_("These seats are there already."), field="session") from None
    touch(admission)
    changes = Changes(by, advance=True)
    changes.keep(made, "seats added", after={"seats": seats, "session": session.pk if session else None})
    changes.seal()
    return made


@transaction.atomic
def put_capacities(admission: Admission, seats: Mapping[int, int | None], *, by: By) -> int:
    """Seats for many sessions at once, {session id: seats}, where there are none yet. Returns how many were added."""
    there = set(admission.capacities.exclude(session=None).values_list("session_id", flat=True))
    sessions = Session.objects.filter(event=admission.event_id, pk__in=set(seats) - there)
    made = [Capacity(admission=admission, session=session, seats=seats[session.pk]) for session in sessions]
    if not made:
        return 0
    Capacity.objects.bulk_create(made)
    touch(admission)
    changes = Changes(by, advance=True)
    changes.keep(admission, "seats added", after={"sessions": {c.session_id: c.seats for c in made}})
    changes.seal()
    return len(made)


def touch(admission: Admission) -> None:
    """Whoever keeps these terms in memory must read them anew."""
    Admission.objects.filter(pk=admission.pk).update(version=F("version") + 1)


@transaction.atomic
def remove_capacity(capacity: Capacity, *, by: By) -> None:
    """Take seats off that nobody ever asked for."""
    if capacity.registrations.exists():
        raise Refused(_("Somebody registered for this. Please set its seats to 0 instead."))
    touch(capacity.admission)
    changes = Changes(by, advance=True)
    changes.keep(capacity, "seats removed", before={"seats": capacity.seats})
    changes.seal()
    capacity.delete()


def _apply(admission: Admission, values: Mapping[str, Any]) -> None:
    unknown = set(values) - _EDITABLE
    if unknown:
        raise ValueError(f"no terms: {', '.join(sorted(unknown))}")
    for name, value in values.items():
        setattr(admission, name, value)
    try:
        admission.clean_fields(exclude={"event", "series"})
        admission.validate_constraints()
    except ValidationError as error:
        field, sentences = next(iter(error.message_dict.items()))
        if "admission_order_of_times" in str(sentences):
            raise Refused(_("Registration must open before it closes."), field="closes_at") from None
        raise Refused(str(sentences[0]), field=None if field == "__all__" else field) from None
