"""What of the audit is kept until when, and how it goes: with the proof of the operation."""

from collections.abc import Iterator

from django.db import models, transaction
from django.db.models import Max, Q

from kogge.core.models import SignedLink
from kogge.network.grants.models import Operation
from kogge.prove.seals import rows as seals

from .models import Access, Sample, SampleItem
from .readers import LINK

BY = "retention"


def by_operation() -> Iterator[tuple[Operation, int, int]]:
    """Each operation with accesses or samples, and how many of both."""
    for operation in Operation.objects.select_related("profile").order_by("pk"):
        counts = _accesses(operation).count(), Sample.objects.filter(operation=operation).count()
        if any(counts):
            yield operation, *counts


@transaction.atomic
def remove(operation: Operation) -> None:
    """Delete accesses and samples of an operation whose proof period is over. The history keeps who looked."""
    accesses, samples = _accesses(operation), Sample.objects.filter(operation=operation)
    items = SampleItem.objects.filter(sample__in=samples)
    SignedLink.objects.filter(purpose=LINK, object_id__in=[str(one.pk) for one in accesses]).delete()
    for rows in (items, samples, accesses):
        seals.gone_many(operation, rows, "audit removed after its time", by=BY)
        rows.model.objects.filter(pk__in=[one.pk for one in rows]).delete()


def _accesses(operation: Operation) -> models.QuerySet[Access]:
    """Accesses to this operation; one to an organisation goes with the last operation that paid for it."""
    last = (
        Operation.objects.filter(organizations__isnull=False)
        .values("organizations")
        .annotate(last=Max("ends_on"))
    )
    ends = {row["organizations"]: row["last"] for row in last}
    mine = [one.pk for one in operation.organizations.all() if ends.get(one.pk) == operation.ends_on]
    return Access.objects.filter(Q(operation=operation) | Q(organization__in=mine))
