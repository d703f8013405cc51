"""Setting up a decision and choosing: filled in from the ranking, then moved step by step."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.refusals import Refused
from kogge.plan.calls.models import Call
from kogge.plan.juries.comparing import standing
from kogge.plan.juries.models import Juror, Review

from .. import queries
from ..choosing import NONE, RESERVE, WINNER, CannotChoose, Choice, proposed
from ..models import Ballot, Decision, Placement

FIELDS = ("title_de", "title_en", "winners", "reserves", "phase", "among", "track", "decided_on", "meeting")
STEPS = {WINNER, RESERVE, NONE, "up", "down"}
FEEDBACK_MOST = 2000


@transaction.atomic
def create(call: Call, *, by: Any, values: Mapping[str, Any]) -> Decision:
    """One decision more: one for each prize or track."""
    position = call.decisions.count()
    decision = Decision(
        call=call, position=position, **{name: values[name] for name in FIELDS if name in values}
    )
    _fits(decision)
    decision.save()
    history.record(decision, "created", by=by, after={"call": call.slug, "winners": decision.winners})
    return decision


@transaction.atomic
def change(decision: Decision, *, by: Any, values: Mapping[str, Any]) -> Decision:
    """Change words and numbers while it is open. Fewer places than are taken are refused."""
    fresh = taken(decision)
    before = {name: _plain(getattr(fresh, name)) for name in FIELDS}
    for name in FIELDS:
        if name in values:
            setattr(fresh, name, values[name])
    _fits(fresh)
    now = queries.choice(fresh, fresh.placements.all())
    if len(now.winners) > fresh.winners:
        raise Refused(_("More have been chosen already. Take somebody out first."), field="winners")
    if len(now.reserves) > fresh.reserves:
        raise Refused(_("More reserves have been chosen already. Take somebody out first."), field="reserves")
    fresh.save()
    after = {name: _plain(getattr(fresh, name)) for name in FIELDS}
    changed = [name for name in FIELDS if before[name] != after[name]]
    history.record(
        fresh, "changed", by=by, before={n: before[n] for n in changed}, after={n: after[n] for n in changed}
    )
    return fresh


@transaction.atomic
def delete(decision: Decision, *, by: Any) -> None:
    """Drop a decision that was never frozen."""
    fresh = taken(decision)
    if fresh.frozen_at:
        raise Refused(_("This was decided once; it stays with its minutes."))
    history.record(fresh, "deleted", by=by, before={"title_de": fresh.title_de})
    try:
        fresh.delete()
    except ProtectedError as error:
        raise Refused(
            _("Another decision is made among its winners. Please delete that one first.")
        ) from error


@transaction.atomic
def fill(decision: Decision, *, by: Any) -> Choice:
    """Everybody who may be chosen, and the ranking's own choice: the first N win, the next ones wait."""
    fresh = taken(decision)
    rows = {row.submission: row for row in standing.ranking(fresh.phase).rows} if fresh.phase else {}
    codes = {one.pk: one.code for one in queries.candidates(fresh)}
    found = set(codes)
    known = {one.submission_id: one for one in fresh.placements.exclude(kind=Placement.Kind.WITHDRAWN)}
    fresh.placements.filter(submission__in=known.keys() - found).delete()
    Placement.objects.bulk_create(
        Placement(decision=fresh, submission_id=pk) for pk in sorted(found - known.keys())
    )
    kept = [one for one in fresh.placements.all() if one.submission_id in found]
    for one in kept:
        row = rows.get(codes[one.submission_id])
        one.ranked, one.low, one.high = (row.place, row.low, row.high) if row else (None, None, None)
        one.raw_mean, one.normalised = (row.raw_mean, row.normalised) if row else (None, None)
        one.count = row.count if row else 0
    Placement.objects.bulk_update(kept, ["ranked", "low", "high", "raw_mean", "normalised", "count"])
    ranked = sorted((one for one in kept if one.ranked), key=lambda one: (one.ranked or 0, one.submission_id))
    chosen = proposed([one.submission_id for one in ranked], fresh.winners, fresh.reserves)
    place(fresh, chosen)
    history.record(fresh, "filled in from the ranking", by=by, after=_codes(fresh))
    return chosen


@transaction.atomic
def step(decision: Decision, submission: int, move: str, *, by: Any) -> Choice:
    """One step: to the winners, the reserves or out, or up or down within them."""
    fresh = taken(decision)
    if (
        move not in STEPS
        or not fresh.placements.filter(submission=submission).exclude(kind="withdrawn").exists()
    ):
        raise Refused(_("This submission cannot be chosen here."))
    now = queries.choice(fresh, fresh.placements.all())
    try:
        wanted = now.put(submission, move) if move in {WINNER, RESERVE, NONE} else now.shift(
            submission, -1 if move == "up" else 1
        )  # fmt: skip
    except CannotChoose as refusal:
        raise Refused(_too_many(fresh, refusal.why)) from refusal
    if wanted != now:
        place(fresh, wanted)
        history.record(fresh, "chosen", by=by, before=_row_codes(fresh, now), after=_row_codes(fresh, wanted))
    return wanted


