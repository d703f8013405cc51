"""What the timetable does when a programme is changed outside its grid."""

from typing import Any

from django.db.models import F

from kogge.plan.events.models import Event, Session

from .models import SessionPlan, Timetable
from .queries import planned_with


def times_kept_in_step(*, event: Event, session: Session | None = None, **_facts: Any) -> None:
    """A change in a form counts as a change of the draft, so that no editor of the grid overwrites it unseen."""
    table = Timetable.objects.filter(event=planned_with(event))
    if table.update(revision=F("revision") + 1) and session is not None:
        revision = table.values_list("revision", flat=True).get()
        SessionPlan.objects.update_or_create(session=session, defaults={"moved_in": revision, "moved_by": ""})
