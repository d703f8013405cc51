"""What the directory knows of each noun: its fields, what they point to, its public address."""

from dataclasses import dataclass, field

from django.db import models

from .models import (
    Area,
    Community,
    Organization,
    Person,
    Place,
    Programme,
    Topic,
)

_SOURCED = ("refs", "not_stated", "source_note")


@dataclass(frozen=True)
class Noun:
    """One kind of record. `links` names the fields that may be given as a slug and what they point to."""

    key: str
    model: type[models.Model]
    fields: tuple[str, ...]
    links: dict[str, type[models.Model]] = field(default_factory=dict)

    @property
    def url_name(self) -> str:
        return f"website:{self.key}"


ORGANIZATION = Noun(
    "organization",
    Organization,
    ("name", "full_name", "abbreviation", "also_called", "kind", "parent", "place", "summary_de",
     "summary_en", "plain_de", "website", "facts", "is_public", *_SOURCED),
    {"parent": Organization, "place": Place},
)  # fmt: skip
PLACE = Noun(
    "place",
    Place,
    ("name", "printed_as", "kind", "within", "area", "street", "postcode", "latitude", "longitude",
     "access_features", "access_note", "also_called", "facts", *_SOURCED),
    {"within": Place, "area": Area},
)  # fmt: skip
PERSON = Noun(
    "person", Person, ("name", "title", "name_incomplete", "email", "also_called", "facts", *_SOURCED)
)
COMMUNITY = Noun(
    "community",
    Community,
    ("name", "kind", "organizer", "area", "area_name", "summary_de", "summary_en", "facts", "is_public",
     *_SOURCED),
    {"organizer": Organization, "area": Area},
)  # fmt: skip
PROGRAMME = Noun(
    "programme",
    Programme,
    ("name", "printed_as", "also_called", "kind", "owner", "contact_point", "eligibility", "starts_on",
     "precision", "summary_de", "summary_en", "facts", "is_public", *_SOURCED),
    {"owner": Organization, "contact_point": Organization},
)  # fmt: skip
TOPIC = Noun("topic", Topic, ("name_de", "name_en"))

NOUNS = {noun.key: noun for noun in (ORGANIZATION, PLACE, PERSON, COMMUNITY, PROGRAMME, TOPIC)}
_BY_MODEL = {noun.model: noun for noun in NOUNS.values()}


def of(record: models.Model) -> Noun:
    """The noun of a record."""
    return _BY_MODEL[type(record)]


def is_public(record: models.Model) -> bool:
    """Whether the public may know of the record: a person by a released profile, all else by its switch."""
    if isinstance(record, Person):
        return record.is_public
    return bool(getattr(record, "is_public", True))