@transaction.atomic
def note(decision: Decision, words: Mapping[int, tuple[str, str]], *, by: Any) -> None:
    """Keep reasons and feedback: {submission: (reason, feedback)}."""
    fresh = taken(decision)
    changed = []
    for one in fresh.placements.filter(submission__in=words):
        reason, feedback = (text.strip()[:FEEDBACK_MOST] for text in words[one.submission_id])
        if (one.reason, one.feedback) != (reason, feedback):
            one.reason, one.feedback = reason, feedback
            changed.append(one)
    if changed:
        Placement.objects.bulk_update(changed, ["reason", "feedback"])
        history.record(
            fresh, "reasons written", by=by, after={"submissions": sorted(one.pk for one in changed)}
        )


@transaction.atomic
def take_over_comments(decision: Decision, *, by: Any) -> int:
    """Put the jurors' reasons where no feedback was written yet. Staff read them before anything is frozen."""
    fresh = taken(decision)
    empty = {one.submission_id: one for one in fresh.placements.filter(feedback="")}
    reviews = Review.objects.filter(
        assignment__phase=fresh.phase_id or 0, assignment__submission__in=empty, handed_in_at__isnull=False
    ).exclude(comment="")  # fmt: skip
    said: dict[int, list[str]] = {}
    for pk, comment in reviews.order_by("comment").values_list("assignment__submission", "comment"):
        said.setdefault(pk, []).append(comment.strip())
    for pk, comments in said.items():
        empty[pk].feedback = "\n\n".join(comments)[:FEEDBACK_MOST]
    Placement.objects.bulk_update([empty[pk] for pk in said], ["feedback"])
    history.record(fresh, "comments taken over", by=by, after={"submissions": len(said)})
    return len(said)


@transaction.atomic
def vote(decision: Decision, votes: Mapping[Juror, str], *, by: Any) -> None:
    """Who decided: how each juror voted on the decision as a whole."""
    fresh = taken(decision)
    rows = [Ballot(decision=fresh, juror=juror, vote=vote) for juror, vote in votes.items() if vote]
    fresh.ballots.all().delete()
    Ballot.objects.bulk_create(rows)
    history.record(fresh, "votes noted", by=by, after={"votes": len(rows)})


def taken(decision: Decision) -> Decision:
    """The decision as it is now, locked until the transaction ends; Refused when it is frozen."""
    fresh = locked(decision)
    if fresh.is_frozen:
        raise Refused(_("This decision is frozen. Two people can reopen it together, with a reason."))
    return fresh


def locked(decision: Decision) -> Decision:
    """The decision as it is now, locked until the transaction ends."""
    rows = Decision.objects.select_for_update(of=("self",))
    return rows.select_related("call__organization", "phase__jury", "among").get(pk=decision.pk)


def place(decision: Decision, chosen: Choice) -> None:
    """Store who stands where: first everybody steps down, so that no place is taken twice in between."""
    rows = list(decision.placements.exclude(kind=Placement.Kind.WITHDRAWN))
    decision.placements.exclude(kind=Placement.Kind.WITHDRAWN).update(kind=NONE, place=None)
    for one in rows:
        one.kind, one.place = chosen.kind(one.submission_id), chosen.place(one.submission_id)
    Placement.objects.bulk_update([one for one in rows if one.place], ["kind", "place"])


def _fits(decision: Decision) -> None:
    if not decision.title_de.strip():
        raise Refused(_("Please say what is decided, such as the name of the prize."), field="title_de")
    if decision.winners < 1:
        raise Refused(_("At least one must win."), field="winners")
    if decision.phase and decision.phase.jury.call_id != decision.call_id:
        raise Refused(_("Please choose a phase of this call’s jury."), field="phase")
    if decision.among and (decision.among.call_id != decision.call_id or decision.among.pk == decision.pk):
        raise Refused(_("Please choose another decision of this call."), field="among")


def _too_many(decision: Decision, why: str) -> str:
    if why == "full":
        return _("Exactly %(count)d win, and they are chosen already. Take somebody out first.") % {
            "count": decision.winners
        }
    return _("All %(count)d places for reserves are taken. Take somebody out first.") % {
        "count": decision.reserves
    }


def _codes(decision: Decision) -> dict[str, Any]:
    return _row_codes(decision, queries.choice(decision, decision.placements.all()))


def _row_codes(decision: Decision, chosen: Choice) -> dict[str, list[str]]:
    known = dict(decision.placements.values_list("submission", "submission__code"))
    rows: dict[str, Iterable[int]] = {"winners": chosen.winners, "reserves": chosen.reserves}
    return {name: [known[pk] for pk in row] for name, row in rows.items()}


def _plain(value: Any) -> Any:
    return getattr(value, "pk", value)
