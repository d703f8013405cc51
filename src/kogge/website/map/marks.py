"""What stands on the map: centres, partners and where events take place."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kogge.core import region
from kogge.core.maps import Mark
from kogge.network.directory.models import Organization
from kogge.publish.programme.models import PublicEvent

KINDS = ("centre", "partner", "event")


@dataclass
class Spot:
    """One place of the map with everything that is there."""

    name: str
    area: str
    latitude: float | None = None
    longitude: float | None = None
    place: str = ""
    organizations: list[tuple[str, Organization]] = field(default_factory=list)
    events: list[PublicEvent] = field(default_factory=list)

    @property
    def calendar(self) -> str:
        """The events here as a filter of the calendar."""
        return f"{reverse('website:calendar')}?place={self.place}&km=1&when=all"


def network_organizations() -> list[tuple[str, Organization]]:
    """Centres and partners of the network as (kind of mark, organisation)."""
    data = region.current().data
    kinds = {data.get("centre_kind", ""): "centre", data.get("partner_kind", ""): "partner"}
    rows = Organization.objects.filter(is_public=True, kind__in=kinds).select_related(
        "place__area", "place__within__area", "place__within__within"
    )
    return [(kinds[row.kind], row) for row in rows.order_by("name")]


def spots(
    organizations: Iterable[tuple[str, Organization]], events: QuerySet[PublicEvent] | Iterable[PublicEvent]
) -> list[Spot]:
    """Everything by the town it is in, in order of name; what has no place comes last without coordinates."""
    found: dict[str, Spot] = {}
    for kind, organization in organizations:
        town = organization.place.town if organization.place else None
        spot = found.setdefault(town.name if town else "", _spot_of(town))
        spot.organizations.append((kind, organization))
    for event in events:
        place: dict[str, Any] = event.record.get("place") or {}
        name = place.get("town") or place.get("name") or ""
        spot = found.setdefault(name, Spot(name, place.get("area_slug") or ""))
        if spot.latitude is None and event.latitude is not None:
            spot.latitude, spot.longitude = event.latitude, event.longitude
        spot.place = spot.place or place.get("slug") or ""
        spot.area = spot.area or place.get("area_slug") or ""
        spot.events.append(event)
    return sorted(found.values(), key=lambda spot: (not spot.name, spot.name.casefold()))


def marks(found: Iterable[Spot]) -> list[Mark]:
    """The marks of the spots; what has no coordinates stands in the list only."""
    drawn: list[Mark] = []
    for spot in found:
        if spot.latitude is None or spot.longitude is None:
            continue
        if spot.events:
            title = f"{spot.name}: {count_label(len(spot.events))}"
            label = "" if any(kind == "centre" for kind, _one in spot.organizations) else spot.name
            drawn.append(
                Mark(
                    spot.latitude, spot.longitude, label, spot.calendar, "event", len(spot.events) + 8, title
                )
            )
        for kind, organization in spot.organizations:
            address = reverse("website:organization", args=[organization.slug])
            drawn.append(
                Mark(
                    spot.latitude, spot.longitude, spot.name, address, kind, 3, f"{organization}, {spot.name}"
                )
            )
    return sorted(drawn, key=lambda mark: KINDS[::-1].index(mark.kind))


def centre_marks() -> list[Mark]:
    """The centres alone."""
    return marks(spots([row for row in network_organizations() if row[0] == "centre"], []))


def by_area(found: Iterable[Spot], names: dict[str, str]) -> list[tuple[str, str, list[Spot]]]:
    """The list beside the map: (slug, name, spots) per area, then what lies outside, then what has no place."""
    groups: dict[str, list[Spot]] = defaultdict(list)
    for spot in found:
        elsewhere = "outside" if spot.latitude is not None else "nowhere"
        groups[spot.area if spot.area in names else elsewhere].append(spot)
    inside = sorted(((slug, names[slug]) for slug in groups if slug in names), key=lambda pair: pair[1])
    last = [("outside", _("Outside the region")), ("nowhere", _("Location not stated"))]
    return [
        (slug if slug in names else "", name, groups[slug])
        for slug, name in [*inside, *last]
        if slug in groups
    ]


def count_label(count: int) -> str:
    """How many events, in words."""
    return ngettext("%d event", "%d events", count) % count


def _spot_of(town: Any) -> Spot:
    if town is None:
        return Spot("", "")
    area, coordinates = town.district, town.coordinates or (None, None)
    return Spot(town.name, area.slug if area else "", coordinates[0], coordinates[1], town.slug)
