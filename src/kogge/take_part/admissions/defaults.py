"""Terms to begin with, from what the event says of itself. All of it can be changed."""

from typing import Any

from kogge.plan.events.formats import Family, Format, Stage
from kogge.plan.events.models import Event, EventSeries
from kogge.take_part.registration.models import Admission, Capacity, ConsentKind

Mode = Capacity.Mode
YOUNG = {"schools", "apprentices"}
OPEN_HEADS, GROUP_HEADS = 5, 30


def terms_of(subject: Event | EventSeries) -> dict[str, Any]:
    """The values of a new admission."""
    return _of_event(subject) if isinstance(subject, Event) else {"has_waiting_list": True}


def seats_of(subject: Event | EventSeries) -> dict[str, int | None]:
    """Seats by mode: those of the event, its room or its format; a hybrid event has them apart."""
    if isinstance(subject, EventSeries):
        known = [event.capacity for event in subject.events.all() if event.capacity]
        return {Mode.ANY: min(known) if known else None}
    seats = subject.capacity or (subject.room.capacity if subject.room else None)
    if seats is None and subject.format.uses(Stage.CAPACITY):
        seats = subject.format.seats
    if subject.mode == Event.Mode.HYBRID:
        return {Mode.ONSITE: seats, Mode.ONLINE: None}
    return {Mode.ANY: None if subject.mode == Event.Mode.ONLINE else seats}


def _of_event(event: Event) -> dict[str, Any]:
    format_ = event.format
    young = bool(YOUNG & {one.slug for one in event.audiences.all()})
    consents = [ConsentKind.PHOTO] if format_.family is Family.OPEN else []
    if event.operation_id is not None:
        consents.append(ConsentKind.FUNDER)
    return {
        "closes_at": event.ends_at if format_.family is Family.OPEN else event.starts_at,
        "access": _access(event, format_),
        "has_waiting_list": format_.uses(Stage.CAPACITY),
        "most_heads": GROUP_HEADS if young else OPEN_HEADS if format_.family is Family.OPEN else 1,
        "takes_headcounts": young,
        "takes_minors": young,
        "consents_asked": [str(kind) for kind in consents],
    }


def _access(event: Event, format_: Format) -> str:
    closed = event.is_internal or format_.uses(Stage.APPOINTMENT) or format_.uses(Stage.BODY)
    return Admission.Access.INVITED if closed else Admission.Access.OPEN
