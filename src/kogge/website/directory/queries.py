"""What the public pages of the directory show, each in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone

from kogge.core import former_addresses
from kogge.core.ordering import empty_lowest
from kogge.network.directory.models import (
    Appearance,
    OfficeTerm,
    Organization,
    Partnership,
    Place,
    Programme,
)
from kogge.publish.programme.models import PublicEvent, PublicSession
from kogge.publish.programme.queries import listed
from kogge.tell.yearbook.models import YearNote

MOST_EVENTS = 8
OFF = ("cancelled", "postponed")
VOLUNTARY_OFFICE = "volunteer_appointment"
SHOWN_PERSON = Q(person__merged_into=None, person__profile__released_at__isnull=False)


@dataclass(frozen=True)
class Events:
    """Upcoming and past events of something, the nearest first, and how many there are in all."""

    upcoming: list[PublicEvent]
    past: list[PublicEvent]
    count: int

    @property
    def more(self) -> bool:
        """Whether the calendar has more than is shown."""
        return self.count > len(self.upcoming) + len(self.past)

    def __bool__(self) -> bool:
        return self.count > 0


def events_with(facet: str, slugs: Iterable[str]) -> Events:
    """Public events that have one of these values."""
    return _events(listed().filter(facets__facet=facet, facets__value__in=list(slugs)).distinct())


def events_at(slugs: Iterable[str]) -> Events:
    """Public events at one of these places."""
    return _events(listed().filter(record__place__slug__in=list(slugs)))


def _events(events: QuerySet[PublicEvent]) -> Events:
    rows = list(events.order_by(*empty_lowest("sort_on", "starts_at"), "pk"))
    today = timezone.localdate()
    upcoming = [row for row in rows if row.sort_on and row.sort_on >= today and row.state not in OFF]
    taken = {row.pk for row in upcoming}
    past = [row for row in reversed(rows) if row.pk not in taken]
    return Events(upcoming[:MOST_EVENTS], past[:MOST_EVENTS], len(rows))


def sessions_of(slugs: Iterable[str]) -> list[PublicSession]:
    """Public sessions in which one of these people takes part, in order of time."""
    wanted = set(slugs)
    events = PublicEvent.objects.filter(facets__facet="person", facets__value__in=wanted).distinct()
    rows = PublicSession.objects.filter(public_event__in=events).select_related("public_event")
    mine = [row for row in rows if wanted & set(row.people)]
    return sorted(mine, key=lambda row: (row.public_event.sort_on or date.max, row.day or 0, row.position))


def slugs_of(url_name: str, slug: str) -> list[str]:
    """The slug of today and those that lead to it: releases made before a renaming keep theirs."""
    paths = former_addresses.former_paths(former_addresses.path_of(url_name, slug))
    return [slug, *(path.rstrip("/").rsplit("/", 1)[-1] for path in paths)]


def public_organizations() -> QuerySet[Organization]:
    """All organisations the directory shows."""
    return Organization.objects.filter(is_public=True).select_related(
        "parent", "place__area", "place__within__area", "place__within__within"
    )


def public_partnerships(organization: Organization) -> list[Partnership]:
    """Partnerships in which the organisation is one side, the other being public, the newest first."""
    rows = Partnership.objects.filter(
        Q(organization=organization, partner__is_public=True)
        | Q(partner=organization, organization__is_public=True)
    ).select_related("organization", "partner")
    return sorted(rows, key=lambda row: row.valid_from or date.min, reverse=True)


def shown_appearances(organization: Organization) -> list[Appearance]:
    """Who appeared for an organisation; people without a released profile are left out."""
    rows = Appearance.objects.filter(SHOWN_PERSON, organization=organization).select_related("person")
    return list(rows.order_by("person__name", "pk"))


def shown_terms(condition: Q) -> list[OfficeTerm]:
    """Terms of office of people with a released profile."""
    rows = OfficeTerm.objects.filter(SHOWN_PERSON, condition).select_related(
        "person", "programme", "community"
    )
    return list(rows.order_by("person__name", "pk"))


def missions(programme: Programme) -> list[YearNote]:
    """The mission of a voluntary office, in the words of the year it was written."""
    if programme.kind != VOLUNTARY_OFFICE:
        return []
    subjects = ("", f"programme:{programme.slug}")
    return list(YearNote.objects.filter(kind="mission", subject__in=subjects))


def place_and_parts(place: Place) -> list[Place]:
    """A place and everything that lies within it, whatever the depth."""
    everything = list(Place.objects.only("pk", "slug", "name", "kind", "within_id"))
    found, edge = [place], {place.pk}
    while edge:
        parts = [one for one in everything if one.within_id in edge]
        found += parts
        edge = {one.pk for one in parts}
    return found
