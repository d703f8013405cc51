"""What releases do when the directory changes."""

from typing import Any

from kogge.network.directory.models import Person, Profile

from . import released_people


def person_changed(*, record: Any, **_facts: Any) -> None:
    """A released or withdrawn profile shows on every public page at once."""
    person = record.person if isinstance(record, Profile) else record
    if isinstance(person, Person):
        released_people.refresh(person)
