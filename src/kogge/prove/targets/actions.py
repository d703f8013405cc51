"""Planning targets, keeping estimates."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.prove.indicators.models import Estimate, Target
from kogge.prove.seals import rows as seals


@transaction.atomic
def put_target(target: Target, *, by: User) -> Target:
    """Store a new or changed target."""
    before = (
        Target.objects.filter(pk=target.pk).values("value", "phase", "note").first() if target.pk else None
    )
    try:
        with transaction.atomic():
            target.save()
    except IntegrityError as error:
        raise Refused(
            _("There is a target for this, this centre and this period already."), field="what"
        ) from error
    after = {
        "what": target.what,
        "value": target.value,
        "since": str(target.since),
        "until": str(target.until),
    }
    seals.record(target, "target changed" if before else "target set", by=by, before=before, after=after)
    return target


@transaction.atomic
def drop_target(target: Target, *, by: User) -> None:
    """Nobody plans this any more."""
    seals.gone(target, "target dropped", by=by)
    target.delete()


@transaction.atomic
def put_estimate(estimate: Estimate, *, by: User) -> Estimate:
    """Keep an estimate with method, author, date and range."""
    if not estimate.low <= estimate.value <= estimate.high:
        raise Refused(_("The estimate must lie between the lowest and the highest."), field="value")
    if estimate.estimated_on > timezone.localdate():
        raise Refused(_("This day is in the future."), field="estimated_on")
    estimate.actor = str(by.pk)
    made = estimate.pk is None
    estimate.save()
    after: Mapping[str, Any] = {
        "what": estimate.what, "low": estimate.low, "value": estimate.value, "high": estimate.high,
    }  # fmt: skip
    seals.record(estimate, "estimated" if made else "estimate changed", by=by, after=after)
    return estimate


@transaction.atomic
def drop_estimate(estimate: Estimate, *, by: User, reason: str) -> None:
    """Take an estimate back; the history keeps that it was there and why it went."""
    if not reason.strip():
        raise Refused(_("Please say why."), field="reason")
    seals.gone(estimate, "estimate dropped", by=by, reason=reason.strip())
    estimate.delete()
