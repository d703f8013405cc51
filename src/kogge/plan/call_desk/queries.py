"""What the desk asks about calls and what came in."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from kogge.network.accounts.permissions import Somebody
from kogge.plan.calls.models import Applicant, Call, Hit, Submission

State = Submission.State

COUNTED = Q(submissions__state="submitted", submissions__discarded_at=None)
WAITING = COUNTED & Q(submissions__hits__state=Hit.State.OPEN)
"""Answers against which a rule speaks, and nobody has decided yet."""


def with_counts(user: Somebody) -> QuerySet[Call]:
    """The desk's calls with how much came in and how much waits for a person."""
    drafts = Q(submissions__state="draft", submissions__discarded_at=None)
    return (
        Call.objects.of_staff(user, "call.manage")
        .select_related("organization", "event")
        .annotate(
            drafts=Count("submissions", filter=drafts, distinct=True),
            handed_in=Count("submissions", filter=COUNTED, distinct=True),
            waiting=Count("submissions", filter=WAITING, distinct=True),
        )
    )


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


def numbers(call: Call) -> list[tuple[str, str, int]]:
    """How many answers there are in each state and result, if any: (as the filter knows it, in words, count)."""
    kept = Q(discarded_at=None)
    named = {str(value): str(label) for value, label in [*State.choices, *Submission.Outcome.choices]}
    counted = {value: Count("pk", filter=kept & Q(state=value)) for value in State.values}
    counted |= {
        value: Count("pk", filter=kept & Q(state=State.SUBMITTED, outcome=value))
        for value in Submission.Outcome.values
    }
    found = call.submissions.aggregate(**counted, discarded=Count("pk", filter=~kept))
    return [(key, named.get(key, _("Discarded")), count) for key, count in found.items() if count]


def same_origin(submission: Submission) -> int:
    """How many answers to the call came from the same network."""
    if not submission.origin:
        return 0
    return submission.call.submissions.kept().filter(origin=submission.origin).count()
