"""What is left of a record that was erased, and of one that nothing needs any more."""

import secrets
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from kogge.network.directory.models import Person

from .models import Erasure

ERASED = {"erased": True}
ORIGIN = {"origin": "registration"}
_LOOSE = (Erasure,)


def is_erased(person: Person) -> bool:
    """Whether the record lost its name for good."""
    return person.facts == ERASED


def bury(person: Person) -> None:
    """Take from a record everything that says who it was. The number by which a backup is searched stays."""
    Person.objects.filter(pk=person.pk).update(
        slug=f"erased-{secrets.token_hex(6)}", name="", title="", name_incomplete=False, email="",
        also_called=[], facts=ERASED, refs=[], not_stated=[], source_note="",
    )  # fmt: skip
    person.refresh_from_db()


def unneeded() -> QuerySet[Person]:
    """Erased people and people known from registrations alone to whom nothing points any more."""
    rows = Person.objects.filter(Q(facts=ERASED) | Q(facts=ORIGIN))
    for relation in Person._meta.related_objects:
        model: Any = relation.related_model
        if model not in _LOOSE:
            pointing = {relation.field.name: OuterRef("pk")}
            rows = rows.exclude(Exists(model._base_manager.filter(**pointing)))
    return rows


def delete_unneeded() -> int:
    """Delete them, those that were merged into others first."""
    done = 0
    while found := list(unneeded().values_list("pk", flat=True)):
        done += Person.objects.filter(pk__in=found).delete()[0]
    return done
