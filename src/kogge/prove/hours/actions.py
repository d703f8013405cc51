"""What staff decide about tickets: whose one was, who is new, and that a decision was wrong."""

import secrets
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core import history
from kogge.core.folding import folded
from kogge.core.refusals import Refused
from kogge.network.directory.models import Person
from kogge.network.grants.models import Operation
from kogge.prove.seals import rows as seals
from kogge.take_part.attendance.models import Attendance
from kogge.take_part.registration.models import Registration, Seat

from .models import Credit, Holder, Ledger, Participant
from .settling import roots_of_merged

KEEP_DAYS = 365
ORIGIN = {"origin": "attendance"}


@transaction.atomic
def link_holder(serial: str, person: Person, *, by: Any, reason: str) -> Holder:
    """Say whose ticket it was. A person decides it, also where only one name fits; the newest decision counts."""
    if not reason.strip():
        raise Refused(_("Please say how you know."), field="reason")
    _refuse_group(serial)
    root = Person.objects.get(pk=roots_of_merged().get(person.pk, person.pk))
    if not root.name:
        raise Refused(_("This person was erased. Please choose another or enter a new one."), field="person")
    holder = Holder.objects.select_for_update().filter(serial=serial).first() or Holder(serial=serial)
    before = {"person": holder.person_id} if holder.pk else {}
    holder.person, holder.how, holder.reason = root, Holder.How.STAFF, reason.strip()[:300]
    holder.save()
    seals.record(holder, "holder decided", by=by, before=before, after={"person": root.pk})
    _lag(serial)
    return holder


@transaction.atomic
def unlink_holder(holder: Holder, *, by: Any, reason: str) -> None:
    """Take a decision back. What the registration says counts again, if it says anything."""
    if not reason.strip():
        raise Refused(_("Please say why."), field="reason")
    if holder.how != Holder.How.STAFF:
        raise Refused(_("The registration says whose ticket this was. Please choose another person instead."))
    seals.gone(holder, "holder taken back", by=by, reason=reason.strip()[:500])
    _lag(holder.serial)
    holder.delete()


@transaction.atomic
def new_person(serial: str, name: str, email: str, *, by: Any, reason: str) -> Person:
    """Somebody who was there and is in no record yet, such as a walk-in."""
    if not reason.strip():
        raise Refused(_("Please say how you know."), field="reason")
    name = " ".join(name.split())
    if not name:
        raise Refused(_("Please write the name."), field="name")
    same = Person.objects.filter(merged_into=None, email__iexact=email) if email else Person.objects.none()
    if any(folded(one.name) == folded(name) for one in same):
        raise Refused(
            _("This person is known already, with this name and address. Please choose them."), field="name"
        )
    person = Person.objects.create(
        slug=f"person-{secrets.token_hex(6)}", name=name[:200], email=email, facts=ORIGIN
    )
    history.record(person, "created", by=by, after={"ticket": serial}, reason=reason.strip()[:500])
    link_holder(serial, person, by=by, reason=reason)
    return person


@transaction.atomic
def forget_operation(operation: Operation, *, by: Any) -> int:
    """After the funder's term: codes, hours and holders of an operation go."""
    serials = Attendance.objects.filter(door__event__operation=operation).values("serial")
    holders = Holder.objects.filter(serial__in=serials)
    _forget_holders(list(holders), about=operation, by=by)
    Credit.objects.filter(event__operation=operation).delete()
    people = list(operation.participants.all())
    seals.gone_many(operation, people, "codes forgotten", by=by)
    Participant.objects.filter(pk__in=[one.pk for one in people]).delete()
    return len(people)


def unfunded() -> QuerySet[Holder]:
    """Holders of tickets that were used at no activity of an operation."""
    funded = Attendance.objects.filter(serial=OuterRef("serial"), door__event__operation__isnull=False)
    return Holder.objects.exclude(Exists(funded))


def emptied() -> QuerySet[Holder]:
    """Those whose registration has lost its personal data, a year after they last came: certificates add up so long."""
    lately = Attendance.objects.filter(
        serial=OuterRef("serial"), door__event__sort_on__gt=timezone.localdate() - timedelta(days=KEEP_DAYS)
    )
    alive = Registration.objects.filter(serial=OuterRef("serial"), erased_at=None)
    seats = Seat.objects.filter(serial=OuterRef("serial"), registration__erased_at=None)
    return unfunded().exclude(Exists(alive)).exclude(Exists(seats)).exclude(Exists(lately))


@transaction.atomic
def forget_unfunded(*, people: list[Person] | None = None, by: Any) -> int:
    """Holders and hours that no funder needs: of these people, or of all whose registration was emptied."""
    found = list(emptied() if people is None else unfunded().filter(person__in=people))
    if people is not None:
        Credit.objects.filter(person__in=people, event__operation=None).delete()
    if found:
        _forget_holders(found, about=found[0].person, by=by)
    return len(found)


def _forget_holders(found: list[Holder], *, about: Any, by: Any) -> None:
    seals.gone_many(about, found, "holders forgotten", by=by)
    doors = Attendance.objects.filter(serial__in=[one.serial for one in found]).values("door")
    Ledger.objects.filter(door__in=doors).update(in_step=False)
    Holder.objects.filter(pk__in=[one.pk for one in found]).delete()


def _refuse_group(serial: str) -> None:
    rows = Attendance.objects.filter(serial=serial)
    if not rows.exists():
        raise Refused(_("Nobody was there with this ticket."))
    if rows.filter(registration__kind=Registration.Kind.HEADCOUNT).exists():
        raise Refused(_("This is a group that was counted by heads. It stands for no single person."))


def _lag(serial: str) -> None:
    doors = Attendance.objects.filter(serial=serial).values("door")
    Ledger.objects.filter(door__in=doors).update(in_step=False)
