"""Verbs of the audit: grant and end an access, keep who looked at what, draw a sample, note what was found."""

from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core import history, links
from kogge.core.refusals import Refused
from kogge.network.accounts.models import User
from kogge.network.grants.models import Operation
from kogge.prove.indicators.models import Report
from kogge.prove.indicators.queries import behind
from kogge.prove.seals import rows as seals

from . import letters, sampling
from .models import Access, Sample, SampleItem
from .readers import LINK, Reader

LOOKED = "auditor looked"
LONGEST_DAYS = 366
_TOLD_DAYS = 365


@transaction.atomic
def grant(access: Access, *, by: User) -> Access:
    """Let somebody look for a period, and mail them the link."""
    if access.valid_until < timezone.localdate():
        raise Refused(_("This day has passed."), field="valid_until")
    if (access.valid_until - access.valid_from).days > LONGEST_DAYS:
        raise Refused(_("An access lasts a year at most. It can be granted again."), field="valid_until")
    access.save()
    seals.record(access, "audit access granted", by=by, after=_period(access))
    _send(access)
    return access


@transaction.atomic
def send_again(access: Access, *, by: User) -> None:
    """A new link; the one before opens nothing any more."""
    if access.revoked_at is not None or access.valid_until < timezone.localdate():
        raise Refused(_("This access has ended. Please grant a new one."))
    seals.record(access, "audit link sent again", by=by)
    _send(access)


@transaction.atomic
def revoke(access: Access, *, by: User) -> None:
    """End an access at once."""
    access = Access.objects.select_for_update().get(pk=access.pk)
    if access.revoked_at is None:
        access.revoked_at = timezone.now()
        access.save(update_fields=["revoked_at"])
        seals.record(access, "audit access ended", by=by)


@transaction.atomic
def looked(operation: Operation, what: str, of: int | str = "", *, by: Reader) -> None:
    """Keep in the history that an auditor opened something: who, what, when. `of` is a record's number."""
    history.record(operation, LOOKED, by=by.by, after={"what": what, "of": of})


@transaction.atomic
def draw(
    operation: Operation, *, seed: str, size: int, by: Reader, report: Report | None = None, indicator: str = ""
) -> Sample:  # fmt: skip
    """Draw from the codes behind one number of a report, or from all participants of an operation."""
    codes = population(by, operation, report, indicator)
    if not codes:
        raise Refused(_("There is nothing to draw from."))
    if size > len(codes):
        raise Refused(_("There are only %(count)d records.") % {"count": len(codes)}, field="size")
    sample = Sample.objects.create(
        operation=operation, report=report.uid if report else None, indicator=indicator if report else "",
        seed=seed, size=size, population=len(codes), population_digest=sampling.digest(codes),
        drawn_by=by.actor,
    )  # fmt: skip
    seals.record(sample, "sample drawn", by=by.by, after={"size": size, "of": len(codes), "seed": seed})
    items = [
        SampleItem(sample=sample, position=position, code=code)
        for position, code in enumerate(sampling.draw(codes, seed, size), 1)
    ]
    seals.record_many(sample, SampleItem.objects.bulk_create(items), "items drawn", by=by.by)
    return sample


def population(
    reader: Reader, operation: Operation, report: Report | None = None, indicator: str = ""
) -> list[str]:
    """The codes that can be drawn, sorted."""
    open_to_reader = set(reader.participants(operation).values_list("code", flat=True))
    if report is None:
        return sorted(open_to_reader)
    return sorted(
        code for code in behind(report, indicator) if reader.slugs is None or code in open_to_reader
    )


@transaction.atomic
def note(item: SampleItem, *, outcome: str, note: str, by: Reader) -> None:
    """What the auditor found about one drawn record."""
    if outcome == SampleItem.Outcome.QUESTION and not note.strip():
        raise Refused(_("Please write what the question is."), field="note")
    before = {"outcome": item.outcome}
    item.outcome, item.note = outcome, note.strip()[:500]
    item.noted_at, item.noted_by = timezone.now(), by.actor
    item.save(update_fields=["outcome", "note", "noted_at", "noted_by"])
    seals.record(item, "sample item noted", by=by.by, before=before, after={"outcome": outcome})


def _send(access: Access) -> None:
    links.revoke(LINK, access.pk)
    end = datetime.combine(
        access.valid_until + timedelta(days=_TOLD_DAYS), time(), timezone.get_current_timezone()
    )
    letters.send_link(access, links.create(LINK, access.pk, end))


def _period(access: Access) -> dict[str, Any]:
    return {
        "operation": access.operation.slug if access.operation else "",
        "organization": access.organization.slug if access.organization else "",
        "valid_from": str(access.valid_from), "valid_until": str(access.valid_until),
    }  # fmt: skip
