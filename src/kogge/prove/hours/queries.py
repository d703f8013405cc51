"""What others read of hours. Call `settling.bring_in_step()` before a report."""

from datetime import date

from django.db.models import QuerySet, Sum

from kogge.network.directory.models import Person
from kogge.network.grants.models import Operation

from .models import Credit


def credits_of(
    operation: Operation, *, since: date | None = None, until: date | None = None
) -> QuerySet[Credit]:
    """Verified attendance that counts for an operation, with both days of the period included."""
    rows = Credit.objects.filter(event__operation=operation)
    rows = rows.filter(on__gte=since) if since else rows
    return rows.filter(on__lte=until) if until else rows


def minutes_by_person(
    operation: Operation, *, since: date | None = None, until: date | None = None
) -> dict[int, int]:
    """Each person's minutes in an operation."""
    rows = credits_of(operation, since=since, until=until).order_by().values_list("person")
    return dict(rows.annotate(Sum("minutes")))


def minutes_of(person: Person, operation: Operation, *, until: date | None = None) -> int:
    """One person's minutes in an operation, up to a day."""
    total = credits_of(operation, until=until).filter(person=person).aggregate(total=Sum("minutes"))
    return total["total"] or 0
