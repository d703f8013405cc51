"""What a day is made of: the plan, the public sessions, the seats; a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, IntegerField, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from kogge.publish.programme.models import PublicEvent, PublicSession, Release
from kogge.take_part.registration.models import Capacity, Registration, State

from .models import Favourite, Plan


@dataclass(frozen=True)
class Seat:
    """How the seats of one session stand, and what this person has of it."""

    capacity: Capacity
    part: Registration | None
    position: int | None

    @property
    def is_limited(self) -> bool:
        return self.capacity.seats is not None

    @property
    def is_full(self) -> bool:
        return self.capacity.left == 0


def public_event(plan: Plan) -> PublicEvent | None:
    """What the public knows of the plan's event; None once it was withdrawn."""
    return PublicEvent.objects.select_related("release").filter(event=plan.event_id).first()


def public_sessions(plan: Plan) -> QuerySet[PublicSession]:
    """All public sessions of the plan's event."""
    return PublicSession.objects.filter(public_event__event=plan.event_id)


def bookings(registration: Registration) -> QuerySet[Registration]:
    """The live seats in single sessions under a registration."""
    return registration.parts.live().filter(capacity__session__isnull=False)  # type: ignore[attr-defined]


def seats(plan: Plan) -> dict[int, Seat]:
    """{session: seat} of all sessions whose seats are given out, in two queries. Of several modes the person's own."""
    parts = {one.capacity_id: one for one in _parts(plan)}
    found = Capacity.objects.filter(admission__event=plan.event_id, session__isnull=False)
    mode = plan.registration.capacity.mode if plan.registration else ""
    by_fit = sorted(found.select_related("admission"), key=lambda one: (one.pk in parts, one.mode == mode))
    return {
        one.session_id or 0: Seat(one, part := parts.get(one.pk), getattr(part, "position", None))
        for one in by_fit
    }


def _parts(plan: Plan) -> Iterable[Registration]:
    """The plan's seats, those that wait with their position: how many wait before, and oneself."""
    if plan.registration is None:
        return []
    earlier = Registration.objects.filter(
        capacity=OuterRef("capacity"), state=State.WAITING, pk__lte=OuterRef("pk")
    ).order_by()
    count = Subquery(
        earlier.values("capacity").annotate(n=Count("pk")).values("n"), output_field=IntegerField()
    )
    return bookings(plan.registration).annotate(position=count)


def newest_release(plan: Plan) -> int:
    """The number of the newest release of the plan's event."""
    return Release.objects.filter(event=plan.event_id).aggregate(newest=Max("number"))["newest"] or 0


def to_be_told(most: int) -> list[Plan]:
    """Plans whose owners want mail and whose event was released since they were told; by address."""
    newest = Release.objects.filter(event=OuterRef("event")).order_by("-number").values("number")[:1]
    waiting = Plan.objects.filter(email_confirmed_at__isnull=False).annotate(newest=Subquery(newest))
    late = waiting.filter(told_release__lt=F("newest")).select_related("event__public")
    return list(late.order_by("event", "email_key", "pk")[:most])


def favourites_of(plans: Iterable[Plan]) -> QuerySet[Favourite]:
    """The favourites of some plans with what the public knows of them."""
    return Favourite.objects.filter(plan__in=list(plans)).select_related("session__public", "plan")


def old_plans(day: date) -> QuerySet[Plan]:
    """Plans of events that ended before this day; of events without a known day those made a year before it."""
    last = Coalesce("event__ends_on", "event__starts_on")
    ended = Q(last__lt=day, event__precision="day")
    undated = ~Q(event__precision="day") & Q(created_at__year__lt=day.year - 1)
    return Plan.objects.annotate(last=last).filter(ended | undated)
