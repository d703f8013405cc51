"""What others read of hours. Call `settling.bring_in_step()` before a report."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import CharField, QuerySet, Sum
from django.db.models.functions import Cast

from kogge.network.directory.models import Person
from kogge.network.grants.models import Operation

from .models import Credit

Presence = tuple[list[int], list[int]]
"""People, and the minutes of each."""


def credits_of(
    operation: Operation, *, since: date | None = None, until: date | None = None
) -> QuerySet[Credit]:
    """Verified attendance that counts for an operation, with both days of the period included."""
    rows = Credit.objects.filter(event__operation=operation)
    rows = rows.filter(on__gte=since) if since else rows
    return rows.filter(on__lte=until) if until else rows


def presences(
    operations: Iterable[Operation], *, until: date | None = None
) -> dict[int, dict[tuple[date, int], Presence]]:
    """Who was where for how long, by operation, then by day and event in the order of days.

    Lists instead of a row each, and days read as text: with 300,000 attendances this is what a report's time goes to.
    """
    rows = Credit.objects.filter(event__operation__in=list(operations)).order_by()
    rows = rows.filter(on__lte=until) if until else rows
    found: dict[tuple[int, str, int], Presence] = defaultdict(lambda: ([], []))
    names = ("event__operation", "day", "event", "person", "minutes")
    for operation, day, event, person, minutes in rows.annotate(day=Cast("on", CharField())).values_list(
        *names
    ):
        people, spent = found[operation, day, event]
        people.append(person)
        spent.append(minutes)
    grouped: dict[int, dict[tuple[date, int], Presence]] = defaultdict(dict)
    for (operation, day, event), presence in sorted(found.items()):
        grouped[operation][date.fromisoformat(day), event] = presence
    return grouped


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
