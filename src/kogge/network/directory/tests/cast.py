"""The people and houses of the directory's tests: an invented coast."""

from typing import Any

from kogge.network.accounts.tests.cast import HARBOUR, MEADOW
from kogge.network.directory import actions
from kogge.network.directory.models import Organization, Person, Place


def harbour(**values: Any) -> Organization:
    """The harbour centre, where Emil edits."""
    given = {"name": "Harbour Centre", "kind": "digital_innovation_centre", "is_public": True, **values}
    return actions.put_organization(by="test", slug=HARBOUR, values=given)


def meadow(**values: Any) -> Organization:
    """The meadow centre, where Frida edits."""
    given = {"name": "Meadow Centre", "kind": "digital_innovation_centre", "is_public": True, **values}
    return actions.put_organization(by="test", slug=MEADOW, values=given)


def pier(**values: Any) -> Place:
    """A place by the sea."""
    return actions.put_place(by="test", slug="pier", values={"name": "Pier", "kind": "venue", **values})


def ada(**values: Any) -> Person:
    """Ada speaks."""
    return actions.put_person(by="test", slug="ada-anchor", values={"name": "Ada Anchor", **values})


def released_ada(**values: Any) -> Person:
    """Ada with a public profile."""
    person = ada(**values)
    actions.release_profile(person, by="test")
    return Person.objects.get(pk=person.pk)
