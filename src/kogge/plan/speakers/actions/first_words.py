"""What people said of themselves when they proposed something: it begins their profile, so that nobody asks twice."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from kogge.core import history
from kogge.network.directory.models import Person, Profile
from kogge.plan.events.models import Event

from ..models import Availability, SpeakerProfile
from ..queries import Span


@dataclass(frozen=True)
class Said:
    """What one person said, in which language."""

    person: Person
    language: str
    biography: str = ""
    needs: str = ""
    spans: tuple[Span, ...] = ()


@transaction.atomic
def take_over(said: Iterable[Said], *, event: Event, by: Any) -> None:
    """Fill what is empty, in a fixed number of statements. Own words stay, and nothing becomes public by this."""
    rows = [one for one in said if one.biography or one.needs or one.spans]
    if not rows:
        return
    people = {one.person.pk for one in rows}
    _biographies(rows, people)
    needs = {one.person.pk: one.needs for one in rows if one.needs}
    profiles = list(SpeakerProfile.objects.filter(person__in=needs, needs_technical=""))
    for profile in profiles:
        profile.needs_technical = needs[profile.person_id]
    SpeakerProfile.objects.bulk_update(profiles, ["needs_technical"])
    known = set(Availability.objects.filter(event=event, person__in=people).values_list("person", flat=True))
    times = {(one.person.pk, span) for one in rows for span in one.spans if one.person.pk not in known}
    Availability.objects.bulk_create(
        Availability(person_id=pk, event=event, starts_at=begins, ends_at=ends)
        for pk, (begins, ends) in sorted(times)
    )
    history.record(event, "profiles begun from proposals", by=by, after={"people": sorted(people)})


def _biographies(rows: list[Said], people: set[int]) -> None:
    known = {one.person_id: one for one in Profile.objects.filter(person__in=people)}
    new: dict[int, Profile] = {}
    for one in rows:
        profile = known.get(one.person.pk) or new.setdefault(one.person.pk, Profile(person=one.person))
        has_own = profile.released_at or profile.biography_de or profile.biography_en
        if one.biography and not has_own:
            setattr(profile, f"biography_{'en' if one.language == 'en' else 'de'}", one.biography)
    Profile.objects.bulk_create(one for one in new.values() if one.biography_de or one.biography_en)
    Profile.objects.bulk_update(known.values(), ["biography_de", "biography_en"])
