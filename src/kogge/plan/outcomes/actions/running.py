"""Results and letters for many at once, piece by piece: a restart loses nothing, a stop is obeyed after a piece."""

from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.refusals import Refused
from kogge.plan.call_desk import sessions
from kogge.plan.calls import actions as calls
from kogge.plan.calls.models import Call, Submission
from kogge.plan.decisions.actions.freezing import who
from kogge.plan.decisions.models import Decision, Placement

from .. import queries
from ..models import Run
from . import telling

PIECE = 50
LETTERS, SESSIONS = "letters", "sessions"
State = Run.State


@transaction.atomic
def set_results(call: Call, submissions: Iterable[int], outcome: str, *, by: Any) -> Run:
    """Accept, put on the reserve list or reject many; accepted talks become sessions. "" takes a result back."""
    if outcome and outcome not in Submission.Outcome.values:
        raise Refused(_("Please choose what is to happen."))
    wanted = set(submissions)
    rows = call.submissions.handed_in().filter(pk__in=wanted)
    decided = Placement.objects.filter(submission__in=wanted).values_list("submission", flat=True)
    todo = sorted(rows.exclude(pk__in=decided).values_list("pk", flat=True))
    if not todo:
        raise Refused(_("Please choose at least one answer that is not part of a decision with places."))
    return _begin(call, outcome or "undo", todo, by=by)


@transaction.atomic
def send_letters(call: Call, stage: Decision | None, *, by: Any) -> Run:
    """Tell everybody of a stage who was not told, or to whom something else was told."""
    todo = sorted(one.submission for one in queries.due(call, stage.pk if stage else 0))
    if not todo:
        raise Refused(_("Nobody waits for a letter."))
    return _begin(call, LETTERS, todo, by=by, stage=stage)


@transaction.atomic
def make_sessions(call: Call, *, by: Any) -> None:
    """Accepted talks that are no session yet become one, after a decision with places. Letters need not wait for it."""
    rows = call.submissions.handed_in().filter(outcome=Submission.Outcome.ACCEPTED, session=None)
    todo = list(rows.order_by("pk").values_list("pk", flat=True))
    if todo and call.kind == Call.Kind.TALKS and call.event_id:
        _start(call, SESSIONS, todo, by=by)


@transaction.atomic
def switch(run: Run, *, by: Any, stop: bool) -> None:
    """Stop after the piece at hand, or go on."""
    before, after = (State.RUNNING, State.STOPPED) if stop else (State.STOPPED, State.RUNNING)
    if not Run.objects.filter(pk=run.pk, state=before).update(state=after):
        raise Refused(_("This is not in that state any more."))
    history.record(run, "stopped" if stop else "resumed", by=by)


def work_off(pieces: int = 1000) -> int:
    """A job: do the next pieces of every run until all are done or stopped. Returns how many submissions were done."""
    count = 0
    for pk in Run.objects.filter(state=State.RUNNING).order_by("pk").values_list("pk", flat=True):
        for _turn in range(pieces):
            done = _piece(pk)
            if done is None:
                break
            count += done
    return count


def _begin(call: Call, what: str, todo: list[int], *, by: Any, stage: Decision | None = None) -> Run:
    if call.runs.filter(state=State.RUNNING).exclude(what=SESSIONS).exists():
        raise Refused(_("Something is running for this call already. Please wait until it is done."))
    return _start(call, what, todo, by=by, stage=stage)


def _start(call: Call, what: str, todo: list[int], *, by: Any, stage: Decision | None = None) -> Run:
    run = Run.objects.create(call=call, what=what, stage=stage, todo=todo, total=len(todo), actor=who(by))
    history.record(run, "started", by=by, after={"call": call.slug, "what": what, "submissions": len(todo)})
    if len(todo) <= PIECE:
        _piece(run.pk)
        run.refresh_from_db()
    return run


@transaction.atomic
def _piece(pk: int) -> int | None:
    """The next few; None when there is nothing to do, or somebody else does it."""
    rows = Run.objects.filter(pk=pk, state=State.RUNNING)
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    run = rows.select_related("call").first()
    if run is None:
        return None
    chosen = run.todo[run.done : run.done + PIECE]
    if run.what == LETTERS:
        telling.write(run.call, run.stage_id or 0, by=run.actor, among=chosen)
    else:
        _set(run, chosen)
    run.done += len(chosen)
    if run.done >= run.total:
        run.state = State.DONE
        history.record(run, "finished", by=run.actor, after={"done": run.done, "problems": len(run.problems)})
    run.save()
    return len(chosen)


def _set(run: Run, chosen: list[int]) -> None:
    """The result of each; an accepted talk that cannot become a session is named, and the others do."""
    if run.what != SESSIONS:
        outcome = "" if run.what == "undo" else run.what
        calls.set_outcomes(Submission.objects.filter(pk__in=chosen), outcome, by=run.actor)
    wanted = run.what in {SESSIONS, Submission.Outcome.ACCEPTED}
    if wanted and run.call.kind == Call.Kind.TALKS and run.call.event_id:
        problems = sessions.make_sessions(run.call, chosen, by=run.actor)
        run.problems = [*run.problems, *(f"{code}: {why}" for code, why in problems.items())]
