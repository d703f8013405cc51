"""Documents, organisations, places, people, programmes and communities of a file of facts."""

from typing import Any

from kogge.core.imprecise_date import ImpreciseDate
from kogge.network.directory import actions as directory
from kogge.network.directory.models import Area

from .reading import Entry, FactsError
from .store import Loading, listed, refs_of, texts

PROGRAMME_FACTS = ("linked_event", "reporting")


def load_documents(run: Loading) -> None:
    """The documents the facts are taken from."""
    names = {entry["id"]: entry["name"] for entry in run.facts["organisations"]}
    for document in run.facts.documents:
        publisher = document.get("publisher")
        values = {
            "title": document["title"],
            "kind": document.get("kind", ""),
            "publisher": names.get(publisher, publisher or ""),
            "published_on": document.get("published_on"),
            "not_stated": document.get("not_stated", []),
        }
        directory.put_source(by=run.by, key=str(document["id"]), values=values)


def load_places(run: Loading) -> None:
    """Places, then what they lie within. Coordinates and areas stay those of the region's folder."""
    entries = run.facts["places"]
    for entry in entries:
        values: dict[str, Any] = {
            "name": entry.get("label", entry["name"]),
            "printed_as": entry.get("printed_as", entry["name"] if "label" in entry else ""),
            "kind": entry["kind"],
            "refs": refs_of(entry),
        }
        run.keep("places", entry, directory.put_place(by=run.by, slug=entry["id"], values=values))
    for entry in entries:
        outer = entry.get("within") or entry.get("within_derived") or entry.get("near")
        if outer:
            run.the("places", entry, "places", outer)
            directory.put_place(by=run.by, slug=entry["id"], values={"within": outer})


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
        record = directory.put_organization(by=run.by, slug=entry["id"], values=values)
        run.keep("organisations", entry, record)
    for entry in entries:
        values = {}
        if parent := run.the("organisations", entry, "organisations", entry.get("parent")):
            values["parent"] = parent
        if partner := run.the("organisations", entry, "organisations", entry.get("tandem_partner")):
            values["partnerships"] = [{"partner": partner.slug, "kind": "tandem", "refs": refs_of(entry)}]
        if values:
            directory.put_organization(by=run.by, slug=entry["id"], values=values)


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
            "facts": {name: run.named(entry[name]) for name in PROGRAMME_FACTS if name in entry},
            "refs": refs_of(entry),
            "not_stated": entry.get("not_stated", []),
            **texts(entry),
        }
        record = directory.put_programme(by=run.by, slug=entry["id"], values=values)
        run.keep("programmes", entry, record)


def load_communities(run: Loading) -> None:
    """Communities with who organises them and where they are at home."""
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
        record = directory.put_community(by=run.by, slug=entry["id"], values=values)
        run.keep("communities", entry, record)


def load_people(run: Loading) -> None:
    """People as they appear in public roles: a record, a released profile, what they were, their offices."""
    for entry in run.facts["people"]:
        organization = run.the("people", entry, "organisations", entry.get("organisation"))
        appearance = {
            "role": entry["role"],
            "organization": organization.slug if organization else None,
            "refs": refs_of(entry),
        }
        values = {
            "name": entry["name"],
            "title": entry.get("title", ""),
            "name_incomplete": bool(entry.get("name_incomplete")),
            "also_called": listed(entry.get("also_called")),
            "appearances": [appearance],
            "office_terms": _offices(run, entry),
            "refs": refs_of(entry),
            "not_stated": entry.get("not_stated", []),
        }
        person = directory.put_person(by=run.by, slug=entry["id"], values=values)
        run.keep("people", entry, person)
        directory.release_profile(person, by=run.by)


def _offices(run: Loading, entry: Entry) -> list[dict[str, Any]]:
    """The term of a role that offices.yaml knows as an office."""
    office = run.facts.offices.get(entry["role"])
    if not office:
        return []
    run.the("people", entry, "programmes", office.get("programme"))
    run.the("people", entry, "communities", office.get("community"))
    since = _date("people", entry, entry.get("role_since"))
    start = {"valid_from": since.first} if since.first else {}
    return [{**office, **start, "refs": refs_of(entry)}]


def _date(section: str, entry: Entry, value: object) -> ImpreciseDate:
    try:
        return ImpreciseDate.parse(value)
    except ValueError as error:
        raise FactsError(section, entry["id"], str(error)) from error
