"""Questions about registrations that span tables. They change nothing."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kogge.core.folding import folded
from kogge.network.directory.models import Person
from kogge.plan.events.models import Session

from . import parties
from .models import Admission, Capacity, Registration, State
from .overlaps import overlap

MOST_SUGGESTED = 200


@dataclass(frozen=True)
class Waiting:
    """One line of the waiting list, with the reason why this party still waits."""

    position: int
    registration: Registration
    reason: str


@dataclass(frozen=True)
class Likeness:
    """Two records that may be the same human. Staff decide; nothing is merged by itself."""

    registration: Registration
    other: Registration | Person
    why: str


def position(registration: Registration) -> int | None:
    """The place on the waiting list, from 1; None for whoever does not wait."""
    if registration.state != State.WAITING:
        return None
    before = Registration.objects.filter(capacity=registration.capacity_id, state=State.WAITING)
    return before.filter(pk__lt=registration.pk).count() + 1


def waiting_list(capacity: Capacity) -> list[Waiting]:
    """Who waits for these seats, in order, each with the reason."""
    rows = Registration.objects.filter(capacity=capacity, state=State.WAITING)
    rows = rows.select_related("main", "admission").order_by("pk")
    return [Waiting(place, row, _why(row, capacity)) for place, row in enumerate(rows, 1)]


def _why(row: Registration, capacity: Capacity) -> str:
    if row.main is not None and row.main.state != State.CONFIRMED:
        return _("The registration for the event is not confirmed yet.")
    if parties.has_begun(capacity, timezone.now()):
        return _("It has begun: seats are given at the door.")
    if capacity.overbooked:
        facts = {"count": capacity.overbooked}
        words = ngettext(
            "%(count)s seat too many is taken.", "%(count)s seats too many are taken.", capacity.overbooked
        )
        return words % facts
    if capacity.left:
        facts = {"left": capacity.left, "heads": row.heads}
        return _("Needs %(heads)s seats together, %(left)s are free.") % facts
    return _("All seats are taken.")


def seated(admission: Admission, session: Session | None = None) -> QuerySet[Registration]:
    """Who holds a seat now in the event, or in one of its sessions."""
    rows = Registration.objects.seated().filter(admission=admission)
    return rows.filter(main=None) if session is None else rows.filter(capacity__session=session)


def overlaps(registration: Registration, session: Session) -> list[Session]:
    """Booked sessions of this party that take place at the same time."""
    main_id = registration.main_id or registration.pk
    parts = Registration.objects.live().filter(main=main_id).select_related("capacity__session")
    booked = [part.capacity.session for part in parts if part.capacity.session is not None]
    return [other for other in booked if other.pk != session.pk and overlap(other, session)]


def possible_duplicates(admission: Admission) -> list[Likeness]:
    """Registrations that may be the same human as another one or a known person: same name with another address.

    Names are compared without case and accents. Staff look at them; nothing is merged or refused by itself.
    """
    rows = list(
        Registration.objects.live().mains().filter(admission=admission).exclude(name="").order_by("pk")
    )
    first: dict[str, Registration] = {}
    found: list[Likeness] = []
    for row in rows:
        other = first.setdefault(folded(row.name), row)
        if other is not row and other.email_key != row.email_key:
            found.append(Likeness(row, other, _("Same name, other mail address")))
    return (found + _like_known_people(rows))[:MOST_SUGGESTED]


def _like_known_people(rows: Iterable[Registration]) -> list[Likeness]:
    unlinked = {row.name: row for row in rows if row.person_id is None}
    people = Person.objects.filter(merged_into=None, name__in=list(unlinked)).order_by("pk")
    same_mail = _("Same name as a known person")
    other_mail = _("Same name as a known person, other mail address")
    return [
        Likeness(
            unlinked[person.name],
            person,
            same_mail if not person.email or _same_mail(person, unlinked[person.name]) else other_mail,
        )
        for person in people
    ]


def _same_mail(person: Person, row: Registration) -> bool:
    return person.email.casefold() == row.email_key
