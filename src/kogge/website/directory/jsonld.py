"""schema.org for organisations, people and places. Of people only what their page shows."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from kogge.core.translated import translated
from kogge.network.directory.models import Organization, Person, Place

KINDS = {
    "municipality": "GovernmentOrganization",
    "ministry": "GovernmentOrganization",
    "federal_ministry": "GovernmentOrganization",
    "state_government": "GovernmentOrganization",
    "state_office": "GovernmentOrganization",
    "university": "CollegeOrUniversity",
    "museum": "Museum",
    "company": "Corporation",
    "project": "Project",
    "joint_project": "Project",
}
Data = dict[str, Any]


def organization(record: Organization) -> Data:
    """An organisation with its place and what it belongs to."""
    return _filled({
        "@context": "https://schema.org",
        "@type": KINDS.get(record.kind, "Organization"),
        "@id": f"{_address('organization', record.slug)}#organization",
        "url": _address("organization", record.slug),
        "name": record.name,
        "legalName": record.full_name,
        "alternateName": [name for name in (record.abbreviation, *record.also_called) if name],
        "description": str(translated(record, "summary")),
        "sameAs": record.website,
        "parentOrganization": _reference("Organization", "organization", record.parent),
        "location": _reference("Place", "place", record.place),
    })  # fmt: skip


def person(record: Person, roles: list[str]) -> Data:
    """A person with a released profile and the roles their page shows."""
    return _filled({
        "@context": "https://schema.org",
        "@type": "Person",
        "@id": f"{_address('person', record.slug)}#person",
        "url": _address("person", record.slug),
        "name": record.name,
        "honorificPrefix": record.title,
        "jobTitle": roles,
    })  # fmt: skip


def place(record: Place) -> Data:
    """A place with address and coordinates."""
    town = record.town
    spot = record.coordinates
    address = {
        "@type": "PostalAddress",
        "streetAddress": record.street,
        "postalCode": record.postcode,
        "addressLocality": town.name if town.kind in {"city", "town"} else "",
    }
    geo = {"@type": "GeoCoordinates", "latitude": spot[0], "longitude": spot[1]} if spot else None
    return _filled({
        "@context": "https://schema.org",
        "@type": "City" if record.kind in {"city", "town"} else "Place",
        "@id": f"{_address('place', record.slug)}#place",
        "url": _address("place", record.slug),
        "name": record.name,
        "alternateName": record.also_called,
        "address": _filled(address) if len(_filled(address)) > 1 else None,
        "geo": geo,
    })  # fmt: skip


def _reference(kind: str, noun: str, record: Any) -> Data | None:
    if record is None or not getattr(record, "is_public", True):
        return None
    return {"@type": kind, "name": record.name, "url": _address(noun, record.slug)}


def _address(noun: str, slug: str) -> str:
    return settings.SITE_URL + reverse(f"website:{noun}", args=[slug])


def _filled(data: Data) -> Data:
    return {key: value for key, value in data.items() if value not in (None, "", [], {})}
