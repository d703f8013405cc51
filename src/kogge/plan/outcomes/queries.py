"""Who must be told what: the result of each submission, and whose last letter says something else."""

from dataclasses import dataclass

from kogge.plan.calls.models import Call, Submission
from kogge.plan.decisions.models import LetterText, Placement

from .models import Notice

Kind = Placement.Kind
Outcome = Submission.Outcome


@dataclass(frozen=True)
class Result:
    """What one submission's applicants are to be told about one stage."""

    submission: int
    kind: str
    prizes: tuple[int, ...] = ()
    place: int | None = None
    feedback: str = ""


def results(call: Call, stage: int) -> dict[int, Result]:
    """By submission; empty while a prize of this stage is open, so that nobody gets two letters."""
    decisions = [one for one in call.decisions.all() if (one.among_id or 0) == stage]
    if not decisions:
        return {} if stage else _from_list(call)
    if not all(one.is_frozen for one in decisions):
        return {}
    found: dict[int, list[Placement]] = {}
    for row in Placement.objects.filter(decision__in=decisions).exclude(kind=Kind.WITHDRAWN):
        found.setdefault(row.submission_id, []).append(row)
    return {pk: _result(pk, rows) for pk, rows in found.items()}


def _result(pk: int, rows: list[Placement]) -> Result:
    feedback = "\n\n".join(one.feedback for one in rows if one.feedback)
    won = [one for one in rows if one.kind == Kind.WINNER]
    if won:
        place = won[0].place if len(won) == 1 else None
        return Result(pk, Outcome.ACCEPTED, tuple(sorted(one.decision_id for one in won)), place, feedback)
    waits = [one.place or 0 for one in rows if one.kind == Kind.RESERVE]
    if waits:
        return Result(pk, Outcome.WAITLISTED, (), min(waits), feedback)
    return Result(pk, Outcome.REJECTED, (), None, feedback)


def _from_list(call: Call) -> dict[int, Result]:
    """Of a call without a decision: what staff set in the list."""
    rows = call.submissions.handed_in().exclude(outcome="").values_list("pk", "outcome")
    return {pk: Result(pk, outcome) for pk, outcome in rows}


def due(call: Call, stage: int) -> list[Result]:
    """Whose last letter does not say what is true now."""
    told: dict[int, tuple[str, tuple[int, ...]]] = {}
    notices = Notice.objects.filter(submission__call=call, stage=stage).order_by("number")
    for pk, kind, prizes in notices.values_list("submission", "kind", "prizes"):
        same = Outcome.ACCEPTED if kind == LetterText.Kind.MOVED_UP else kind
        told[pk] = (str(same), tuple(prizes))
    return [
        one
        for one in results(call, stage).values()
        if told.get(one.submission) != (str(one.kind), one.prizes)
    ]
