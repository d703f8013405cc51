"""Questions that span the tables of planning."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.imprecise_date import Precision
from kogge.core.ordering import empty_lowest
from kogge.core.translated import translated
from kogge.network.accounts.permissions import Somebody, organizations_of
from kogge.network.directory.models import Organization
from kogge.network.grants.models import Operation

from . import clashes
from .clashes import Candidate, Clash
from .formats import Stage
from .models import Contribution, Event, EventOrganizer, EventSeries, Session

NOT_HAPPENING = (Event.State.CANCELLED, Event.State.POSTPONED)


@dataclass(frozen=True)
class Missing:
    """Something to do before publishing, and the name of the page where it is done."""

    sentence: str
    url_name: str
    blocks: bool


def with_clash_facts(events: QuerySet[Event]) -> QuerySet[Event]:
    """Load what `candidate_of` reads in a constant number of queries."""
    sessions = Session.objects.exclude(state=Session.State.CANCELLED).prefetch_related(
        Prefetch("contributions", Contribution.objects.select_related("person"))
    )
    return events.select_related("place__within__within", "room", "parent__parent__parent").prefetch_related(
        "audiences", "people__person", Prefetch("sessions", sessions), "organizer_rows__organization"
    )


def candidate_of(event: Event) -> Candidate:
    """What of an event may clash."""
    root = event
    while root.parent is not None:
        root = root.parent
    people = {row.person_id: str(row.person) for row in event.people.all()}
    for session in event.sessions.all():
        people |= {row.person_id: str(row.person) for row in session.contributions.all()}
    if event.starts_on is None:
        raise ValueError("Only events with a day may clash.")
    return Candidate(
        pk=event.pk,
        root=root.pk,
        title=str(translated(event, "title")),
        first=event.starts_on,
        last=event.ends_on or event.starts_on,
        span=(event.starts_at, event.ends_at) if event.starts_at and event.ends_at else None,
        place=str(event.place or ""),
        point=event.place.coordinates if event.place and event.mode != Event.Mode.ONLINE else None,
        audiences={one.pk: str(translated(one, "name")) for one in event.audiences.all()},
        rooms={event.room.pk: str(event.room)} if event.room else {},
        people=people,
    )


def on_days(first: date, last: date) -> QuerySet[Event]:
    """Events of exact days that touch the period and will take place."""
    return (
        Event.objects.filter(precision=Precision.DAY, starts_on__lte=last, is_milestone=False)
        .filter(Q(ends_on__gte=first) | Q(ends_on=None, starts_on__gte=first))
        .exclude(state__in=NOT_HAPPENING)
    )


def clashes_between(first: date, last: date) -> list[Clash]:
    """Every clash in a period."""
    return clashes.all_among(candidate_of(event) for event in with_clash_facts(on_days(first, last)))


def clashes_of(candidate: Candidate) -> list[Clash]:
    """What a planned event would clash with."""
    others = with_clash_facts(on_days(candidate.first, candidate.last))
    if candidate.pk:
        others = others.exclude(pk=candidate.pk)
    return [clash for event in others for clash in clashes.between(candidate, candidate_of(event))]


def leads_of(user: Somebody) -> QuerySet[Organization]:
    """The organisations in whose name the user may create events."""
    slugs = organizations_of(user, "event.create")
    found = Organization.objects.all()
    return found if slugs is None else found.filter(slug__in=slugs)


def operations_for(organizations: Iterable[Organization]) -> QuerySet[Operation]:
    """The funded operations that carry these organisations."""
    return Operation.objects.filter(organizations__in=list(organizations)).distinct()


def invitations_for(user: Somebody) -> QuerySet[EventOrganizer]:
    """Invitations to co-organise that the user may answer."""
    rows = EventOrganizer.objects.filter(role=EventOrganizer.Role.CO, accepted_at=None).select_related(
        "event", "organization"
    )
    slugs = organizations_of(user, "event.change")
    return rows if slugs is None else rows.filter(organization__slug__in=slugs)


def desk_list(user: Somebody, wanted: dict[str, Any]) -> QuerySet[Event]:
    """The events of the desk's list, filtered by state, centre, year and text."""
    events = Event.objects.visible_to(user).with_organizers()
    if state := wanted.get("state"):
        events = events.filter(state=state)
    if organization := wanted.get("organizer"):
        events = events.filter(organizer_rows__organization__slug=organization).distinct()
    if year := wanted.get("year"):
        events = events.filter(starts_on__year=year)
    for word in str(wanted.get("q") or "").split()[:6]:
        events = events.filter(
            Q(title_de__icontains=word) | Q(title_en__icontains=word) | Q(place__name__icontains=word)
        )
    return events.order_by(*empty_lowest("-sort_on", "-starts_at"), "-pk")


def missing(event: Event) -> list[Missing]:
    """What is to be done before the event is published; what blocks a release comes first."""
    asked: list[tuple[bool, str, str, bool]] = [
        (not event.starts_on, _("Say when it takes place, at least the month."), "edit", True),
        (event.mode == Event.Mode.NOT_STATED, _("Say whether it is on site or online."), "edit", False),
        (
            event.mode in {Event.Mode.ONSITE, Event.Mode.HYBRID} and event.place is None,
            _("Choose the place."), "edit", False,
        ),
        (
            event.mode in {Event.Mode.ONLINE, Event.Mode.HYBRID} and not event.online_url,
            _("Add the link for online participants."), "edit", False,
        ),
        (not event.summary_de, _("Describe it in two sentences."), "edit", False),
        (
            bool(event.summary_de) and not event.summary_en,
            _("Add the summary in English; until then it is marked as German only."), "edit", False,
        ),
        (
            event.funding == Event.Funding.UNDECIDED,
            _("Decide whether it belongs to a funded operation."), "edit", False,
        ),
        (
            event.format.uses(Stage.CAPACITY) and event.capacity is None, _("Say how many seats there are."),
            "edit", False,
        ),
        (
            event.mode != Event.Mode.ONLINE and not event.access_features and not event.access_note,
            _("Say how accessible it is."), "edit", False,
        ),
        (
            bool(event.format.sessions) and not event.sessions.exists(),
            _("Add the programme points."), "sessions", False,
        ),
        (
            event.organizer_rows.filter(role=EventOrganizer.Role.CO, accepted_at=None).exists(),
            _("A co-organiser has not answered the invitation yet."), "organizers", False,
        ),
    ]  # fmt: skip
    return [Missing(sentence, page, blocks) for applies, sentence, page, blocks in asked if applies]


def years() -> list[int]:
    """The years in which something is planned or happened, the newest first."""
    found = {day.year for day in Event.objects.filter(starts_on__isnull=False).dates("starts_on", "year")}
    return sorted(found | {timezone.localdate().year}, reverse=True)


def operation(pk: int) -> Operation | None:
    """One operation."""
    return Operation.objects.filter(pk=pk).first()


def people_of(event: Event) -> dict[int, str]:
    """Everybody who appears at an event, in its sessions too."""
    rows = {row.person_id: str(row.person) for row in event.people.select_related("person")}
    contributions = Contribution.objects.filter(session__event=event).select_related("person")
    return rows | {row.person_id: str(row.person) for row in contributions}


def series_for(user: Somebody) -> QuerySet[EventSeries]:
    """The series the user may change, with the number of their dates."""
    found = EventSeries.objects.annotate(dates=Count("events", distinct=True)).prefetch_related("organizers")
    slugs = organizations_of(user, "event.change")
    return found if slugs is None else found.filter(organizers__slug__in=slugs).distinct()
