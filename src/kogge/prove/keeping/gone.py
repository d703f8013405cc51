"""What earlier stages hold of a person and how it goes. Later owners answer to "person erased" themselves."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kogge.core import history
from kogge.core.models import FormerAddress, OutboxMessage
from kogge.network.directory import actions as directory
from kogge.network.directory.actions.records import address_of, told
from kogge.network.directory.models import Appearance, OfficeTerm, Person, PersonMerge, Profile
from kogge.plan.events.models import Contribution, EventPerson, PersonBooking
from kogge.prove.seals.contracts import Letter
from kogge.take_part.attendance.models import OnlineStay
from kogge.take_part.my_day.models import Plan
from kogge.take_part.registration import actions as registration
from kogge.take_part.registration.models import Invitation, Registration, Seat

from . import tombstones

_ROLES = (Contribution, EventPerson, PersonBooking, Appearance, OfficeTerm)


@dataclass
class Known:
    """Everything by which a person can be found: records, names, addresses. `shared` ones are another person's too."""

    people: list[Person]
    names: set[str] = field(default_factory=set)
    emails: set[str] = field(default_factory=set)
    shared: set[str] = field(default_factory=set)

    @property
    def keys(self) -> list[str]:
        """Addresses as registrations compare them."""
        return sorted({email.casefold() for email in self.emails})

    def registrations(self) -> Any:
        """What the person registered, by record or by address."""
        mine = Q(person__in=self.people) | Q(email_key__in=self.keys)
        return Registration.objects.filter(mine, main=None, erased_at=None)


def known(person: Person) -> Known:
    """The record that stands for somebody, with all that were merged into it."""
    while person.merged_into is not None:
        person = person.merged_into
    people, fresh = [person], [person]
    while fresh := list(Person.objects.filter(merged_into__in=fresh)):
        people += fresh
    found = Known(people)
    for one in people:
        found.names |= {one.name, *map(str, one.also_called)}
        found.emails |= {one.email}
    for row in Registration.objects.filter(person__in=people):
        found.names.add(row.name)
        found.emails.add(row.email)
    found.names -= {""}
    others = Person.objects.exclude(pk__in=[one.pk for one in people])
    found.shared = {email for email in found.emails if email and others.filter(email__iexact=email).exists()}
    found.emails -= {"", *found.shared}
    return found


def take_away(found: Known, letter: Letter, *, by: Any) -> None:
    """Profile, roles, registrations, days, mails; then the records lose their names."""
    _registrations(found, letter, by=by)
    _rest(found, letter)
    for person in found.people:
        _profile(person, letter, by=by)
    roles = sum(model._base_manager.filter(person__in=found.people).delete()[0] for model in _ROLES)
    if roles:
        letter.append(_("Your roles at events, in sessions and in the network are no longer linked to you."))
    PersonMerge.objects.filter(Q(kept__in=found.people) | Q(merged__in=found.people)).delete()
    for person in found.people:
        paths = [address_of(person)]
        FormerAddress.objects.filter(Q(path__in=paths) | Q(moved_to__in=paths)).delete()
        tombstones.bury(person)


def loosen(people: Iterable[Person]) -> None:
    """What no owner has answered for: a link that may be empty is emptied."""
    for relation in Person._meta.related_objects:
        model: Any = relation.related_model
        rows = {relation.field.name + "__in": list(people)}
        if relation.many_to_many:
            through = getattr(model, relation.field.name).through
            column: str = relation.field.m2m_reverse_field_name()  # type: ignore[attr-defined]
            through._base_manager.filter(**{f"{column}__in": list(people)}).delete()
        elif (
            relation.field.null
            and model is not Person
            and model._meta.app_label not in {"keeping", "certificates"}
        ):
            model._base_manager.filter(**rows).update(**{relation.field.name: None})


def forget_mail_files(emails: Iterable[str]) -> None:
    """Without a mail server, mails lie as files in the data directory as if they were sent: they go as well."""
    folder = Path(getattr(settings, "EMAIL_FILE_PATH", "") or "/nowhere")
    wanted = [email.casefold().encode() for email in emails]
    for file in folder.glob("*") if folder.is_dir() else ():
        if file.is_file() and any(one in file.read_bytes().lower() for one in wanted):
            file.unlink(missing_ok=True)


def _registrations(found: Known, letter: Letter, *, by: Any) -> None:
    rows = list(found.registrations().order_by("pk"))
    for row in rows:
        registration.erase(row, by=by)
    seats = Seat.objects.filter(Q(person__in=found.people) | Q(email__in=found.emails))
    named = seats.update(name="", email="", person=None, is_minor=False)
    invited = Invitation.objects.filter(email_key__in=found.keys).delete()[0]
    if count := len(rows) + named + invited:
        letter.append(
            ngettext("%(n)s registration or invitation with its answers and files was emptied.",
                     "%(n)s registrations and invitations with their answers and files were emptied.", count)
            % {"n": count}
        )  # fmt: skip


def _rest(found: Known, letter: Letter) -> None:
    days = Plan.objects.filter(email_key__in=found.keys).delete()[0]
    OnlineStay.objects.filter(Q(email__in=found.emails) | Q(registration__person__in=found.people)).update(
        name="", email=""
    )
    mails = Q()
    for email in found.emails:
        mails |= Q(to__iexact=email)
    if found.emails:
        OutboxMessage.objects.filter(mails).delete()
    if days:
        letter.append(_("The days you put together were deleted."))
    letter.append(_("All mails to you that we kept were deleted."))


def _profile(person: Person, letter: Letter, *, by: Any) -> None:
    profile = Profile.objects.filter(person=person).first()
    if profile is None:
        told(person)
        return
    directory.withdraw_profile(person, by=by)
    told(person)
    if profile.photo:
        transaction.on_commit(partial(profile.photo.storage.delete, str(profile.photo.name)))
    profile.delete()
    history.record(person, "profile deleted", by=by)
    letter.append(_("Your profile with texts and photo was deleted; it is no longer on any public page."))
