"""The nouns of the directory, one file each."""

from .groups import Audience, Community, Programme, Topic
from .organizations import (
    Organization,
    OrganizationAddress,
    OrganizationName,
    OrganizationOperator,
    Partnership,
)
from .people import Appearance, OfficeTerm, Person, PersonMerge, Profile
from .places import Area, Place, Room
from .validity import Valid

__all__ = [
    "Appearance", "Area", "Audience", "Community", "OfficeTerm", "Organization", "OrganizationAddress",
    "OrganizationName", "OrganizationOperator", "Partnership", "Person", "PersonMerge", "Place", "Profile",
    "Programme", "Room", "Topic", "Valid",
]  # fmt: skip
