"""Hours per person as pages show them: who reached the threshold, who is near it, and whose names one may see."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from kogge.network.accounts.permissions import Somebody, organizations_of
from kogge.network.directory.models import Person
from kogge.network.grants.models import Operation
from kogge.plan.events.models import Event
from kogge.prove.profiles.queries import profile_of

from .models import Credit, Participant
from .queries import minutes_by_person

NEAR = 0.75


@dataclass(frozen=True)
class Hours:
    """One person's hours in an operation. Without `name`: not one's own event's guest."""

    code: str
    name: str
    minutes: int
    reached: bool


@dataclass(frozen=True)
class Standing:
    """All people of an operation by where they stand; each list of (person, minutes), most minutes first."""

    minimum: int
    reached: list[tuple[int, int]]
    near: list[tuple[int, int]]
    others: list[tuple[int, int]]

    @property
    def everybody(self) -> list[tuple[int, int]]:
        return [*self.reached, *self.near, *self.others]

    @property
    def minutes(self) -> int:
        return sum(minutes for _person, minutes in self.everybody)


def standing(operation: Operation) -> Standing:
    """Who stands where. Without questions in the profile there is no threshold, and nobody reaches it."""
    profile = profile_of(operation)
    minimum = profile.minimum_minutes
    found = sorted(minutes_by_person(operation).items(), key=lambda one: (-one[1], one[0]))
    made = Standing(minimum, [], [], [])
    for person, minutes in found:
        if minimum and minutes >= minimum:
            made.reached.append((person, minutes))
        elif minimum and minutes >= minimum * NEAR:
            made.near.append((person, minutes))
        else:
            made.others.append((person, minutes))
    return made


def named(user: Somebody, people: Iterable[int]) -> dict[int, str]:
    """The names of these people as far as somebody may read them: the office all, others their own events' guests."""
    slugs = organizations_of(user, "hours.see")
    rows = Person.objects.filter(pk__in=list(people))
    if slugs is not None:
        own = Credit.objects.filter(event__in=Event.objects.owned_by(slugs)).values("person")
        rows = rows.filter(pk__in=own)
    return {pk: name or _("erased person") for pk, name in rows.values_list("pk", "name")}


def lines(
    user: Somebody, operation: Operation, listed: Iterable[tuple[int, int]], minimum: int
) -> list[Hours]:
    """The people of one page with their codes and, where one may read them, names."""
    listed = list(listed)
    people = [person for person, _minutes in listed]
    names = named(user, people)
    codes = dict(
        Participant.objects.filter(operation=operation, person__in=people).values_list("person", "code")
    )
    return [
        Hours(codes.get(one, ""), names.get(one, ""), minutes, reached=0 < minimum <= minutes)
        for one, minutes in listed
    ]
