"""Questions about speakers: when somebody can, who is placed outside that, what is still missing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from kogge.core.ordering import empty_lowest
from kogge.network.directory.models import Person
from kogge.plan.events.models import Contribution, Event, Session

from .models import Absence, Availability, Slides, SpeakerProfile

Span = tuple[datetime, datetime]


def availability(event: Event) -> dict[int, list[Span]]:
    """When people can be at the event, by person; whoever said nothing can always and is left out."""
    found: dict[int, list[Span]] = defaultdict(list)
    rows = Availability.objects.filter(event=event).order_by("starts_at")
    for person, starts_at, ends_at in rows.values_list("person_id", "starts_at", "ends_at"):
        known = found[person]
        if known and starts_at <= known[-1][1]:  # spans that touch are one
            known[-1] = (known[-1][0], max(known[-1][1], ends_at))
        else:
            known.append((starts_at, ends_at))
    return dict(found)


def is_there(spans: Iterable[Span], starts_at: datetime, ends_at: datetime) -> bool:
    """Whether one of the times holds the whole of a session."""
    return any(begins <= starts_at and ends_at <= ends for begins, ends in spans)


def away(event: Event, sessions: Iterable[Session]) -> list[tuple[Session, Person, list[Span]]]:
    """Who is placed outside the times they gave. Needs `contributions__person` prefetched to stay cheap."""
    known = availability(event)
    return [
        (one, row.person, known[row.person_id])
        for one in sessions
        if one.starts_at and one.ends_at and one.state != Session.State.CANCELLED
        for row in one.contributions.all()
        if row.person_id in known and not is_there(known[row.person_id], one.starts_at, one.ends_at)
    ]


@dataclass
class Speaker:
    """One person of an event as the desk lists them."""

    person: Person
    profile: SpeakerProfile | None
    sessions: list[Session] = field(default_factory=list)
    slides: list[Slides] = field(default_factory=list)
    absences: list[Absence] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)


def contributions(event: Event) -> QuerySet[Contribution]:
    """Who takes part in which session of the event."""
    rows = Contribution.objects.filter(session__event=event)
    return rows.select_related("person__profile", "person__speaker_profile", "session__room").order_by(
        "person__name", "session__starts_at", "session_id"
    )


def speakers(event: Event) -> list[Speaker]:
    """Everybody of an event's sessions by name, in a constant number of queries."""
    found: dict[int, Speaker] = {}
    for row in contributions(event):
        profile = getattr(row.person, "speaker_profile", None)
        one = found.setdefault(row.person_id, Speaker(row.person, profile))
        if row.session not in one.sessions:
            one.sessions.append(row.session)
    absences = Absence.objects.filter(session__event=event).select_related("person", "session")
    for absence in absences:
        profile = getattr(absence.person, "speaker_profile", None)
        found.setdefault(absence.person_id, Speaker(absence.person, profile)).absences.append(absence)
    for slides in Slides.objects.filter(session__event=event).select_related("session"):
        if slides.person_id in found:
            found[slides.person_id].slides.append(slides)
    for person, spans in availability(event).items():
        if person in found:
            found[person].spans = spans
    return list(found.values())


def sessions_of(person: Person) -> QuerySet[Session]:
    """The sessions of somebody and of records merged into theirs, the next one first."""
    people = [person.pk, *Person.objects.filter(merged_into=person).values_list("pk", flat=True)]
    rows = Session.objects.filter(contributions__person__in=people).distinct()
    return rows.select_related("event", "room").order_by(*empty_lowest("event__starts_on", "starts_at"), "pk")
