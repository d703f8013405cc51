"""The directory's records of many people who are to speak, in a fixed number of statements."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Lower

from kogge.core import history
from kogge.core.models import FormerAddress
from kogge.network.directory.actions.records import address_of, slug_from
from kogge.network.directory.models import Person
from kogge.plan.events.models import Event


@transaction.atomic
def put_people(wanted: Iterable[tuple[str, str]], *, event: Event, by: Any) -> list[Person]:
    """A record for each name and mail address: of this address, the only one of this name without one, or new.

    Who is new is in no public list, so nobody is told; the history of the event names them.
    """
    rows = list(wanted)
    by_mail, by_name = _known(rows)
    slugs, found, new = set(Person.objects.values_list("slug", flat=True)), [], list[Person]()
    for name, email in rows:
        namesakes = by_name.get(name.lower(), [])
        person = by_mail.get(email.lower()) if email else None
        if person is None and len(namesakes) == 1 and not namesakes[0].email:
            person = namesakes[0]
        if person is None:
            person = Person(slug=slug_from(name, slugs, "person"), name=name or email, email=email)
            new.append(person)
            slugs.add(person.slug)
            by_mail.setdefault(email.lower(), person)
            by_name.setdefault(name.lower(), []).append(person)
        found.append(person)
    Person.objects.bulk_create(new)
    FormerAddress.objects.filter(path__in=[address_of(one) for one in new]).delete()
    if new:
        history.record(event, "people added", by=by, after={"people": [one.pk for one in new]})
    return found


def _known(rows: list[tuple[str, str]]) -> tuple[dict[str, Person], dict[str, list[Person]]]:
    """Who may be meant, by mail address and by name, without regard to capitals."""
    mails, names = {email.lower() for _name, email in rows}, {name for name, _email in rows}
    lower = {
        name.lower() for name in names
    }  # SQLite lowers no umlauts, so the name as it was typed counts, too
    known = Person.objects.filter(merged_into=None).alias(mail=Lower("email"), lower=Lower("name"))
    by_mail: dict[str, Person] = {}
    by_name: dict[str, list[Person]] = {}
    for person in known.filter(Q(mail__in=mails - {""}) | Q(name__in=names) | Q(lower__in=lower)).order_by(
        "name", "pk"
    ):
        by_mail.setdefault(person.email.lower(), person)
        by_name.setdefault(person.name.lower(), []).append(person)
    return by_mail, by_name
