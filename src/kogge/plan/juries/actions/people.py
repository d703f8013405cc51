"""Jurors, how they come and go, and the conflicts of interest staff and platform know of."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core import history, links
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.directory.models import Organization
from kogge.plan.calls.eligibility import same_organization
from kogge.plan.calls.models import Submission
from kogge.plan.calls.queries import judged

from .. import letters, queries
from ..conflicts import Finder
from ..models import Declaration, Juror, Jury, Review
from ..seats import PURPOSE

_FOUND, _DECLARED = Declaration.Source.FOUND, Declaration.Source.DECLARED


@transaction.atomic
def add(jury: Jury, values: Mapping[str, Any], *, by: Any, user: User | None = None) -> Juror:
    """Invite somebody by mail. Who has an account of the staff may also judge at the desk."""
    email = values["email"].strip().lower()
    user = user or User.objects.filter(email=email, is_active=True).first()
    if jury.jurors.filter(email=email).exists():
        raise Refused(_("Somebody with this mail address is in the jury already."), field="email")
    juror = Juror(jury=jury, user=user)
    _take(juror, {**values, "email": email})
    juror.invited_at = timezone.now()
    juror.save()
    history.record(juror, "created", by=by)
    find_conflicts(jury, by=by)
    letters.invite(juror)
    return juror


@transaction.atomic
def change(juror: Juror, values: Mapping[str, Any], *, by: Any) -> None:
    """Correct what is known of a juror; a new mail address closes the old links."""
    email = values["email"].strip().lower()
    if juror.jury.jurors.filter(email=email).exclude(pk=juror.pk).exists():
        raise Refused(_("Somebody with this mail address is in the jury already."), field="email")
    if email != juror.email:
        links.revoke(PURPOSE, juror.pk)
        juror.user = User.objects.filter(email=email, is_active=True).first()
    _take(juror, {**values, "email": email})
    juror.save()
    history.record(juror, "changed", by=by)
    find_conflicts(juror.jury, by=by)


@transaction.atomic
def invite_again(juror: Juror, *, by: Any) -> None:
    """Send a new link and close the old ones."""
    links.revoke(PURPOSE, juror.pk)
    juror.invited_at, juror.left_at = timezone.now(), None
    juror.save(update_fields=["invited_at", "left_at"])
    letters.invite(juror)
    history.record(juror, "invited", by=by)


@transaction.atomic
def leave(juror: Juror, *, by: Any) -> int:
    """Take somebody out of the jury. What they handed in stays; returns how many files now lack a juror."""
    links.revoke(PURPOSE, juror.pk)
    juror.left_at = timezone.now()
    juror.save(update_fields=["left_at"])
    open_ones = juror.assignments.filter(review__handed_in_at=None)
    count = open_ones.count()
    open_ones.delete()
    history.record(juror, "left", by=by, after={"files": count})
    return count


@transaction.atomic
def remind(jury: Jury, *, by: Any, only: Juror | None = None) -> int:
    """Write to jurors with open sheets how many wait, until when. Returns how many letters went out."""
    now, sent = timezone.now(), 0
    jurors = jury.jurors.filter(left_at=None).select_related("jury__call__organization")
    for juror in jurors.filter(pk=only.pk) if only else jurors:
        rows = queries.files(juror).filter(phase__closes_at__gt=now, review__handed_in_at=None)
        waiting = [one for one in rows if one.phase.takes_scores]
        if waiting:
            letters.remind(juror, len(waiting), min(one.phase.closes_at for one in waiting))
            Juror.objects.filter(pk=juror.pk).update(reminded_at=now)
            sent += 1
    history.record(jury, "reminded", by=by, after={"letters": sent})
    return sent


@transaction.atomic
def find_conflicts(jury: Jury, *, by: Any = "platform") -> int:
    """Bring the found conflicts in step with the records. What staff cleared stays cleared. Returns how many hold."""
    submissions = list(judged(jury.call))
    finder, wanted = Finder(submissions), {}
    for juror in jury.jurors.all():
        for key, reason in finder.of(juror).items():
            wanted[juror.pk, key] = reason
    known = {
        (row.juror_id, row.submission_id): row
        for row in Declaration.objects.filter(juror__jury=jury, source=_FOUND)
    }
    gone = [row.pk for key, row in known.items() if key not in wanted and not row.cleared]
    new = [
        Declaration(juror_id=one, submission_id=key, kind="conflict", source=_FOUND, reason=reason[:500])
        for (one, key), reason in wanted.items()
        if (one, key) not in known
    ]
    Declaration.objects.filter(pk__in=gone).delete()
    Declaration.objects.bulk_create(new)
    if new or gone:
        history.record(jury, "conflicts found", by=by, after={"new": len(new), "gone": len(gone)})
    return len(wanted)


@transaction.atomic
def note_conflict(juror: Juror, submission: Submission, reason: str, *, by: Any) -> None:
    """Note a conflict that staff know of."""
    if not reason.strip():
        raise Refused(_("Please write what ties them together."), field="reason")
    if submission.call_id != juror.jury.call_id:
        raise Refused(_("This file belongs to another call."))
    values = {"kind": Declaration.Kind.CONFLICT, "reason": reason.strip()[:500], "cleared": ""}
    row, _made = Declaration.objects.update_or_create(
        juror=juror, submission=submission, source=_DECLARED, defaults=values
    )
    history.record(row, "conflict noted", by=by, after={"juror": juror.pk, "submission": submission.pk})


@transaction.atomic
def clear_conflict(row: Declaration, why: str, *, by: Any) -> None:
    """Say that a conflict is none, with the reason; the juror may read the file again."""
    if not why.strip():
        raise Refused(_("Please write why it is no conflict of interest."), field="why")
    row.kind, row.cleared = Declaration.Kind.NONE, why.strip()[:500]
    row.save()
    facts = {"juror": row.juror_id, "submission": row.submission_id}
    history.record(row, "conflict cleared", by=by, after=facts, reason=why.strip())


@transaction.atomic
def give_back(review: Review, *, by: Any, reason: str) -> None:
    """Let a juror change a sheet that was handed in; why stands in the history."""
    if not reason.strip():
        raise Refused(_("Please write why the sheet is given back."), field="reason")
    review.handed_in_at = None
    review.save(update_fields=["handed_in_at", "changed_at"])
    history.record(review, "given back", by=by, reason=reason.strip())


def _take(juror: Juror, values: Mapping[str, Any]) -> None:
    for name in ("name", "email", "organization_name", "language", "expertise", "most"):
        setattr(juror, name, values[name])
    folded = same_organization(juror.organization_name)
    names = Organization.objects.values_list("pk", "name") if folded else ()
    juror.organization_id = next((key for key, name in names if same_organization(name) == folded), None)
