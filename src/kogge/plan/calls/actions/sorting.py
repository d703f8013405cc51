"""What staff do with what came in: late links, hits, discarding, results."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kogge.core import freshness, history
from kogge.core.reactions import announce
from kogge.core.refusals import Refused
from kogge.plan.events.actions.values import one_line

from .. import letters
from ..models import Applicant, Call, Hit, Submission
from .answering import checked_mail, shown_anew, taken


@transaction.atomic
def set_outcome(submission: Submission, outcome: str, *, by: Any) -> Submission:
    """What was decided; "" takes it back. Only what was handed in can have a result."""
    fresh = taken(submission)
    if outcome and fresh.state != Submission.State.SUBMITTED:
        raise Refused(_("“%(title)s” was not handed in or was withdrawn.") % {"title": fresh.shown_title})
    if fresh.outcome == outcome:
        return fresh
    before, fresh.outcome = fresh.outcome, outcome
    fresh.save(update_fields=["outcome", "changed_at"])
    history.record(fresh, "decided", by=by, before={"outcome": before}, after={"outcome": outcome})
    shown_anew(fresh.call)
    return fresh


@transaction.atomic
def set_outcomes(submissions: Iterable[Submission], outcome: str, *, by: Any) -> int:
    """One result for many, in one statement and one entry of the history; what was not handed in stays without."""
    chosen = {one.pk: one.code for one in submissions}
    rows = Submission.objects.filter(pk__in=chosen, state=Submission.State.SUBMITTED).exclude(outcome=outcome)
    calls = {one.pk: one for one in Call.objects.filter(submissions__in=rows).distinct()}
    for pk, call in calls.items():
        codes = sorted(rows.filter(call=pk).values_list("code", flat=True))
        history.record(call, "decided", by=by, after={"outcome": outcome, "submissions": codes})
    count = rows.update(outcome=outcome, changed_at=timezone.now())
    if count:
        freshness.advance()
    return count


@transaction.atomic
def decide_hit(hit: Hit, *, excludes: bool, reason: str, by: Any) -> Hit:
    """A person decides what a rule found, and says why; the applicant is told."""
    said = one_line(reason)[:500]
    if not said:
        raise Refused(_("Please say why. The applicant reads it."), field="reason")
    hit.state = Hit.State.EXCLUDED if excludes else Hit.State.CLEARED
    hit.reason, hit.decided_by, hit.decided_at = said, str(getattr(by, "pk", by)), timezone.now()
    hit.save()
    history.record(hit, "decided", by=by, after={"state": hit.state, "rule": hit.rule})
    with translation.override(hit.submission.locale):
        letters.hit_decided(hit.submission, said, excluded=excludes)
    if excludes:
        announce("submission excluded", submission=hit.submission)
    shown_anew(hit.submission.call)
    return hit


@transaction.atomic
def discard(call: Call, codes: Iterable[str], *, by: Any) -> tuple[datetime, int]:
    """Put nonsense aside. The moment it returns undoes exactly this step. What has a result stays."""
    now = timezone.now()
    rows = call.submissions.filter(code__in=list(codes), discarded_at=None, outcome="")
    count = rows.update(discarded_at=now)
    history.record(call, "answers discarded", by=by, after={"count": count, "at": now})
    shown_anew(call)
    return now, count


@transaction.atomic
def undo_discard(call: Call, at: datetime, *, by: Any) -> int:
    """Bring back what was put aside at that moment."""
    count = call.submissions.filter(discarded_at=at).update(discarded_at=None)
    history.record(call, "answers brought back", by=by, after={"count": count, "at": at})
    shown_anew(call)
    return count


@transaction.atomic
def allow_late(submission: Submission, until: datetime, *, by: Any) -> Submission:
    """Let this answer be changed and handed in until then, although the call is closed; its author is told."""
    fresh = taken(submission)
    if until <= timezone.now():
        raise Refused(_("Please choose a time that lies ahead."), field="late_until")
    if fresh.state == Submission.State.WITHDRAWN or fresh.outcome:
        raise Refused(_("This was withdrawn or decided already."), field="late_until")
    fresh.late_until = until
    fresh.save(update_fields=["late_until", "changed_at"])
    history.record(fresh, "late allowed", by=by, after={"until": until})
    with translation.override(fresh.locale):
        letters.late_allowed(fresh)
    return fresh


@transaction.atomic
def invite_late(call: Call, *, name: str, email: str, until: datetime, by: Any) -> Submission:
    """A late link for somebody who has no draft yet."""
    address = checked_mail(email)
    submission = Submission.objects.create(call=call)
    Applicant.objects.create(
        submission=submission, name=one_line(name)[:200], email=address, email_key=address.casefold()
    )
    return allow_late(submission, until, by=by)


@transaction.atomic
def invite_next(call: Call, *, by: Any) -> int:
    """Write to everybody chosen in the phase before, once each. Returns to how many."""
    if call.previous is None or call.state != Call.State.PUBLISHED:
        raise Refused(_("Please publish this call and choose its phase before first."))
    chosen = call.previous.submissions.handed_in().filter(outcome=Submission.Outcome.ACCEPTED)
    rows = list(chosen.select_related("call__organization").prefetch_related("applicants"))
    for one in rows:
        with translation.override(one.locale):
            letters.next_phase(one, call)
    history.record(call, "chosen ones invited", by=by, after={"count": len(rows)})
    return len(rows)
