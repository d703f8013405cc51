"""Who reads what: computed by the clock in a process of its own, taken over only if nothing changed meanwhile.

A sheet that was begun or handed in stays with its juror. After somebody left or a conflict came up, the others keep
what they have, and only empty places are filled.
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q, prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.refusals import Refused
from kogge.plan.calls.eligibility import same_organization
from kogge.plan.calls.models import Submission
from kogge.plan.calls.queries import judged
from kogge.plan.juries import queries
from kogge.plan.juries.actions.people import find_conflicts
from kogge.plan.juries.assigning import CONFLICT, Problem
from kogge.plan.juries.assigning.loads import even_loads
from kogge.plan.juries.models import Assignment, AssignmentRun, Declaration, Juror, Phase

from .fit import fit

State = AssignmentRun.State
_DEAD_AFTER = timedelta(minutes=2)
_LONGEST = timedelta(minutes=15)


@dataclass(frozen=True)
class Task:
    """A problem with the records its numbers stand for."""

    problem: Problem
    jurors: list[Juror]
    files: list[Submission]


@transaction.atomic
def start(phase: Phase, *, keeps: bool, by: Any) -> AssignmentRun:
    """Ask the clock to hand out the files of a phase: all anew, or only what is empty (`keeps`)."""
    if phase.closes_at <= timezone.now():
        raise Refused(_("This phase is over; files are not handed out any more."))
    if phase.runs.filter(state__in=[State.WAITING, State.RUNNING]).exists():
        raise Refused(_("It is being computed already."))
    find_conflicts(phase.jury, by=by)
    actor = str(getattr(by, "pk", None) or by)
    return AssignmentRun.objects.create(phase=phase, keeps=keeps, actor=actor)


def stop(run: AssignmentRun) -> None:
    """Stop a computation; nothing of it is taken over."""
    rows = AssignmentRun.objects.filter(pk=run.pk, state__in=[State.WAITING, State.RUNNING])
    rows.update(state=State.STOPPED, ended_at=timezone.now())


def work_off() -> int:
    """Compute what waits, one after the other. A run whose process died is begun again. Returns how many ended."""
    ended = 0
    while (run := _claimed()) is not None:
        _compute(run)
        ended += 1
    return ended


def task_of(phase: Phase, *, keeps: bool) -> Task:
    """The problem a phase poses now."""
    files = list(judged(phase.jury.call).order_by("pk"))
    place = {one.pk: number for number, one in enumerate(files)}
    rows = [
        one
        for one in queries.without_conflict(phase.assignments.all())
        .select_related("review", "juror")
        .order_by("pk")
        if one.submission_id in place
    ]
    stands = [
        one for one in rows if getattr(one, "review", None) and (one.review.handed_in_at or one.review.scores)
    ]
    present = Q(left_at=None) | Q(pk__in=[one.juror_id for one in stands])
    jurors = list(phase.jury.jurors.filter(present).order_by("pk"))
    seat = {one.pk: number for number, one in enumerate(jurors)}
    fixed = [(seat[one.juror_id], place[one.submission_id]) for one in stands]
    before = [(seat[one.juror_id], place[one.submission_id]) for one in rows if one.juror_id in seat]
    caps = [0 if one.left_at else len(files) if one.most is None else one.most for one in jurors]
    held = [sum(1 for juror, _file in fixed if juror == number) for number in range(len(jurors))]
    places = sum(
        max(phase.per_submission, sum(1 for _j, file in fixed if file == n)) for n in range(len(files))
    )
    least, most = even_loads(places, caps, held)
    names = [same_organization(one.organization_name) for one in jurors] if phase.one_per_organization else []
    problem = Problem(
        _values(jurors, files), phase.per_submission, [0] * len(least) if keeps else least, most, names, fixed,
        sorted(set(before) - set(fixed)) if keeps else [],
        [max(cap, have) for cap, have in zip(caps, held, strict=True)],
    )  # fmt: skip
    return Task(problem, jurors, files)


@transaction.atomic
def add(phase: Phase, juror: Juror, submission: Submission, *, by: Any) -> None:
    """Hand one file to one juror."""
    if queries.forbidden(juror).filter(submission=submission).exists():
        raise Refused(
            _("%(name)s has a conflict of interest in this file.") % {"name": juror.name}, field="juror"
        )
    _row, made = Assignment.objects.get_or_create(phase=phase, juror=juror, submission=submission)
    if not made:
        raise Refused(_("%(name)s has this file already.") % {"name": juror.name}, field="juror")
    history.record(phase, "file handed out", by=by, after={"juror": juror.pk, "submission": submission.pk})


@transaction.atomic
def remove(assignment: Assignment, *, by: Any) -> None:
    """Take a file from a juror, as long as no sheet was handed in."""
    review = getattr(assignment, "review", None)
    if review is not None and review.handed_in_at:
        raise Refused(_("The sheet was handed in; it stays."))
    facts = {"juror": assignment.juror_id, "submission": assignment.submission_id}
    history.record(assignment.phase, "file taken back", by=by, before=facts)
    assignment.delete()


def _values(jurors: list[Juror], files: list[Submission]) -> list[list[int]]:
    """How well each juror fits each file; CONFLICT where they must not meet or the juror has left."""
    topics = [{one.slug for one in file.topics.all()} for file in files]
    place = {one.pk: number for number, one in enumerate(files)}
    rows = []
    prefetch_related_objects(jurors, "declarations")
    for juror in jurors:
        declared = juror.declarations.all()
        known = set(juror.expertise)
        wishes = {row.submission_id: row.bid for row in declared if row.bid is not None}
        values = [fit(known, asked, wishes.get(file.pk)) for asked, file in zip(topics, files, strict=True)]
        for row in declared:
            if row.kind == Declaration.Kind.CONFLICT and row.submission_id in place:
                values[place[row.submission_id]] = CONFLICT
        rows.append(values if juror.left_at is None else [CONFLICT] * len(files))
    return rows


def _claimed() -> AssignmentRun | None:
    """The next run that waits or whose process died, now ours."""
    now = timezone.now()
    due = Q(state=State.WAITING) | Q(state=State.RUNNING, beat_at__lt=now - _DEAD_AFTER)
    run = AssignmentRun.objects.filter(due).select_related("phase__jury__call").order_by("pk").first()
    if run is None:
        return None
    mine = AssignmentRun.objects.filter(due, pk=run.pk, beat_at=run.beat_at)
    return run if mine.update(state=State.RUNNING, beat_at=now, step="rules") else None


def _compute(run: AssignmentRun) -> None:
    task = task_of(run.phase, keeps=run.keeps)
    answer = _solved(run, task.problem)
    if answer is None:
        return
    if "outcome" in answer:
        _take_over(run, task, answer["outcome"])
    else:
        _fail(run, task, answer)


def _solved(run: AssignmentRun, problem: Problem) -> dict[str, Any] | None:
    """Solve in a process of its own, so that a web worker never loads the solver. None when somebody stopped it."""
    with tempfile.TemporaryFile("w+") as given, tempfile.TemporaryFile("w+") as said:
        json.dump(problem.as_dict(), given)
        given.seek(0)
        command = [sys.executable, "-m", "kogge.plan.juries.assigning"]
        process = subprocess.Popen(command, stdin=given, stdout=said, stderr=subprocess.DEVNULL)  # noqa: S603
        try:
            while not _ended(process):
                lines = _lines(said)
                step = lines[-1].get("step", "") if lines else ""
                mine = AssignmentRun.objects.filter(pk=run.pk, state=State.RUNNING)
                if not mine.update(beat_at=timezone.now(), step=step):
                    return None
                if timezone.now() - run.asked_at > _LONGEST:
                    return {"late": True}
            lines = _lines(said)
            return lines[-1] if lines and "step" not in lines[-1] else {"died": True}
        finally:
            process.kill()
            process.wait()


def _ended(process: subprocess.Popen[bytes]) -> bool:
    try:
        process.wait(timeout=0.5)
    except subprocess.TimeoutExpired:
        return False
    return True


def _lines(said: Any) -> list[dict[str, Any]]:
    said.seek(0)
    return [json.loads(line) for line in said.read().splitlines(keepends=True) if line.endswith("\n")]


@transaction.atomic
def _take_over(run: AssignmentRun, task: Task, outcome: dict[str, Any]) -> None:
    """Store the pairs, unless somebody stopped it or the records moved on: then it is computed again."""
    held = AssignmentRun.objects.select_for_update().filter(pk=run.pk, state=State.RUNNING).first()
    if held is None:
        return
    if task_of(run.phase, keeps=run.keeps).problem != task.problem:
        AssignmentRun.objects.filter(pk=run.pk).update(state=State.WAITING)
        return
    wanted = {(task.jurors[juror].pk, task.files[file].pk) for juror, file in outcome["pairs"]}
    rows = {(one.juror_id, one.submission_id): one for one in run.phase.assignments.select_related("review")}
    gone = [one.pk for key, one in rows.items() if key not in wanted and not getattr(one, "review", None)]
    Assignment.objects.filter(pk__in=gone).delete()
    new = sorted(wanted - set(rows))
    Assignment.objects.bulk_create(Assignment(phase=run.phase, juror_id=j, submission_id=s) for j, s in new)
    loads = [
        sum(1 for one, _file in wanted if one == juror.pk) for juror in task.jurors if juror.left_at is None
    ]
    result = {key: value for key, value in outcome.items() if key != "pairs"}
    result |= {"pairs": len(wanted), "new": len(new), "gone": len(gone), "files": len(task.files)}
    result |= {"jurors": len(loads), "load_low": min(loads, default=0), "load_high": max(loads, default=0)}
    held.state, held.result, held.ended_at = State.DONE, result, timezone.now()
    held.save()
    history.record(run.phase, "files handed out", by=run.actor, after=result)


def _fail(run: AssignmentRun, task: Task, answer: dict[str, Any]) -> None:
    """Keep what stands in the way, with the names its sentences need."""
    problems = answer.get("reasons") or [{"kind": next(iter(answer), "died")}]
    for one in problems:
        one["files"] = [task.files[number].pk for number in one.get("files", ())]
        one["jurors"] = [task.jurors[number].pk for number in one.get("jurors", ())]
    AssignmentRun.objects.filter(pk=run.pk, state=State.RUNNING).update(
        state=State.FAILED, problems=problems, ended_at=timezone.now()
    )
