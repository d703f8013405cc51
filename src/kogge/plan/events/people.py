"""Finding a person by name, or creating one who is new."""

from typing import Any

from django.utils.translation import gettext as _

from kogge.core.refusals import Refused
from kogge.network.directory import actions, nouns
from kogge.network.directory.models import Person


def named(name: str) -> list[Person]:
    """People of that name, whatever the capitals."""
    return list(Person.objects.filter(name__iexact=name.strip(), merged_into=None)[:2])


def found_or_created(data: dict[str, Any], *, by: Any) -> Person:
    """The one person of that name; a new record when there is none; two of them need the directory."""
    found = named(data["name"])
    if len(found) > 1:
        raise Refused(
            _(
                "There are several people of this name. Please join or distinguish them in the directory first."
            ),
            field="name",
        )
    if found:
        return found[0]
    return actions.create(nouns.PERSON, by=by, values={"name": data["name"], "title": data.get("title", "")})  # type: ignore[return-value]
