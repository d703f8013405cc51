"""The same workshop several times: runs share title, text and people; each has its own place and its own seats."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.refusals import Refused
from kogge.plan.events import actions as events
from kogge.plan.events.actions.values import free_slug
from kogge.plan.events.models import Session

from .. import queries
from ..models import SessionPlan

SHARED = (
    "title_de", "title_en", "title_is_ours", "kind", "abstract_de", "abstract_en", "language", "track", "subjects",
)  # fmt: skip
MOST_RUNS = 20


@transaction.atomic
def add_runs(session: Session, count: int, *, by: Any, seats: int | None = None) -> list[Session]:
    """Offer a workshop `count` more times, with `seats` in each new run. New runs stand nowhere yet."""
    first = queries.first_run(session)
    plan, _made = SessionPlan.objects.get_or_create(session=first)
    if plan.workshop_id is None:
        plan.workshop = first
        plan.save(update_fields=["workshop"])
    last = SessionPlan.objects.filter(workshop=first).aggregate(last=Max("run"))["last"] or 1
    if not 1 <= count <= MOST_RUNS - last:
        raise Refused(
            _("A workshop can be offered %(most)d times in all. Please choose a smaller number.")
            % {"most": MOST_RUNS},
            field="count",
        )
    values = {name: getattr(first, name) for name in SHARED}
    people = [(row.person, row.role) for row in first.contributions.select_related("person")]
    made = []
    for number in range(last + 1, last + count + 1):
        values["slug"] = free_slug(f"{first.slug}-{number}", first.event.sessions.all())
        run = events.add_session(first.event, by=by, values={**values, "capacity": seats}, people=people)
        run.organizations.set(first.organizations.all())
        needs = {name: getattr(plan, name) for name in ("minutes", "features", "expected", "is_big")}
        needs["minutes"] = queries.minutes_of(first)
        SessionPlan.objects.update_or_create(
            session=run, defaults={**needs, "workshop": first, "run": number}
        )
        made.append(run)
    history.record(first, "runs added", by=by, after={"runs": [one.pk for one in made], "seats": seats})
    return made


@transaction.atomic
def share(session: Session, *, by: Any = "runs of a workshop") -> None:
    """Let all runs of a workshop have the title, text and people of the run that was just changed."""
    first = queries.first_run(session)
    values = {name: getattr(session, name) for name in SHARED}
    people = [(row.person, row.role) for row in session.contributions.select_related("person")]
    for run in Session.objects.filter(plan__workshop=first).exclude(pk=session.pk):
        theirs = [(row.person, row.role) for row in run.contributions.select_related("person")]
        if theirs != people or any(getattr(run, name) != value for name, value in values.items()):
            events.change_session(run, by=by, values=values, people=people)
