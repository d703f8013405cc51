"""What earlier stages and this app keep, as rows of the plan. Later owners answer to "retention asked" themselves."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

from django.db.models import Min, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.models import OutboxMessage
from kogge.network.accounts.jobs import MAILS_KEPT
from kogge.network.directory.actions.merging import UNDO_DAYS
from kogge.network.directory.models import PersonMerge
from kogge.network.grants.models import Operation
from kogge.prove.seals import rows as seals
from kogge.prove.seals.contracts import Plan, RetentionRow
from kogge.take_part.attendance.jobs import ONLINE_NAMES_DAYS
from kogge.take_part.attendance.models import OnlineStay
from kogge.take_part.feedback.actions import TEXTS_KEPT
from kogge.take_part.feedback.models import Response
from kogge.take_part.guests import retention as guests
from kogge.take_part.my_day import queries as my_day
from kogge.take_part.my_day.jobs import KEPT_DAYS
from kogge.take_part.registration.models import Admission

from . import tombstones
from .models import SealedRecord

BY = "retention"


def retention_asked(*, plan: Plan) -> None:
    """Rows of registrations, days, feedback, mails, merges, video rooms, sealed records and empty records of people."""
    plan += _registrations()
    plan += _plans(plan)
    for one in _rolling():
        plan += _over_and_kept(plan, one)
    plan += _sealed(plan)
    plan += _unneeded(plan)


def _registrations() -> list[RetentionRow]:
    everything = Admission.objects.select_related("event", "series").prefetch_related(
        "event__organizer_rows__organization", "series__organizers"
    )
    rules = {
        guests.NEEDS: _("14 days after the event: food and access needs have no purpose any more (GDPR, Art. 5(1)(e))"),
        guests.NAMES: _("%(days)s days after the event, as the form says (GDPR, Art. 5(1)(e))"),
        guests.INVITED: _("%(days)s days after the event, as the form says (GDPR, Art. 5(1)(e))"),
    }  # fmt: skip
    return [
        RetentionRow(
            "guests", str(one.label), one.count, one.due, rules[one.kind] % {"days": one.admission.keep_days},
            partial(guests.remove, one), of=str(one.admission),
        )
        for one in guests.held(everything) if one.kind
    ]  # fmt: skip


def _plans(plan: Plan) -> list[RetentionRow]:
    rows = my_day.old_plans(plan.today - timedelta(days=KEPT_DAYS))
    rule = _("30 days after the event (GDPR, Art. 5(1)(e))")
    what = _("Days that people put together")
    return [RetentionRow("my_day", what, rows.count(), plan.today, rule, rows.delete)]


@dataclass(frozen=True)
class _Rolling:
    """What goes a fixed time after a day that stands in one of its columns."""

    app: str
    what: str
    after: str
    rows: QuerySet[Any]
    column: str
    kept: timedelta
    remove: Callable[[QuerySet[Any]], object] = lambda rows: rows.delete()


def _rolling() -> list[_Rolling]:
    return [
        _Rolling("feedback", _("Free words of feedback"), _("One year after the answer"),
                 Response.objects.exclude(good="", change=""), "day", TEXTS_KEPT,
                 lambda rows: rows.update(good="", change="")),
        _Rolling("core", _("Mails that were sent"), _("30 days after sending"),
                 OutboxMessage.objects.exclude(sent_at=None), "sent_at", MAILS_KEPT),
        _Rolling("core", _("Mails that could not be sent"), _("30 days after the last attempt"),
                 OutboxMessage.objects.exclude(failed_at=None), "failed_at", MAILS_KEPT),
        _Rolling("directory", _("What would undo a merge of two records"), _("30 days after the merge"),
                 PersonMerge.objects.exclude(moved={}), "merged_at", timedelta(days=UNDO_DAYS),
                 lambda rows: rows.update(moved={}, reason="")),
        _Rolling("attendance", _("Names from video rooms"), _("30 days after the meeting"),
                 OnlineStay.objects.exclude(name="", email=""), "joined_at", timedelta(days=ONLINE_NAMES_DAYS),
                 lambda rows: rows.update(name="", email="")),
    ]  # fmt: skip


def _over_and_kept(plan: Plan, one: _Rolling) -> list[RetentionRow]:
    """One row for what is over on the plan's day, one for the rest with the day on which the first of it is over."""
    is_day = one.rows.model._meta.get_field(one.column).get_internal_type() == "DateField"
    limit: Any = plan.today - one.kept
    if not is_day:
        limit = timezone.make_aware(datetime.combine(limit, time.min))
    over = {f"{one.column}__lt": limit}
    rule = _("%(after)s; then it has no purpose any more (GDPR, Art. 5(1)(e))") % {"after": one.after}
    found = []
    for part in (one.rows.filter(**over), one.rows.exclude(**over)):
        first = part.order_by().aggregate(first=Min(one.column))["first"]
        if first is not None:
            day = (first if is_day else timezone.localdate(first)) + one.kept + timedelta(days=1)
            remove = partial(one.remove, part)
            found.append(RetentionRow(one.app, one.what, part.count(), day, rule, remove))
    return found


def _sealed(plan: Plan) -> list[RetentionRow]:
    rows = []
    for operation in (
        Operation.objects.filter(sealed_records__isnull=False).distinct().select_related("profile")
    ):
        term = plan.term_of(operation)
        count = operation.sealed_records.count()
        remove = partial(_delete_sealed, operation)
        rows.append(
            RetentionRow(
                "keeping",
                _("Sealed records of erased people"),
                count,
                term.due,
                term.rule,
                remove,
                str(operation),
            )
        )
    return rows


def _delete_sealed(operation: Operation) -> None:
    rows = list(SealedRecord.objects.filter(operation=operation).defer("content"))
    seals.gone_many(operation, rows, "sealed records deleted after their term", by=BY)
    SealedRecord.objects.filter(pk__in=[row.pk for row in rows]).delete()


def _unneeded(plan: Plan) -> list[RetentionRow]:
    """Records that only registrations or evidence needed, and nothing does any more."""
    rule = _("At once when nothing points to the record any more (GDPR, Art. 5(1)(e))")
    unneeded = tombstones.unneeded()
    what = _("Records of people that nothing needs any more")
    return [RetentionRow("directory", what, unneeded.count(), plan.today, rule, tombstones.delete_unneeded)]
