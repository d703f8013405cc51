"""People on what is already public: a released name stands everywhere, a withdrawn one nowhere, at once."""

from django.db import transaction

from kogge.core import freshness, reactions
from kogge.network.directory.models import Person
from kogge.plan.events.models import Event

from . import snapshot
from .models import PublicEvent, PublicFacet, PublicSession


@transaction.atomic
def refresh(person: Person) -> int:
    """Let a person's released name stand wherever it is public; a withdrawn profile leaves all pages at once.

    Returns in how many events and sessions something changed.
    """
    events = list(PublicEvent.objects.filter(facets__facet="person", facets__value=person.slug))
    sessions = [
        one for one in PublicSession.objects.filter(public_event__in=events) if person.slug in one.people
    ]
    shown = snapshot.released(person)
    everywhere: list[PublicEvent | PublicSession] = [*events, *sessions]
    rows = [one for one in everywhere if _replace_person(one, person.slug, shown)]
    for one in sessions:
        one.people = [someone["slug"] for someone in one.record["people"]]
    PublicEvent.objects.bulk_update(events, ["record"])
    PublicSession.objects.bulk_update(sessions, ["record", "people"])
    if shown != person:
        PublicFacet.objects.filter(public_event__in=events, facet="person", value=person.slug).delete()
    if shown and shown != person:
        PublicFacet.objects.bulk_create(
            [PublicFacet(public_event=one, facet="person", value=shown.slug) for one in events],
            ignore_conflicts=True,
        )
    if rows:
        freshness.advance()
        for event in Event.objects.filter(public__in=events):
            reactions.announce("event released", event=event)
    return len(rows)


def _replace_person(row: PublicEvent | PublicSession, slug: str, shown: Person | None) -> bool:
    named = {"slug": shown.slug, "name": shown.name, "title": shown.title} if shown else None
    people = [
        {**one, **named} if named and one["slug"] == slug else one
        for one in row.record["people"]
        if named or one["slug"] != slug
    ]
    changed = people != row.record["people"]
    row.record = {**row.record, "people": people}
    return changed
