"""Questions about calls and what came in."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from kogge.network.accounts.permissions import Somebody

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


def with_counts(user: Somebody) -> QuerySet[Call]:
    """The desk's calls with how much came in and how much waits for a person."""
    kept = Q(submissions__discarded_at=None)
    return (
        Call.objects.of_staff(user, "call.manage")
        .select_related("organization", "event")
        .annotate(
            drafts=Count("submissions", filter=kept & Q(submissions__state="draft"), distinct=True),
            handed_in=Count("submissions", filter=kept & Q(submissions__state="submitted"), distinct=True),
            waiting=Count(
                "submissions__hits", distinct=True,
                filter=kept & Q(submissions__state="submitted", submissions__hits__state="open"),
            ),
        )
    )  # fmt: skip


def submissions(call: Call, wanted: Mapping[str, Any]) -> QuerySet[Submission]:
    """The desk's list: state and result in one filter, words, hits, and one sender's address range."""
    rows = call.submissions.select_related("call", "track", "session").prefetch_related("applicants", "hits")
    state = wanted.get("state") or ""
    rows = rows.filter(discarded_at__isnull=False) if state == "discarded" else rows.kept()
    if state in Submission.State.values:
        rows = rows.filter(state=state)
    elif state in Submission.Outcome.values:
        rows = rows.filter(outcome=state, state="submitted")
    elif state == "undecided":
        rows = rows.filter(outcome="", state="submitted")
    elif state == "hits":
        rows = rows.filter(hits__state=Hit.State.OPEN).distinct()
    if words := wanted.get("q"):
        named = Applicant.objects.filter(
            Q(name__icontains=words) | Q(email__icontains=words), submission=OuterRef("pk")
        )
        rows = rows.filter(
            Q(title__icontains=words)
            | Q(code__iexact=words)
            | Q(organization_name__icontains=words)
            | Exists(named)
        )
    if origin := wanted.get("origin"):
        rows = rows.filter(origin=origin)
    return rows.order_by("-submitted_at", "-pk") if state != "draft" else rows.order_by("-changed_at", "-pk")


def answers_of(email_key: str) -> list[tuple[Applicant, Submission]]:
    """Everything one mail address has answered, the newest first."""
    rows = Applicant.objects.filter(
        email_key=email_key, role=Applicant.Role.MAIN, submission__discarded_at=None
    )
    found = rows.select_related("submission__call__organization").order_by("-submission__pk")[:20]
    return [(one, one.submission) for one in found]


def copies_for(call: Call, email_key: str) -> list[Submission]:
    """Earlier answers of the same address that a new draft may begin with."""
    return [
        one for _applicant, one in answers_of(email_key) if one.call_id != call.pk or one.state == "withdrawn"
    ]


def open_calls_for(submission: Submission) -> list[Call]:
    """Calls into which this answer can be copied now, and the phase it was chosen for."""
    rows = [one for one in Call.objects.published().filter(kind=submission.call.kind) if one.is_open()]
    return [one for one in rows if one.previous_id is None and one.pk != submission.call_id]
