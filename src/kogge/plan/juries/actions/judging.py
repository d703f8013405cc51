"""What jurors do: promise confidentiality, declare conflicts, say wishes, fill in sheets and hand them in."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.refusals import Refused
from kogge.core.translated import translated
from kogge.plan.calls.models import Submission

from .. import queries, scoring
from ..models import Assignment, Criterion, Declaration, Juror, Phase, Review

MOST_WORDS = 5_000


@transaction.atomic
def promise(juror: Juror, *, by: Any) -> None:
    """Note once that a juror keeps to themselves what they read."""
    if Juror.objects.filter(pk=juror.pk, confidential_at=None).update(confidential_at=timezone.now()):
        juror.refresh_from_db(fields=["confidential_at"])
        history.record(juror, "confidentiality promised", by=by)


@transaction.atomic
def declare_conflict(juror: Juror, submission: Submission, reason: str, *, by: Any) -> None:
    """Hide a file from a juror for good. What they scored of it counts no more."""
    _refuse_stranger(juror, submission)
    values = {"kind": Declaration.Kind.CONFLICT, "reason": reason.strip()[:500], "cleared": ""}
    row, _made = Declaration.objects.update_or_create(
        juror=juror, submission=submission, source=Declaration.Source.DECLARED, defaults=values
    )
    history.record(row, "conflict declared", by=by, after={"juror": juror.pk, "submission": submission.pk})
    open_ones = Assignment.objects.filter(juror=juror, submission=submission, review__handed_in_at=None)
    open_ones.delete()


@transaction.atomic
def bid(juror: Juror, phase: Phase, wishes: Mapping[str, int | None], *, by: Any) -> int:
    """Note what a juror would like to read, by the code of the file. Returns how many wishes stand."""
    if not queries.bids_open(phase):
        raise Refused(_("Wishes are not asked for any more: the files have been handed out."))
    asked = {one.code: one for one in queries.to_bid_on(juror, phase)}
    stand = 0
    for code, value in wishes.items():
        if code not in asked or (value is not None and value not in Declaration.Bid.values):
            continue
        kept = juror.declarations.filter(submission=asked[code], source=Declaration.Source.DECLARED)
        if value is None:
            kept.filter(kind=Declaration.Kind.BID).delete()
        else:
            Declaration.objects.update_or_create(
                juror=juror, submission=asked[code], source=Declaration.Source.DECLARED,
                defaults={"kind": Declaration.Kind.BID, "bid": value},
            )  # fmt: skip
            stand += 1
    history.record(juror, "wishes said", by=by, after={"wishes": stand})
    return stand


@transaction.atomic
def keep(assignment: Assignment, scores: Mapping[str, Any], *, comment: str, note: str, by: Any) -> Review:
    """Keep a draft of a sheet, as far as it goes; wrong numbers are refused beside their criterion."""
    review = _open_review(assignment)
    review.scores = _checked(assignment.phase, scores)
    review.comment, review.note = comment.strip()[:MOST_WORDS], note.strip()[:MOST_WORDS]
    review.save()
    return review


@transaction.atomic
def hand_in(
    assignment: Assignment, scores: Mapping[str, Any], *, comment: str, note: str, unbiased: bool, by: Any
) -> Review:
    """Hand in a whole sheet. From then on it is fixed, and nobody saw other scores before."""
    review = keep(assignment, scores, comment=comment, note=note, by=by)
    criteria = list(assignment.phase.jury.criteria.all())
    if left := scoring.missing(criteria, review.scores):
        raise Refused(_("Please give a score here, or save it as a draft."), field=left[0])
    if not unbiased:
        raise Refused(
            _("Please confirm that you are not biased, or report a conflict of interest."), field="unbiased"
        )
    review.handed_in_at = timezone.now()
    review.save(update_fields=["handed_in_at", "changed_at"])
    Declaration.objects.update_or_create(
        juror=assignment.juror, submission=assignment.submission, source=Declaration.Source.DECLARED,
        defaults={"kind": Declaration.Kind.NONE},
    )  # fmt: skip
    history.record(review, "handed in", by=by, after=_proof(review))
    return review


@transaction.atomic
def score(
    phase: Phase,
    juror: Juror,
    submission: Submission,
    scores: Mapping[str, Any],
    *,
    comment: str = "",
    by: Any,
) -> Review:
    """Take a whole sheet on a day when everybody judges, whether or not the file was handed to the juror before.

    The same sheet again changes nothing; a conflict is refused.
    """
    if queries.forbidden(juror).filter(submission=submission).exists():
        raise Refused(_("You have a conflict of interest in this file."))
    _refuse_stranger(juror, submission)
    assignment, _made = Assignment.objects.get_or_create(phase=phase, juror=juror, submission=submission)
    review = Review.objects.filter(assignment=assignment).first()
    if review is not None and review.handed_in_at and review.scores == _checked(phase, scores):
        return review
    return hand_in(assignment, scores, comment=comment, note="", unbiased=True, by=by)


def _open_review(assignment: Assignment) -> Review:
    if not assignment.phase.is_open():
        raise Refused(_("This phase is over or has not begun; scores are not taken now."))
    Assignment.objects.select_for_update().get(pk=assignment.pk)
    review = Review.objects.filter(assignment=assignment).first()
    if review is not None and review.handed_in_at is not None:
        raise Refused(
            _("This sheet was handed in. The office can give it back to you if something is wrong.")
        )
    return review or Review(assignment=assignment)


def _checked(phase: Phase, scores: Mapping[str, Any]) -> dict[str, int]:
    found = {}
    for one in phase.jury.criteria.all():
        value = scores.get(one.key)
        if value in (None, ""):
            continue
        found[one.key] = _number(one, value)
    return found


def _number(criterion: Criterion, value: Any) -> int:
    text = str(value).strip()
    if not text.isascii() or not text.isdigit() or not criterion.lowest <= int(text) <= criterion.highest:
        facts = {
            "name": str(translated(criterion, "label")), "low": criterion.lowest, "high": criterion.highest
        }  # fmt: skip
        raise Refused(
            _("%(name)s: please give a whole number from %(low)d to %(high)d.") % facts, field=criterion.key
        )
    return int(text)


def _refuse_stranger(juror: Juror, submission: Submission) -> None:
    if submission.call_id != juror.jury.call_id:
        raise Refused(_("This file belongs to another call."))


def _proof(review: Review) -> dict[str, str]:
    """The history shows that scores changed, not which: what was handed in can be compared with this digest."""
    content = json.dumps([review.scores, review.comment], sort_keys=True)
    return {"digest": hashlib.sha256(content.encode()).hexdigest()}
