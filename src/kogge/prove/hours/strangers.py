"""Attendance of which nobody knows yet whose it was: walk-ins, heads of groups, names on paper, and who it may be."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from kogge.core.folding import folded
from kogge.network.directory.models import Person
from kogge.plan.events.models import Event
from kogge.take_part.attendance.models import Attendance
from kogge.take_part.attendance.queries import name_of
from kogge.take_part.registration.models import Registration

from .models import Holder

MOST_FOUND = 20


@dataclass(frozen=True)
class Candidate:
    """Somebody who may have held the ticket, and what speaks for it."""

    person: Person
    why: str
    events: int


@dataclass
class Stranger:
    """One ticket at one event without a person."""

    serial: str
    name: str
    email: str
    minutes: int
    proof: str
    candidates: list[Candidate] = field(default_factory=list)


def unknown(events: Iterable[Event]) -> QuerySet[Attendance]:
    """Attendance of single people that is linked to nobody."""
    rows = Attendance.objects.filter(door__event__in=events, attended=True)
    rows = rows.exclude(registration__kind=Registration.Kind.HEADCOUNT)
    return rows.exclude(Exists(Holder.objects.filter(serial=OuterRef("serial"))))


def count_by_event(events: Iterable[Event]) -> dict[int, int]:
    """How many people of each event nobody knows, by the event's key; only where there are any."""
    rows = unknown(events).order_by().values_list("door__event")
    return dict(rows.annotate(found=Count("serial", distinct=True)))


def strangers(event: Event) -> list[Stranger]:
    """Whom nobody knows at this event, by name."""
    rows = unknown([event]).select_related("registration", "seat").order_by("area", "pk")
    found: dict[str, Stranger] = {}
    areas: dict[str, int] = {}
    for row in rows:
        first = areas.setdefault(row.serial, row.area)
        if row.serial not in found:
            email = row.seat.email if row.seat else row.registration.email if row.registration else ""
            found[row.serial] = Stranger(
                row.serial, name_of(row), email, row.minutes, row.get_proof_display()
            )
        elif first != 0:  # without a scan at the event's own door, the sessions add up
            found[row.serial].minutes += row.minutes
    return sorted(found.values(), key=lambda one: (not one.name, folded(one.name), one.serial))


def suggest(listed: list[Stranger]) -> None:
    """Note for each who it may be: the same name or the same address. Nothing is decided here."""
    if not listed:
        return
    names = {folded(one.name): one.name for one in listed if one.name}
    mails = {one.email.casefold() for one in listed if one.email}
    wanted = [Q(name__iexact=name) for name in names.values()] + [Q(email__iexact=mail) for mail in mails]
    people = _people(reduce(or_, wanted)) if wanted else []
    for one in listed:
        for person in people:
            same_name = bool(one.name) and folded(person.name) == folded(one.name)
            same_mail = bool(one.email) and person.email.casefold() == one.email.casefold()
            if same_name or same_mail:
                one.candidates.append(_candidate(person, same_name=same_name, same_mail=same_mail))


def search(words: str) -> list[Candidate]:
    """People whose name has these words, or whose address this is."""
    words = " ".join(words.split())
    if len(words) < 3:
        return []
    by_name = reduce(lambda found, word: found & Q(name__icontains=word), words.split(), Q())
    people = _people(by_name | Q(email__iexact=words))
    return [_candidate(person, same_name=False, same_mail=False) for person in people]


def _people(which: Q) -> list[Person]:
    rows = Person.objects.filter(which, merged_into=None).exclude(name="")
    return list(rows.annotate(credited=Count("credits")).order_by("name", "pk")[: MOST_FOUND * 10])


def _candidate(person: Person, *, same_name: bool, same_mail: bool) -> Candidate:
    why = {
        (True, True): _("same name and same mail address"),
        (True, False): _("same name"),
        (False, True): _("same mail address, other name"),
        (False, False): "",
    }[(same_name, same_mail)]
    return Candidate(person, why, person.credited)  # type: ignore[attr-defined]
