"""What visitors want to see: imported preferences, and what later stages know of it."""

from kogge.core.reactions import announce
from kogge.plan.events.models import Event

from . import queries
from .models import Preference


def wishes(event: Event) -> list[list[int]]:
    """One list of session keys per visitor; sessions that are gone or cancelled are left out."""
    known = set(queries.sessions(event).values_list("pk", flat=True))
    found: list[list[int]] = list(Preference.objects.filter(event=event).values_list("sessions", flat=True))
    announce("wishes asked", event=event, wishes=found)
    kept = [[key for key in dict.fromkeys(one) if key in known] for one in found]
    return [one for one in kept if one]
