"""Asking for a run, stopping it, taking its timetable over, throwing it away."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.plan.timetable import draft
from kogge.plan.timetable import queries as timetable
from kogge.plan.timetable.actions import Placing, place_many
from kogge.plan.timetable.models import Timetable

from . import building
from .models import Run

State = Run.State
LONGEST = 600


@transaction.atomic
def ask(
    table: Timetable,
    *,
    kind: str = Run.Kind.SOLVE,
    seconds: int,
    seed: int,
    options: dict[str, Any],
    by: User,
) -> Run:
    """Ask for a timetable, with `repair` for the fewest moves that mend it, with `prices` for what stability costs.

    The clock starts it within seconds.

    Refused at once where nothing could be computed, so that nobody waits for a sentence.
    """
    if not 1 <= seconds <= LONGEST:
        raise Refused(_("Please choose between 1 and %(most)s seconds.") % {"most": LONGEST}, field="seconds")
    building.build(table, options, keep_near=kind == Run.Kind.REPAIR)
    if kind == Run.Kind.PRICES and not timetable.released_places(table.event):
        raise Refused(_("Nothing is published yet, so everything may move and stability costs nothing."))
    try:
        with transaction.atomic():
            run = Run.objects.create(
                timetable=table, kind=kind, seconds=seconds, seed=seed, options=options, asked_by=str(by.pk),
                asked_at=timezone.now(),
            )  # fmt: skip
    except IntegrityError:
        raise Refused(
            _("A run for this timetable is under way already. Stop it first, or wait for it.")
        ) from None
    after = {"run": run.code, "kind": kind, "seconds": seconds, "options": options}
    history.record(table, "solver asked", by=by, after=after)
    return run


@transaction.atomic
def stop(run: Run, *, by: User) -> None:
    """Stop a run, also while it waits, is installed or loaded. Its best timetable so far is kept."""
    waiting = Run.objects.filter(pk=run.pk, state=State.WAITING)
    if waiting.update(state=State.STOPPED, ended_at=timezone.now()) or Run.objects.filter(
        pk=run.pk, state=State.RUNNING
    ).update(stop_asked=True):
        history.record(run.timetable, "solver stopped", by=by, after={"run": run.code})


@transaction.atomic
def discard(run: Run, *, by: User) -> None:
    """Throw a timetable away. The draft stays as it is."""
    rows = Run.objects.filter(pk=run.pk, state__in=[State.DONE, State.BROKEN, State.FAILED])
    if rows.update(state=State.DISCARDED):
        history.record(run.timetable, "solver's timetable discarded", by=by, after={"run": run.code})


@transaction.atomic
def apply(run: Run, *, by: User) -> int:
    """Take the timetable over into the draft, all of it or nothing; how many sessions it placed.

    Refused where somebody moved one of its sessions since the run read the draft.
    """
    run = Run.objects.select_for_update().select_related("timetable__event").get(pk=run.pk)
    if not run.can_be_applied:
        raise Refused(_("This timetable was applied or discarded already."))
    placings = placings_of(run)
    place_many(
        run.timetable, placings, by=by, reason=_("Solver, run %(code)s") % {"code": run.code},
        expected_revision=run.revision,
    )  # fmt: skip
    Run.objects.filter(pk=run.pk).update(state=State.APPLIED)
    return sum(one.starts_at is not None for one in placings)


def placings_of(run: Run) -> list[Placing]:
    """What the run's numbers mean: each session with its room and time. What stays where it is keeps its length."""
    layout, solution = run.layout, run.solution
    return [
        Placing(key, layout["rooms"][room], moment(layout, start)) if room >= 0 else Placing(key, None, None)
        for key, start, room in zip(layout["sessions"], solution["start"], solution["room"], strict=True)
    ]


def moment(layout: dict[str, Any], slot: int) -> datetime:
    """When a slot begins."""
    day, rest = divmod(slot, layout["per_day"])
    return draft.moment(layout["days"][day] + rest * layout["minutes"])
