"""Questions about calls and what came in."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from .models import Applicant, Call, Hit, Submission


def public_calls() -> list[Call]:
    """Published calls that have not ended: open ones by their end, then those that open later."""
    now = timezone.now()
    rows = Call.objects.published().filter(Q(closes_at=None) | Q(closes_at__gt=now), previous=None)
    return sorted(rows, key=lambda one: (not one.has_begun(now), one.closes_at is None, one.closes_at or now))


def judged(call: Call) -> QuerySet[Submission]:
    """What a jury judges: handed in, neither withdrawn nor discarded, not excluded by a person.

    A hit that nobody has looked at yet excludes nothing: that is for a person to say.
    """
    excluded = Hit.objects.filter(submission=OuterRef("pk"), state=Hit.State.EXCLUDED)
    rows = call.submissions.handed_in().filter(~Exists(excluded))
    return rows.select_related("call__event", "track").prefetch_related("applicants", "topics", "files")


def answers_of(email_key: str) -> list[tuple[Applicant, Submission]]:
    """Everything one mail address has answered, the newest first."""
    rows = Applicant.objects.filter(
        email_key=email_key, role=Applicant.Role.MAIN, submission__discarded_at=None
    )
    found = rows.select_related("submission__call__organization").order_by("-submission__pk")[:20]
    return [(one, one.submission) for one in found]


def targets_of(submission: Submission) -> list[Call]:
    """Open calls into which this answer can be copied now; the phase it was chosen for comes first."""
    rows = Call.objects.published().filter(kind=submission.call.kind).exclude(pk=submission.call_id)
    chosen = (
        submission.outcome == Submission.Outcome.ACCEPTED and submission.state == Submission.State.SUBMITTED
    )
    fits = [
        one
        for one in rows
        if one.is_open() and one.previous_id in {None, submission.call_id if chosen else None}
    ]
    return sorted(fits, key=lambda one: one.previous_id is None)
