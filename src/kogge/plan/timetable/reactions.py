"""What the timetable does when a programme is changed outside its grid."""

from typing import Any

from django.db.models import F

from kogge.plan.events.models import Event, Session

from .actions import share
from .models import SessionPlan, Timetable
from .queries import planned_with


def times_kept_in_step(*, event: Event, session: Session | None = None, **_facts: Any) -> None:
    """A change in a form counts as a change of the draft, so that no editor of the grid overwrites it unseen.

    What was changed of one run of a workshop is true of all its runs.
    """
    table = Timetable.objects.filter(event=planned_with(event))
    if not table.update(revision=F("revision") + 1) or session is None:
        return
    now = {"moved_in": table.get().revision, "moved_by": ""}
    plan, _made = SessionPlan.objects.update_or_create(session=session, defaults=now)
    if plan.workshop_id is not None:
        share(session)
