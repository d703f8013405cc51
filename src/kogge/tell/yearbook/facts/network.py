"""Documents, organisations, places, people, programmes and communities of a file of facts."""

from typing import Any

from django.utils import timezone

from kogge.core.imprecise_date import ImpreciseDate
from kogge.core.models import SourceDocument
from kogge.network.directory.models import (
    Appearance,
    Area,
    Community,
    OfficeTerm,
    Organization,
    Partnership,
    Person,
    Place,
    Profile,
    Programme,
)

from .reading import Entry, FactsError
from .store import Loading, listed, refs_of, texts


def load_documents(run: Loading) -> None:
    """The documents the facts are taken from."""
    names = {entry["id"]: entry["name"] for entry in run.facts["organisations"]}
    for document in run.facts.documents:
        run.put(
            SourceDocument,
            {"key": str(document["id"])},
            {
                "title": document["title"],
                "kind": document.get("kind", ""),
                "publisher": names.get(document.get("publisher"), document.get("publisher") or ""),
                "published_on": document.get("published_on"),
                "not_stated": document.get("not_stated", []),
            },
        )


def load_places(run: Loading) -> None:
    """Places, then what they lie within. Coordinates stay those of the region's folder."""
    entries = run.facts["places"]
    for entry in entries:
        values: dict[str, Any] = {
            "name": entry.get("label", entry["name"]),
            "printed_as": entry.get("printed_as", entry["name"] if "label" in entry else ""),
            "kind": entry["kind"],
            "refs": refs_of(entry),
        }
        run.keep("places", entry, run.put(Place, {"slug": entry["id"]}, values))
    for entry in entries:
        outer = entry.get("within") or entry.get("within_derived") or entry.get("near")
        if outer:
            place = run.the("places", entry, "places", outer)
            run.put(Place, {"slug": entry["id"]}, {"within": place})


def load_organizations(run: Loading) -> None:
    """Organisations, then their parents and tandem partners."""
    entries = run.facts["organisations"]
    for entry in entries:
        values = {
            "name": entry["name"],
            "full_name": entry.get("full_name", ""),
            "abbreviation": entry.get("abbreviation", ""),
            "also_called": entry.get("also_called", []) + listed(entry.get("printed_as")),
            "kind": entry["kind"],
            "place": run.the("organisations", entry, "places", entry.get("place")),
            "is_public": True,
            "refs": refs_of(entry),
            "not_stated": entry.get("not_stated", []),
            **texts(entry),
        }
        run.keep("organisations", entry, run.put(Organization, {"slug": entry["id"]}, values))
    for entry in entries:
        if parent := run.the("organisations", entry, "organisations", entry.get("parent")):
            run.put(Organization, {"slug": entry["id"]}, {"parent": parent})
        if partner := run.the("organisations", entry, "organisations", entry.get("tandem_partner")):
            run.put(
                Partnership,
                {"kind": "tandem", "organization": run.found[entry["id"]], "partner": partner},
                {"refs": refs_of(entry)},
            )


def load_programmes(run: Loading) -> None:
    """Programmes and communities."""
    for entry in run.facts["programmes"]:
        since = _date("programmes", entry, entry.get("starts_on") or entry.get("available_from"))
        values = {
            "name": entry["name"],
            "printed_as": entry.get("printed_as", ""),
            "also_called": entry.get("also_called", []),
            "kind": entry.get("kind", ""),
            "owner": run.the("programmes", entry, "organisations", entry.get("owner")),
            "contact_point": run.the("programmes", entry, "organisations", entry.get("contact_point")),
            "eligibility": entry.get("audience", ""),
            "starts_on": since.first,
            "precision": since.precision.value,
            "is_public": True,
            "refs": refs_of(entry),
            "not_stated": entry.get("not_stated", []),
            **texts(entry),
        }
        run.keep("programmes", entry, run.put(Programme, {"slug": entry["id"]}, values))
    areas = {area.slug: area for area in Area.objects.all()}
    for entry in run.facts["communities"]:
        area = run.the("communities", entry, "places", entry.get("area"))
        values = {
            "name": entry["name"],
            "kind": entry["kind"],
            "organizer": run.the("communities", entry, "organisations", entry.get("organiser")),
            "area": areas.get(area.slug) if area else None,
            "area_name": area.name if area else "",
            "is_public": True,
            "refs": refs_of(entry),
            **texts(entry),
        }
        run.keep("communities", entry, run.put(Community, {"slug": entry["id"]}, values))


def load_people(run: Loading) -> None:
    """People as they appear in public roles: a record, a released profile, what they were, their offices."""
    for entry in run.facts["people"]:
        person = run.put(
            Person,
            {"slug": entry["id"]},
            {
                "name": entry["name"],
                "title": entry.get("title", ""),
                "name_incomplete": bool(entry.get("name_incomplete")),
                "refs": refs_of(entry),
                "not_stated": entry.get("not_stated", []),
            },
        )
        run.keep("people", entry, person)
        run.put(Profile, {"person": person}, {}, once={"released_at": timezone.now()})
        organization = run.the("people", entry, "organisations", entry.get("organisation"))
        for role in [entry["role"], *listed(entry.get("also_called"))]:
            run.put(
                Appearance,
                {"person": person, "role": role, "organization": organization},
                {"refs": refs_of(entry)},
            )
        _put_office(run, entry, person)


def _put_office(run: Loading, entry: Entry, person: Person) -> None:
    office = run.facts.offices.get(entry["role"])
    if not office:
        return
    since = _date("people", entry, entry.get("role_since"))
    run.put(
        OfficeTerm,
        {"person": person, "kind": office["kind"], "valid_from": since.first},
        {
            "programme": run.the("people", entry, "programmes", office.get("programme")),
            "community": run.the("people", entry, "communities", office.get("community")),
            "refs": refs_of(entry),
        },
    )


def _date(section: str, entry: Entry, value: object) -> ImpreciseDate:
    try:
        return ImpreciseDate.parse(value)
    except ValueError as error:
        raise FactsError(section, entry["id"], str(error)) from error
