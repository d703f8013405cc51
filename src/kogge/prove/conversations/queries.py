"""What reports and pages read of conversations and of voluntary work."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet, Sum

from kogge.network.accounts.permissions import Somebody, organizations_of
from kogge.network.directory.models import OfficeTerm, Organization, Person
from kogge.network.grants.models import Operation

from .models import ACTIVITIES, CONVERSATIONS, Entry, EntryQuerySet


class Rows(NamedTuple):
    """The tables of one operation and period for formulas, each entry as names with plain values."""

    conversations: list[dict[str, Any]]
    activities: list[dict[str, Any]]


@dataclass(frozen=True)
class Counts:
    """How many count, and their minutes."""

    conversations: int
    activities: int
    conversation_minutes: int
    activity_minutes: int


def entries(
    operation: Operation | None = None,
    organization: Organization | None = None,
    since: date | None = None,
    until: date | None = None,
) -> EntryQuerySet:
    """What the definition counts; both days of the period belong to it."""
    found = Entry.objects.counted()
    found = found.filter(operation=operation) if operation else found
    found = found.filter(centre=organization) if organization else found
    found = found.filter(on__gte=since) if since else found
    return found.filter(on__lte=until) if until else found


def rows(
    operation: Operation | None = None,
    organization: Organization | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Rows:
    """Both tables, in the order in which they were stored, without any name."""
    found = entries(operation, organization, since, until).order_by("pk").values(
        "pk", "kind", "on", "minutes", "aim", "centre__slug", "operation__slug", "topic__slug"
    )  # fmt: skip
    tables: dict[bool, list[dict[str, Any]]] = {True: [], False: []}
    for row in found:
        tables[row["kind"] in ACTIVITIES].append(_plain(row))
    return Rows(conversations=tables[False], activities=tables[True])


def count(
    operation: Operation | None = None,
    organization: Organization | None = None,
    since: date | None = None,
    until: date | None = None,
) -> Counts:
    """The numbers of `rows`, by the database."""
    return counts_of(entries(operation, organization, since, until))


def counts_of(found: EntryQuerySet) -> Counts:
    """The numbers of these entries."""
    talks, work = Q(kind__in=CONVERSATIONS), Q(kind__in=ACTIVITIES)
    sums = found.order_by().aggregate(
        conversations=Count("pk", filter=talks), activities=Count("pk", filter=work),
        conversation_minutes=Sum("minutes", filter=talks), activity_minutes=Sum("minutes", filter=work),
    )  # fmt: skip
    return Counts(**{name: value or 0 for name, value in sums.items()})


def centres_of(user: Somebody) -> QuerySet[Organization]:
    """The organisations this person logs for; for the office all that an operation pays for."""
    slugs = organizations_of(user, "conversation.log")
    if slugs is not None:
        return Organization.objects.filter(slug__in=slugs)
    return Organization.objects.filter(operations__isnull=False).distinct()


def operations_of(centres: Iterable[Organization]) -> QuerySet[Operation]:
    """The operations that pay for one of these."""
    return Operation.objects.filter(organizations__in=list(centres)).distinct().order_by("-starts_on", "slug")


def current_operation(centre: Organization, day: date) -> Operation | None:
    """What a centre's entry of a day belongs to unless somebody says otherwise: the operation that began last."""
    return operations_of([centre]).filter(starts_on__lte=day, ends_on__gte=day).first()


def volunteers() -> QuerySet[Person]:
    """Whoever holds or held a voluntary office."""
    terms = OfficeTerm.objects.values("person")
    return Person.objects.filter(pk__in=terms, merged_into=None).order_by("name", "pk")


def filtered(found: EntryQuerySet, wanted: Mapping[str, Any]) -> EntryQuerySet:
    """The desk's list by what its filter says."""
    if centre := wanted.get("centre"):
        found = found.filter(centre=centre)
    if sort := wanted.get("sort"):
        sorts = {
            "activities": found.activities,
            "conversations": found.conversations,
            "reported": found.unconfirmed,
        }
        found = sorts[sort]()
    if kind := wanted.get("kind"):
        found = found.filter(kind=kind)
    if operation := wanted.get("operation"):
        found = found.filter(operation=operation)
    if since := wanted.get("since"):
        found = found.filter(on__gte=since)
    if until := wanted.get("until"):
        found = found.filter(on__lte=until)
    return found


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": row["pk"], "code": f"C{row['pk']}", "kind": row["kind"], "on": row["on"], "minutes": row["minutes"],
        "aim": row["aim"], "organization": row["centre__slug"], "operation": row["operation__slug"] or "",
        "topic": [row["topic__slug"]] if row["topic__slug"] else [],
    }  # fmt: skip
