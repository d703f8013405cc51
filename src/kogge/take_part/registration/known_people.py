"""Who registered becomes one record per human over all years, without slowing the form.

The rule: a confirmed registration whose mail address was confirmed belongs to the person with the same address and
the same name (case and accents apart); else to a new person. Same name with another address, or another name at one
address, is never decided by the program: staff see it as a suggestion (`queries.possible_duplicates`).
"""

import secrets

from django.db import transaction

from kogge.core import history
from kogge.core.folding import folded
from kogge.core.reactions import announce
from kogge.network.directory.models import Person

from .models import Registration, State

_BATCH = 100
_ORIGIN = {"origin": "registration"}


def link_people() -> int:
    """A job: link the next registrations to their people. Returns how many."""
    rows = Registration.objects.mains().filter(
        state=State.CONFIRMED, person=None, erased_at=None, mail_confirmed_at__isnull=False
    )
    done = 0
    for pk in list(rows.exclude(email="").exclude(name="").values_list("pk", flat=True)[:_BATCH]):
        done += _link(pk)
    return done


@transaction.atomic
def _link(pk: int) -> bool:
    row = Registration.objects.select_for_update(no_key=True).get(pk=pk)
    if row.person_id is not None or not row.email:
        return False  # erased or handed over meanwhile
    same_mail = Person.objects.filter(merged_into=None, email__iexact=row.email).order_by("pk")
    person = next((one for one in same_mail if folded(one.name) == folded(row.name)), None)
    made = person is None
    if person is None:
        slug = f"person-{secrets.token_hex(6)}"
        person = Person.objects.create(slug=slug, name=row.name, email=row.email, facts=_ORIGIN)
    Registration.objects.filter(pk=pk).update(person=person)
    announce("person known", registration=row)
    if made:
        history.record(person, "created", by="clock", after={"registration": pk})
    return True


def forget_if_unused(person: Person | None) -> None:
    """After an erasure: delete a person that was known from this registration only."""
    if person is None or person.facts != _ORIGIN or person.registrations.exists() or person.seats.exists():
        return
    tied = (
        relation for relation in person._meta.related_objects if relation.related_model is not Registration
    )
    for relation in tied:
        if relation.related_model._base_manager.filter(**{relation.field.name: person}).exists():
            return
    person.delete()
