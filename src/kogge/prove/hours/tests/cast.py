"""Events that people attend, in operations that ask from eight hours on."""

from datetime import date

from django.utils import timezone

from kogge.network.accounts.models import User
from kogge.network.directory.models import Organization, Person
from kogge.network.grants.models import Operation
from kogge.plan.events.models import Event
from kogge.prove.hours.models import Credit
from kogge.prove.profiles import actions as profiles
from kogge.take_part.attendance import actions as attendance
from kogge.take_part.checkin import actions as checkin
from kogge.take_part.checkin.tests.conftest import enter, make_admission, make_event
from kogge.take_part.registration.known_people import link_people
from kogge.take_part.registration.models import Registration


def operation(slug: str = "tide", *houses: str) -> Operation:
    """An operation under the ESF+ profile that comes with the product."""
    fund = profiles.take_up("esf-plus", by="test")
    made = Operation.objects.create(
        slug=slug, title=slug.title(), profile=fund, starts_on=date(2020, 1, 1), ends_on=date(2040, 1, 1)
    )
    made.organizations.set(Organization.objects.filter(slug__in=houses))
    return made


def event(slug: str, paid_by: Operation | None, by: User) -> Event:
    """An event with its door, paid by an operation or by none."""
    made = make_event(slug)
    pay(made, paid_by)
    make_admission(made, 100, by)
    checkin.door_of(made)
    return made


def pay(made: Event, paid_by: Operation | None) -> None:
    Event.objects.filter(pk=made.pk).update(operation=paid_by, funding="operation" if paid_by else "none")
    made.refresh_from_db()


def guest(at: Event, name: str, by: User, *, known: bool = True) -> Registration:
    """Somebody registered; known: the mail address was confirmed, so that the record of the person is linked."""
    row = enter(at.admission, name, by)
    if known:
        Registration.objects.filter(pk=row.pk).update(mail_confirmed_at=timezone.now())
        link_people()
    row.refresh_from_db()
    return row


def come(at: Event, row: Registration, minutes: int, by: User, *, attended: bool = True) -> None:
    """What a person at the desk decides about one attendance."""
    attendance.correct(
        at.door,
        0,
        row.serial,
        attended=attended,
        minutes=minutes if attended else None,
        reason="signed",
        by=by,
    )


def credited() -> dict[tuple[str, str], int]:
    """All credits as (name, event) → minutes."""
    rows = Credit.objects.values_list("person__name", "event__slug", "minutes")
    return {(name, slug): minutes for name, slug, minutes in rows}


def person(name: str, email: str = "") -> Person:
    return Person.objects.create(slug=f"p-{Person.objects.count()}", name=name, email=email)
