"""Freezing reports, planning targets, keeping estimates."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.grants.models import Operation
from kogge.prove.profiles.queries import profile_of
from kogge.prove.seals import rows as seals

from . import reports
from .models import Estimate, Report, Target


@transaction.atomic
def draft(operation: Operation, *, since: date, until: date, by: User) -> Report:
    """Begin a report. Until it is frozen, its numbers are computed whenever somebody looks."""
    if since > until:
        raise Refused(_("The period ends before it begins."), field="until")
    if until > timezone.localdate():
        raise Refused(_("This period is not over yet. A report can begin when it is."), field="until")
    if Report.objects.filter(operation=operation, since=since, until=until).exists():
        raise Refused(
            _("There is a report for exactly this period. Later facts show in the next report."),
            field="until",
        )
    report = Report.objects.create(
        operation=operation, since=since, until=until, as_of=timezone.localdate(), actor=str(by.pk)
    )
    seals.record(report, "report begun", by=by, after={"since": str(since), "until": str(until)})
    return report


@transaction.atomic
def freeze(report: Report, *, by: User) -> Report:
    """Keep the numbers with the rows and rules they follow from. From now on its period is locked."""
    report = Report.objects.select_for_update().select_related("operation__profile").get(pk=report.pk)
    if report.is_frozen:
        raise Refused(_("This report was frozen before."))
    report.as_of = timezone.localdate()
    made = reports.computed(report.operation, report.since, report.until, report.as_of)
    report.rules = stored_rules(report.operation)
    report.profile_version = made.content.result.profile_version
    report.result, report.result_digest = made.content.plain(), made.content.digest
    report.data, report.data_digest = reports.sealed(report, made), reports.digest_of(made.tables)
    report.state, report.frozen_at = Report.State.FROZEN, timezone.now()
    report.save()
    seals.record(report, "report frozen", by=by, after={"digest": report.result_digest})
    return report


@transaction.atomic
def drop_draft(report: Report, *, by: User) -> None:
    """A report that was begun by mistake."""
    if report.is_frozen:
        raise Refused(_("A frozen report stays."))
    seals.gone(report, "draft dropped", by=by)
    report.delete()


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


def stored_rules(operation: Operation) -> dict[str, Any]:
    """The funder's rules as `profile_of` reads them."""
    stored, profile = operation.profile, profile_of(operation)
    return {
        **stored.rules, "key": stored.key, "name": dict(profile.name), "emblem": stored.emblem,
        "statement": {"de": stored.statement_de, "en": stored.statement_en},
    }  # fmt: skip
