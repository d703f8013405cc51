"""Questions about decisions: who can be chosen, who was; what a call's submissions have come to."""

from collections.abc import Iterable

from django.db.models import QuerySet

from kogge.network.accounts.models import User
from kogge.plan.calls import queries as calls
from kogge.plan.calls.models import Call, Submission

from .choosing import Choice
from .models import Decision, Placement

Kind = Placement.Kind
Outcome = Submission.Outcome


def candidates(decision: Decision) -> list[Submission]:
    """Whom this decision is about: winners of the stage before, else all that may be judged; of its track."""
    rows: QuerySet[Submission]
    if decision.among_id:
        rows = Submission.objects.handed_in().filter(
            placements__decision=decision.among_id, placements__kind=Kind.WINNER
        )
    else:
        rows = calls.judged(decision.call)
    return list(rows.filter(track=decision.track_id) if decision.track_id else rows)


def placements(decision: Decision) -> list[Placement]:
    """Every row of a decision: winners and reserves by place, then the rest as ranked."""
    order = {Kind.WINNER: 0, Kind.RESERVE: 1, Kind.NONE: 2, Kind.WITHDRAWN: 3}
    rows = decision.placements.select_related("submission__organization")
    return sorted(rows, key=lambda one: (order[Kind(one.kind)], one.place or 0, one.ranked or 10_000, one.pk))


def choice(decision: Decision, rows: Iterable[Placement]) -> Choice:
    """What is chosen now, as the rules see it."""
    ordered = sorted((one for one in rows if one.place), key=lambda one: one.place or 0)
    winners, reserves = (
        tuple(one.submission_id for one in ordered if one.kind == kind)
        for kind in (Kind.WINNER, Kind.RESERVE)
    )
    return Choice(decision.winners, decision.reserves, winners, reserves)


def winners(decision: Decision) -> list[Placement]:
    """Who won, in order."""
    return list(decision.placements.filter(kind=Kind.WINNER).select_related("submission").order_by("place"))


def names(keys: Iterable[str]) -> dict[str, str]:
    """Names of accounts by the number that records keep of them."""
    wanted = {int(key) for key in keys if key.isdecimal()}
    return {str(one.pk): one.name or one.email for one in User.objects.filter(pk__in=wanted)}


def stages(call: Call) -> list[tuple[Decision | None, list[Decision]]]:
    """The call's decisions by stage: prizes that are decided among the same submissions belong together."""
    found: dict[int, tuple[Decision | None, list[Decision]]] = {}
    for one in call.decisions.select_related("among", "phase", "track").order_by("position", "pk"):
        found.setdefault(one.among_id or 0, (one.among, []))[1].append(one)
    return list(found.values())


def outcomes(submissions: Iterable[int]) -> dict[int, str]:
    """What frozen decisions mean for a submission as a whole; none while an open one may still choose it."""
    rows: dict[int, list[Placement]] = {}
    for one in Placement.objects.filter(submission__in=list(submissions)).select_related("decision"):
        rows.setdefault(one.submission_id, []).append(one)
    return {pk: result for pk, found in rows.items() if (result := _outcome(found))}


def _outcome(rows: list[Placement]) -> str:
    kinds = {one.kind for one in rows if one.decision.is_frozen}
    if Kind.WINNER in kinds:
        return Outcome.ACCEPTED
    if any(not one.decision.is_frozen for one in rows) or Kind.WITHDRAWN in kinds:
        return ""
    return Outcome.WAITLISTED if Kind.RESERVE in kinds else Outcome.REJECTED
