"""The sessions of an event whose seats are counted, as one registration may book them."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils import timezone

from kogge.publish.programme.models import PublicSession
from kogge.take_part.registration.levels import Level, level
from kogge.take_part.registration.models import Capacity, Registration, State
from kogge.take_part.registration.overlaps import overlap


@dataclass(frozen=True)
class Choice:
    """One session: its seats in words, the own booking, and what it collides with."""

    capacity: Capacity
    session: PublicSession
    level: Level
    part: Registration | None
    collides: str

    @property
    def is_waiting(self) -> bool:
        return self.part is not None and self.part.state == State.WAITING


def days(registration: Registration) -> list[tuple[date | None, list[Choice]]]:
    """Released sessions that have not begun, by day."""
    rows = Capacity.objects.filter(
        admission=registration.admission_id, session__public__isnull=False
    ).select_related("session__public")
    own = {part.capacity_id: part for part in registration.parts.live().select_related("capacity__session")}  # type: ignore[attr-defined]
    found = [choice for row in rows if (choice := _choice(row, own)) is not None]
    found.sort(
        key=lambda one: (_day(one) or date.max, one.session.starts_at or timezone.now(), one.session.pk)
    )
    return [(day, list(choices)) for day, choices in groupby(found, key=_day)]


def _choice(capacity: Capacity, own: dict[int, Registration]) -> Choice | None:
    session = capacity.session
    assert session is not None
    part = own.get(capacity.pk)
    begun = session.starts_at is not None and session.starts_at <= timezone.now()
    if part is None and (begun or session.state == session.State.CANCELLED):
        return None
    others = [row.capacity.session for row in own.values() if row.capacity_id != capacity.pk]
    collides = next((str(one) for one in others if one is not None and overlap(session, one)), "")
    return Choice(capacity, session.public, level(capacity.seats, capacity.taken), part, collides)


def _day(choice: Choice) -> date | None:
    starts_at = choice.session.starts_at
    return timezone.localdate(starts_at) if starts_at else None
