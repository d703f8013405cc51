"""Who must be told what: the result of each submission, and whose last letter says something else."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from kogge.plan.calls.models import Call, Submission
from kogge.plan.decisions import queries as decided
from kogge.plan.decisions.models import Decision, LetterText, Placement

from .models import Notice, Reply

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


def stages_to_tell(call: Call) -> list[dict[str, Any]]:
    """Each stage with its prizes: whether it can be told, and how many wait for which letter."""
    found = []
    for among, decisions in decided.stages(call) or [(None, [])]:
        stage = among.pk if among else 0
        waiting = Counter(str(one.kind) for one in due(call, stage))
        still = [one for one in decisions if not one.is_frozen]
        told = Notice.objects.filter(submission__call=call, stage=stage).count()
        kinds = [(label, waiting[value]) for value, label in Outcome.choices if waiting[value]]
        found.append(
            {
                "stage": stage,
                "among": among,
                "decisions": decisions,
                "open": still,
                "kinds": kinds,
                "told": told,
            }
        )
    return found


def listed(call: Call, only: str) -> QuerySet[Submission]:
    """What was handed in, by result; "undecided" has none."""
    rows = call.submissions.handed_in().select_related("reply", "session").prefetch_related("applicants")
    if only == "undecided":
        return rows.filter(outcome="")
    return rows.filter(outcome=only) if only in Outcome.values else rows


def counts(call: Call) -> dict[str, int]:
    """How many have which result."""
    rows = call.submissions.handed_in().order_by().values_list("outcome").annotate(Count("pk"))
    found = {outcome or "undecided": count for outcome, count in rows}
    return {**found, "everything": sum(found.values())}


def last_notice(submission: Submission) -> Notice | None:
    """What was last told about this answer."""
    return Notice.objects.filter(submission=submission).order_by("-at", "-pk").first()


def reply_of(submission: Submission) -> Reply | None:
    """What they replied."""
    return Reply.objects.filter(submission=submission).first()


@dataclass(frozen=True)
class Published:
    """One prize as the public sees it."""

    decision: Decision
    named: list[Placement]
    unnamed: int


def published(call: Call) -> list[Published]:
    """What was published of a call: winners who agreed by name, the others by number."""
    decisions = list(call.decisions.exclude(published_at=None).order_by("position", "pk"))
    rows = Placement.objects.filter(decision__in=decisions, kind=Kind.WINNER).order_by("place")
    by_decision: dict[int, list[Placement]] = {one.pk: [] for one in decisions}
    for row in rows.select_related("submission__reply"):
        by_decision[row.decision_id].append(row)
    found = []
    for one in decisions:
        named = [row for row in by_decision[one.pk] if _may_be_named(row.submission)]
        found.append(Published(one, named, len(by_decision[one.pk]) - len(named)))
    return found


def _may_be_named(submission: Submission) -> bool:
    return hasattr(submission, "reply") and submission.reply.may_be_named
