"""Questions about juries: who may read what, what was scored, how far everybody is."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from kogge.plan.calls.models import Submission
from kogge.plan.calls.queries import judged

from . import scoring
from .models import Assignment, Criterion, Declaration, Juror, Jury, Phase, Review


@dataclass(frozen=True)
class Score:
    """One sheet that was handed in and counts: its scores by criterion, and their weighted mean from 0 to 100."""

    juror_id: int
    submission_id: int
    scores: dict[str, Any]
    value: float
    comment: str


def without_conflict(rows: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Those whose juror may read the file."""
    conflict = Declaration.objects.filter(
        juror=OuterRef("juror"), submission=OuterRef("submission"), kind=Declaration.Kind.CONFLICT
    )
    return rows.filter(~Exists(conflict))


def counted(phase: Phase) -> QuerySet[Assignment]:
    """Assignments of a phase that count: no conflict, and the file is still judged."""
    return without_conflict(phase.assignments.filter(submission__in=judged(phase.jury.call)))


def scores(phase: Phase) -> list[Score]:
    """Every sheet of a phase that was handed in and counts, in a fixed order."""
    criteria = list(phase.jury.criteria.all())
    rows = Review.objects.filter(assignment__in=counted(phase), handed_in_at__isnull=False)
    found = []
    for row in rows.select_related("assignment").order_by("assignment__submission", "assignment__juror"):
        value = scoring.weighted(criteria, row.scores)
        if value is not None:
            pair = row.assignment
            found.append(Score(pair.juror_id, pair.submission_id, row.scores, value, row.comment))
    return found


def forbidden(juror: Juror) -> QuerySet[Declaration]:
    """What hides files from a juror."""
    return juror.declarations.filter(kind=Declaration.Kind.CONFLICT)


def files(juror: Juror) -> QuerySet[Assignment]:
    """What a juror may open: assigned, begun, without conflict, still judged."""
    rows = Assignment.objects.filter(
        juror=juror, phase__opens_at__lte=timezone.now(), submission__in=judged(juror.jury.call)
    )
    found = without_conflict(rows).select_related(
        "phase", "submission__call__event", "submission__track", "review"
    )
    return found.prefetch_related(
        "submission__applicants", "submission__topics", "submission__files"
    ).order_by("phase__position", "submission__code")


def others(assignment: Assignment) -> list[Review]:
    """Sheets of other jurors, once one's own is handed in and where the phase allows it. Otherwise nothing."""
    own = getattr(assignment, "review", None)
    if own is None or own.handed_in_at is None or not assignment.phase.right("others"):
        return []
    same = counted(assignment.phase).filter(submission=assignment.submission).exclude(juror=assignment.juror)
    return list(Review.objects.filter(assignment__in=same, handed_in_at__isnull=False).order_by("pk"))


def to_bid_on(juror: Juror, phase: Phase) -> QuerySet[Submission]:
    """What a juror may say wishes about: everything judged that no conflict hides from them."""
    return judged(phase.jury.call).exclude(pk__in=forbidden(juror).values("submission")).order_by("code")


def bids_open(phase: Phase) -> bool:
    """Whether wishes are asked for: allowed, not over, and nobody was assigned yet."""
    return bool(phase.right("bids")) and timezone.now() < phase.closes_at and not phase.assignments.exists()


def with_progress(jury: Jury) -> QuerySet[Any]:
    """Jurors with how many sheets they have to fill in, and how many they handed in. Files to compare need none."""
    conflict = Declaration.objects.filter(
        juror=OuterRef("assignments__juror"), submission=OuterRef("assignments__submission"), kind="conflict"
    )
    counts = Q(
        ~Exists(conflict),
        ~Q(assignments__phase__mode=Phase.Mode.PAIRS),
        assignments__submission__in=judged(jury.call).values("pk"),
    )
    rows = jury.jurors.annotate(
        files=Count("assignments", filter=counts, distinct=True),
        done=Count("assignments", filter=counts & Q(assignments__review__handed_in_at__isnull=False), distinct=True),
    )  # fmt: skip
    return rows.annotate(left=F("files") - F("done"))


def seats_of(user: Any) -> QuerySet[Juror]:
    """Where somebody of the staff sits in a jury."""
    return Juror.objects.filter(user=user, left_at=None).select_related("jury__call")


def scored(call: Any) -> dict[int, tuple[int, int, float | None]]:
    """Per submission of a call: how many jurors it has, how many handed in, and the mean of their weighted scores."""
    jury = Jury.objects.filter(call=call).first()
    if jury is None:
        return {}
    criteria = list(jury.criteria.all())
    rows = Assignment.objects.filter(phase__jury=jury).exclude(phase__mode=Phase.Mode.PAIRS)
    sheets: dict[int, list[float | None]] = defaultdict(list)
    for one in without_conflict(rows).select_related("review"):
        review = getattr(one, "review", None)
        handed_in = review is not None and review.handed_in_at is not None
        sheets[one.submission_id].append(value_of(review, criteria) if review and handed_in else None)
    return {key: (len(all_), len(_real(all_)), _mean(_real(all_))) for key, all_ in sheets.items()}


def criteria_of(jury: Jury) -> list[tuple[Criterion, int]]:
    """Criteria with their share of the result in per cent."""
    rows = list(jury.criteria.all())
    return [(one, scoring.share(one, rows)) for one in rows]


def _real(values: Iterable[float | None]) -> list[float]:
    return [value for value in values if value is not None]


def _mean(values: list[float]) -> float | None:
    return sum(values) / len(values) if values else None


def value_of(review: Review, criteria: Iterable[Criterion]) -> float | None:
    """The weighted mean of a sheet, from 0 to 100."""
    return scoring.weighted(criteria, review.scores)
