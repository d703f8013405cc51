"""What somebody changes in a registration they have: names, numbers, answers, who comes instead."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused
from kogge.take_part.tickets import signing

from .. import identity, parties, seats
from ..answers import clean_answers
from ..applications import FileAnswer, SeatWish
from ..changes import By, Changes
from ..models import Registration, Seat, State
from ..models.registrations import LIVE, SEATED, new_serial
from ..wishes import check_heads, clean_seat
from .files import drop_files, store_files
from .leaving import change_heads

Kind = Registration.Kind


@transaction.atomic
def name_seat(seat: Seat, *, name: str, email: str = "", is_minor: bool = False, by: By = None) -> Seat:
    """Say who takes a seat of a group. Somebody else than before gets a new ticket and link; the old ones end."""
    wish = clean_seat(SeatWish(name, email, is_minor))
    fresh = Seat.objects.select_for_update(no_key=True).get(pk=seat.pk)
    registration = Registration.objects.select_related("admission").get(pk=fresh.registration_id)
    parties.refuse_ended(registration)
    if fresh.cancelled_at is not None:
        raise Refused(_("This seat was cancelled."))
    changes = Changes(by)
    swapped = bool(fresh.name) and fresh.name != wish.name
    if swapped:
        signing.revoke(fresh.serial, registration.admission_id)
        fresh.serial, fresh.link_version, fresh.person = new_serial(), fresh.link_version + 1, None
        fresh.consents.filter(withdrawn_at=None).update(
            withdrawn_at=timezone.now(), withdrawn_by="handed over"
        )
    fresh.name, fresh.email, fresh.is_minor = wish.name, wish.email, wish.is_minor
    fresh.save()
    registration.version += 1
    registration.save(update_fields=["version"])
    changes.keep(fresh, "swapped" if swapped else "named", after={"name": wish.name, "email": wish.email})
    changes.tell("seat named", registration, seat=fresh, swapped=swapped)
    changes.seal()
    return fresh


@transaction.atomic
def set_heads(registration: Registration, heads: int, *, by: By = None) -> Registration:
    """Another number of people in a group or class. Fewer frees seats at once; more needs free ones."""
    party = parties.hold(registration)
    main = party.main
    parties.refuse_ended(main)
    if main.kind == Kind.PERSON:
        raise Refused(_("This registration is for one person."), field="heads")
    check_heads(main.admission, heads, public=by is None)
    more, before = heads - main.heads, main.heads
    for row in party.rows:
        if more > 0 and row.state in SEATED and not seats.fits(party.counter(row), more):
            facts = {"left": party.counter(row).left}
            raise Refused(_("Only %(left)s more seats are free.") % facts, field="heads")
    changes = Changes(by)
    if main.kind == Kind.GROUP:
        _fit_seats(main, heads)
    change_heads(party, heads, changes)
    changes.keep(main, "heads changed", before={"heads": before}, after={"heads": heads})
    changes.tell("changed", main, heads=(before, heads))
    changes.seal()
    return main


def _fit_seats(main: Registration, heads: int) -> None:
    """As many open seats as heads: new ones without names, or those without names cancelled first."""
    there = list(main.seats.filter(cancelled_at=None))
    last = main.seats.order_by("-position").values_list("position", flat=True).first() or 0
    Seat.objects.bulk_create(
        Seat(registration=main, position=last + more) for more in range(1, heads - len(there) + 1)
    )
    surplus = len(there) - heads
    if surplus > 0:
        unnamed = [seat.pk for seat in reversed(there) if not seat.name][:surplus]
        if len(unnamed) < surplus:
            raise Refused(_("Please cancel the seats of those who do not come, one by one."), field="heads")
        Seat.objects.filter(pk__in=unnamed).update(cancelled_at=timezone.now())


@transaction.atomic
def hand_over(registration: Registration, *, name: str, email: str, by: By = None) -> Registration:
    """Somebody else comes instead: new ticket and link, the former ones end, what the former person said is gone."""
    name, email = identity.clean_name(name), identity.clean_email(email)
    party = parties.hold(registration)
    main = party.main
    if main.state != State.CONFIRMED:
        raise Refused(_("Only a confirmed seat can be handed over."))
    former = {"former_name": main.name, "former_email": main.email, "former_language": main.language}
    key = identity.email_key(email)
    if key == main.email_key:
        raise Refused(
            _("This is the same mail address. Please write the one of the person who comes."), field="email"
        )
    changes = Changes(by)
    for consent in main.consents.filter(withdrawn_at=None):
        consent.withdrawn_at, consent.withdrawn_by = timezone.now(), "handed over"
        consent.save(update_fields=["withdrawn_at", "withdrawn_by"])
    drop_files(main)
    _rename(main, name=name, email=email)
    signing.revoke(main.serial, main.admission_id)
    Registration.objects.filter(pk=main.pk).update(
        serial=new_serial(), link_version=F("link_version") + 1, answers={}, is_minor=False, invitation=None
    )
    main.refresh_from_db()
    changes.keep(main, "handed over", after={"name": name, "email": email})
    changes.tell("handed over", main, **former)
    changes.seal()
    return main


@transaction.atomic
def correct_email(registration: Registration, *, email: str, by: By) -> Registration:
    """Staff correct a mail address that was wrong; the ticket stays, links in mails to the wrong address end."""
    email = identity.clean_email(email)
    main = parties.hold(registration).main
    parties.refuse_ended(main)
    _rename(main, email=email)
    Registration.objects.filter(pk=main.pk).update(link_version=F("link_version") + 1)
    main.refresh_from_db()
    changes = Changes(by)
    changes.keep(main, "mail address corrected", after={"email": email})
    changes.tell("changed", main, email_corrected=True)
    changes.seal()
    return main


@transaction.atomic
def correct_name(registration: Registration, *, name: str, by: By) -> Registration:
    """Staff correct a name that was misspelt. It is the same person: ticket, links, attendance and hours stay."""
    name = identity.clean_name(name)
    main = parties.hold(registration).main
    if main.erased_at:
        raise Refused(_("This registration was erased."), field="name")
    Registration.objects.filter(Q(pk=main.pk) | Q(main=main)).update(name=name, version=F("version") + 1)
    main.refresh_from_db()
    changes = Changes(by)
    changes.keep(main, "name corrected", after={"name": name})
    changes.tell("name corrected", main)
    changes.seal()
    return main


def _rename(main: Registration, **values: str) -> None:
    """Other name or address for the whole party. What was known of the former address is forgotten."""
    whole = Registration.objects.filter(Q(pk=main.pk) | Q(main=main, state__in=LIVE))
    key = identity.email_key(values["email"])
    try:
        with transaction.atomic():
            whole.update(
                **values, email_key=key, person=None, mail_confirmed_at=None, mail_failed_at=None, mail_problem="",
                version=F("version") + 1,
            )  # fmt: skip
    except IntegrityError:
        raise Refused(_("This address cannot be used for this registration."), field="email") from None


@transaction.atomic
def change_answers(
    registration: Registration, *, answers: Mapping[str, Any], files: Iterable[FileAnswer] = (), by: By = None
) -> Registration:
    """Other answers to the questions that are asked. A file that is not given anew stays."""
    fresh = Registration.objects.select_for_update(no_key=True, of=("self",)).select_related("admission")
    main = fresh.get(pk=registration.pk)
    parties.refuse_ended(main)
    files = list(files)
    kept = [*main.files.values_list("question_id", flat=True), *(answer.question_id for answer in files)]
    main.answers = clean_answers(asked_of(main), answers, files=kept, complete=by is None)
    main.version += 1
    main.save(update_fields=["answers", "version"])
    store_files(main, files)
    changes = Changes(by)
    changes.keep(main, "answers changed", after={"answers": main.answers})
    changes.tell("changed", main)
    changes.seal()
    return main


def asked_of(main: Registration) -> list[Any]:
    """The questions this party is asked: those of the event, and of the sessions they chose."""
    sessions = main.parts.filter(state__in=LIVE).values_list("capacity__session_id", flat=True)
    wanted = Q(session=None) | Q(session__in=list(sessions))
    return list(main.admission.questions.filter(wanted, retired_at=None))
