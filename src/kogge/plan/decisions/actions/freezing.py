"""Freezing with exactly N winners, reopening by two people, and reserves that move up when a winner does not come."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kogge.core import freshness, history
from kogge.core.reactions import announce
from kogge.core.refusals import Refused
from kogge.plan.calls import actions as calls
from kogge.plan.calls.models import Submission
from kogge.plan.juries.models import Juror

from .. import content, queries
from ..choosing import against
from ..models import Ballot, Decision, Placement, Version
from .choosing import locked, place, taken

State = Decision.State
Kind = Placement.Kind


@transaction.atomic
def freeze(decision: Decision, *, by: Any) -> Version:
    """Fix it for good: exactly N winners, a reason for each that the ranking did not put there, a vote of the jury."""
    fresh = taken(decision)
    _may_be_frozen(fresh)
    fresh.decided_on = fresh.decided_on or timezone.localdate()
    fresh.vacant = 0
    version = _store(fresh, reason=fresh.reopening_reason, by=who(by))
    history.record(fresh, "frozen", by=by, after={"version": fresh.version, "digest": version.digest})
    _set_outcomes(fresh, by=by)
    announce("decided", decision=fresh, moved_up=None)
    return version


@transaction.atomic
def ask_reopening(decision: Decision, *, by: Any, reason: str) -> None:
    """Ask a second person to reopen it together."""
    fresh = locked(decision)
    said = reason.strip()[:500]
    if not fresh.is_frozen:
        raise Refused(_("This decision is open already."))
    if not said:
        raise Refused(
            _("Please say why it has to be opened again. It stands in the minutes."), field="reason"
        )
    fresh.reopening_reason, fresh.reopening_asked_by = said, who(by)
    fresh.save(update_fields=["reopening_reason", "reopening_asked_by"])
    history.record(fresh, "reopening asked", by=by, reason=said)


@transaction.atomic
def reopen(decision: Decision, *, by: Any) -> None:
    """The second person agrees: a new version begins; what was frozen stays as it was. The result is public no more."""
    fresh = locked(decision)
    if not fresh.is_frozen or not fresh.reopening_asked_by:
        raise Refused(_("Nobody has asked to reopen this decision."))
    if fresh.reopening_asked_by == who(by):
        raise Refused(_("You asked for it yourself. A second person has to agree."))
    fresh.state, fresh.version = State.OPEN, fresh.version + 1
    fresh.reopened_by, fresh.reopened_at, fresh.published_at = who(by), timezone.now(), None
    fresh.save()
    history.record(fresh, "reopened", by=by, after={"version": fresh.version}, reason=fresh.reopening_reason)
    freshness.advance()


@transaction.atomic
def drop_reopening(decision: Decision, *, by: Any) -> None:
    """It stays frozen."""
    fresh = locked(decision)
    if fresh.is_frozen:
        fresh.reopening_reason = fresh.reopening_asked_by = ""
        fresh.save(update_fields=["reopening_reason", "reopening_asked_by"])
        history.record(fresh, "reopening dropped", by=by)


@transaction.atomic
def publish(decision: Decision, *, by: Any, hidden: bool = False) -> None:
    """Show the winners who agreed on the public page of results, or take them off again."""
    fresh = locked(decision)
    if not fresh.is_frozen:
        raise Refused(_("Please freeze the decision first."))
    fresh.published_at = None if hidden else timezone.now()
    fresh.save(update_fields=["published_at"])
    history.record(fresh, "hidden" if hidden else "published", by=by)
    freshness.advance()


@transaction.atomic
def leave_out(submission: Submission, *, by: Any = None) -> None:
    """A submission counts no more: wherever it won, the first reserve moves up."""
    rows = Placement.objects.filter(submission=submission).exclude(kind=Kind.WITHDRAWN)
    for pk in list(rows.order_by("decision__among", "decision").values_list("decision", flat=True)):
        fresh = locked(Decision(pk=pk))
        risen = _leave_out(fresh, submission, by=by)
        if risen and fresh.is_frozen:
            _set_outcomes(fresh, by=by)
            announce("decided", decision=fresh, moved_up=risen)


def who(by: Any) -> str:
    """The number of an account, as records keep it."""
    return by if isinstance(by, str) else str(getattr(by, "pk", None) or "")


def _leave_out(fresh: Decision, submission: Submission, *, by: Any) -> int | None:
    """Take it out of one decision; of a frozen one, that is a version more with the reason."""
    chosen = queries.choice(fresh, fresh.placements.all())
    was_placed, was_winner = chosen.place(submission.pk) is not None, submission.pk in chosen.winners
    left, risen = chosen.withdraw(submission.pk)
    frozen = fresh.is_frozen
    if frozen:
        fresh.state = State.MOVING
        fresh.save(update_fields=["state"])
    fresh.placements.filter(submission=submission).update(kind=Kind.WITHDRAWN, place=None)
    place(fresh, left)
    if frozen and not was_placed:
        fresh.state = State.FROZEN
        fresh.save(update_fields=["state"])
    elif frozen:
        fresh.version += 1
        fresh.vacant += int(was_winner and risen is None)
        _store(fresh, reason=_why(fresh, submission, risen), by=fresh.frozen_by)
    after = {"left": submission.code, "moved_up": risen, "version": fresh.version}
    history.record(fresh, "left out", by=by, after=after)
    return risen


def _why(decision: Decision, submission: Submission, risen: int | None) -> str:
    facts = {"left": submission.code, "risen": Submission.objects.get(pk=risen).code if risen else ""}
    if risen:
        return _("%(left)s does not come. %(risen)s moves up from the reserves.") % facts
    return _("%(left)s does not come.") % facts


def _store(fresh: Decision, *, reason: str, by: str) -> Version:
    now = timezone.now()
    facts = content.gather(fresh, reason=reason, frozen_at=now.isoformat(), frozen_by=by)
    fresh.state, fresh.frozen_at, fresh.frozen_by = State.FROZEN, now, by
    if fresh.reopened_by:  # the consent of two people is spent
        fresh.reopening_reason = fresh.reopening_asked_by = fresh.reopened_by = ""
        fresh.reopened_at = None
    fresh.save()
    return Version.objects.create(
        decision=fresh, number=fresh.version, reason=reason, content=facts, digest=content.digest(facts),
        frozen_at=now, frozen_by=by,
    )  # fmt: skip


def _may_be_frozen(fresh: Decision) -> None:
    rows = queries.placements(fresh)
    chosen = queries.choice(fresh, rows)
    if not chosen.is_complete:
        facts = {"wanted": fresh.winners, "chosen": len(chosen.winners)}
        raise Refused(
            ngettext(
                "Exactly %(wanted)d must win; %(chosen)d is chosen so far.",
                "Exactly %(wanted)d must win; %(chosen)d are chosen so far.",
                facts["chosen"],
            )
            % facts
        )
    if fresh.among and not fresh.among.is_frozen:
        raise Refused(_("Please freeze “%(title)s” first.") % {"title": fresh.among.title})
    ranking = {one.submission_id: one.ranked for one in rows if one.ranked and one.kind != Kind.WITHDRAWN}
    odd = against(chosen, ranking)
    silent = [one.submission.shown_title for one in rows if one.submission_id in odd and not one.reason]
    if silent:
        sentence = _("The ranking puts others before %(titles)s. Please write the reason.")
        raise Refused(sentence % {"titles": ", ".join(f"„{one}“" for one in silent)})
    _vote_carries(fresh)


def _vote_carries(fresh: Decision) -> None:
    if fresh.phase is None or not Juror.objects.filter(jury=fresh.phase.jury_id, left_at=None).exists():
        return
    votes = list(fresh.ballots.values_list("vote", flat=True))
    if votes.count(Ballot.Vote.YES) <= votes.count(Ballot.Vote.NO):
        raise Refused(_("Please enter how the jury voted: more must be in favour than against."))


def _set_outcomes(fresh: Decision, *, by: Any) -> None:
    """What the frozen decisions of the call mean for each submission of this one."""
    stood = fresh.placements.exclude(kind=Kind.WITHDRAWN).values_list("submission", flat=True)
    found = queries.outcomes(stood)
    rows = Submission.objects.filter(pk__in=found)
    for outcome in sorted(set(found.values())):
        calls.set_outcomes([one for one in rows if found[one.pk] == outcome], outcome, by=by)
