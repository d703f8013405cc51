"""Beginning, freezing and dropping reports."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.grants.models import Operation
from kogge.prove.profiles.queries import profile_of
from kogge.prove.seals import rows as seals

from . import reports
from .models import Report


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
    report.rules = _stored_rules(report.operation)
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


def _stored_rules(operation: Operation) -> dict[str, Any]:
    """The funder's rules as `profile_of` reads them."""
    stored, profile = operation.profile, profile_of(operation)
    return {
        **stored.rules, "key": stored.key, "name": dict(profile.name), "emblem": stored.emblem,
        "statement": {"de": stored.statement_de, "en": stored.statement_en},
    }  # fmt: skip
