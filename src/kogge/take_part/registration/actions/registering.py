"""How a party gets in: by the form, by staff, at the door, by invitation.

The row goes in first, in the state that the words on the page promise; the counter has the last word and corrects
it (decision D1). Whoever stays on the waiting list holds the counter until COMMIT.
"""

import hmac
import uuid
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.reactions import announce
from kogge.core.refusals import Refused
from kogge.plan.events.models import Session

from .. import identity, parties, seats
from ..applications import Application, Receipt
from ..busy import busy_is_refused
from ..changes import By, Changes
from ..consent_rows import consents_to
from ..models import AccessCode, Admission, Capacity, Consent, Invitation, Registration, Seat, State
from ..models.registrations import LETTERS, SEATED, new_reference
from ..wishes import cleaned, session_counters
from .files import store_files
from .parts import part_of, seat_at_door

Source = Registration.Source


@dataclass(frozen=True)
class Terms:
    """What holds for one way of getting in."""

    source: Source
    seated_as: State
    by: By = None
    overbook: bool = False
    mail_is_proven: bool = False
    reference: str = ""


@busy_is_refused
def register(admission: Admission, application: Application) -> Receipt:
    """Take a visitor's application from the form. Alike for a new and a known address (D8).

    A known address gets nothing but a mail; the same key gets the same receipt for ever. Refused when the form is
    closed, a code does not fit, an answer is wrong, or all is full and there is no waiting list.
    """
    application = cleaned(admission, application, public=True)
    _check_open(admission, application)
    confirmation = "approval" if admission.needs_approval else str(admission.confirmation)
    receipt = Receipt(_reference(application.idempotency_key), confirmation)
    proven = _is_invited_address(application)
    at_once = admission.confirmation == Admission.Confirmation.AT_ONCE or proven
    seated = State.CONFIRMED if at_once else State.PENDING
    source = Source.INVITATION if application.invitation else Source.FORM
    terms = Terms(source, State.REQUESTED if admission.needs_approval else seated, mail_is_proven=proven)
    try:
        _admit(admission, application, replace(terms, reference=receipt.reference))
    except IntegrityError:
        answer = _again(
            admission, application, receipt
        )  # None: it is gone, or the reference is somebody else's
        return answer or Receipt(_admit(admission, application, terms).reference, confirmation)
    return receipt


@busy_is_refused
def enter(admission: Admission, application: Application, *, by: By, overbook: bool = False) -> Registration:
    """Staff enter somebody: confirmed at once, else waiting; `overbook` seats them all the same and is kept."""
    application = cleaned(admission, application, public=False)
    terms = Terms(Source.STAFF, State.CONFIRMED, by=by, overbook=overbook)
    try:
        return _admit(admission, application, terms)
    except IntegrityError:
        same = Registration.objects.filter(idempotency_key=application.idempotency_key).first()
        if same is not None:
            return same
        known = _known(admission, application)
        if known is None:
            raise
        sentence = _("This address is registered already: %(reference)s.")
        raise Refused(sentence % {"reference": known.reference}, field="email") from None


@busy_is_refused
def join(invitation: Invitation) -> None:
    """Somebody invited says yes by the link in the mail. Said already: nothing changes."""
    admission = invitation.admission
    if not admission.takes_registrations():
        raise Refused(_("Registration is closed."))
    before = invitation.registrations.filter(main=None).count()
    application = Application(
        name=invitation.name, email=invitation.email, language=invitation.language, invitation=invitation,
        capacity_id=_door(admission).pk, idempotency_key=f"invitation:{invitation.uid}:{before}",
    )  # fmt: skip
    state = State.REQUESTED if admission.needs_approval else State.CONFIRMED
    terms = Terms(Source.INVITATION, state, mail_is_proven=True)
    try:
        _admit(admission, cleaned(admission, application, public=False), terms)
    except IntegrityError:
        with transaction.atomic():
            _answered_yes(invitation)


@transaction.atomic
def admit_walk_in(
    admission: Admission,
    *,
    uid: uuid.UUID,
    name: str,
    by: By,
    email: str = "",
    session: Session | None = None,
) -> Registration:
    """Somebody stands at the door: confirmed at once, beyond the seats if need be. The same `uid` once for ever.

    Who is registered already gets that registration, seated; the counter says by `overbooked` what was too many.
    """
    key = f"walk-in:{uid}"
    found = Registration.objects.filter(idempotency_key=key).first()
    email = identity.clean_email(email, required=False)
    application = Application(
        name=identity.clean_name(name), email=email, capacity_id=_door(admission).pk, idempotency_key=key
    )
    found = found or _known(admission, application)
    if found is None:
        terms = Terms(Source.DOOR, State.CONFIRMED, by=by, overbook=True)
        found = _admit(admission, application, terms)
    seat_at_door(found, session, by=by)
    found.refresh_from_db()
    return found


def _admit(admission: Admission, application: Application, terms: Terms) -> Registration:
    """The one way in. IntegrityError: this key, address or invitation is in already."""
    with transaction.atomic():
        changes = Changes(terms.by)
        now = timezone.now()
        code = _code(admission, application, now) if terms.by is None else None
        wanted = session_counters(admission, application.session_capacity_ids)
        rows = [_row(admission, application, terms, now)]
        rows[0].access_code = code
        rows[0].save(force_insert=True)
        for capacity in wanted:
            rows.append(part_of(rows[0], capacity))
            rows[-1].save(force_insert=True)
        _keep_what_was_said(rows[0], application, now)
        _seat(rows, terms, changes)
        if code is not None:
            _use(code)
        if application.invitation is not None:
            _answered_yes(application.invitation)
        _told(rows, changes, code)
        changes.seal()
    return rows[0]


def _row(admission: Admission, application: Application, terms: Terms, now: datetime) -> Registration:
    """The main row, in the state that the seats seen last promise: right but for a moment, corrected by `_seat`."""
    seen = next(one for one in admission.capacities.all() if one.pk == application.capacity_id)
    promised = terms.seated_as not in SEATED or terms.overbook or seats.fits(seen, application.heads)
    row = Registration(
        reference=terms.reference or new_reference(),
        idempotency_key=application.idempotency_key,
        admission=admission,
        capacity=seen,
        kind=application.kind,
        heads=application.heads,
        source=terms.source,
        name=application.name,
        email=application.email,
        email_key=identity.email_key(application.email),
        language=application.language,
        organization=application.organization,
        postcode=application.postcode,
        is_minor=application.is_minor,
        answers=dict(application.answers),
        invitation=application.invitation,
        created_at=now,
        mail_confirmed_at=now if terms.mail_is_proven else None,
    )
    return _placed(row, terms.seated_as if promised else State.WAITING)


def _placed(row: Registration, state: State) -> Registration:
    """The row in this state, with the times that belong to it; not saved."""
    row.state = state
    row.confirmed_at = row.created_at if state == State.CONFIRMED else None
    minutes = timedelta(minutes=row.admission.hold_minutes)
    row.held_until = row.created_at + minutes if state == State.PENDING else None
    return row


def _seat(rows: list[Registration], terms: Terms, changes: Changes) -> None:
    """Let the counters decide, the event's first, then the sessions' by id; put on the waiting list who is too late."""
    if terms.seated_as not in SEATED:
        return
    main, *parts = rows
    _take_or_wait(main, terms, changes)
    for part in parts:
        if main.state != State.WAITING:
            _take_or_wait(part, terms, changes)
        elif part.state != State.WAITING:
            _correct(part, State.WAITING)


def _take_or_wait(row: Registration, terms: Terms, changes: Changes) -> None:
    if row.state != State.WAITING:
        taken = seats.take(row.capacity_id, row.admission_id, row.heads)
        changes.words(taken.words_changed)
        if taken.fits:
            return
    counter = seats.lock([row.capacity_id])[row.capacity_id]
    if seats.fits(counter, row.heads) or terms.overbook:
        changes.words(seats.add(counter, row.heads))
        if counter.overbooked:
            changes.keep(counter, "overbooked", after={"taken": counter.taken, "seats": counter.seats})
        if row.state == State.WAITING:
            _correct(row, terms.seated_as)
        return
    parties.refuse_without_list(counter)
    if row.state != State.WAITING:
        _correct(row, State.WAITING)


def _correct(row: Registration, state: State) -> None:
    _placed(row, state).save(update_fields=["state", "held_until", "confirmed_at"])


def _told(rows: list[Registration], changes: Changes, code: AccessCode | None) -> None:
    main = rows[0]
    what = "asked to confirm" if main.state == State.PENDING else str(main.state)
    changes.tell(what, main)
    after: dict[str, Any] = {"state": main.state, "heads": main.heads, "capacity": main.capacity_id}
    if len(rows) > 1:
        after["sessions"] = {row.capacity_id: row.state for row in rows[1:]}
    if code is not None:
        after["access_code"] = code.pk
    changes.keep(main, "registered", after=after)


def _again(admission: Admission, application: Application, receipt: Receipt) -> Receipt | None:
    """What to answer when key, address or invitation is in already; None when it has gone meanwhile."""
    with transaction.atomic():
        same = Registration.objects.filter(idempotency_key=application.idempotency_key).first()
        if same is not None:
            return Receipt(same.reference, receipt.confirmation)
        known = _known(admission, application)
        if known is not None:
            _refuse_as_if_new(admission, application)
            announce(
                "registration", what="already registered", registration=known, by=None,
                email=application.email, language=application.language, admission=admission,
            )  # fmt: skip
            return receipt
        used = Registration.objects.live().mains().filter(invitation=application.invitation)
        if application.invitation is not None and used.exists():
            raise Refused(_("This invitation was used already. Please look into your mail."))
    return None


def _refuse_as_if_new(admission: Admission, application: Application) -> None:
    """A known address meets the same refusals as a new one, so that they tell nothing."""
    code = _code(admission, application, timezone.now())
    if code is not None and code.uses >= code.most_uses:
        raise Refused(_code_used(), field="access_code")
    if admission.has_waiting_list or admission.needs_approval:
        return
    wanted = [application.capacity_id, *application.session_capacity_ids]
    for capacity in Capacity.objects.filter(pk__in=wanted).order_by("pk"):
        if not seats.fits(capacity, application.heads):
            raise Refused(parties.full(capacity))


def _known(admission: Admission, application: Application) -> Registration | None:
    if not application.email:
        return None
    live = Registration.objects.live().mains().filter(admission=admission)
    return live.filter(email_key=identity.email_key(application.email)).first()


def _check_open(admission: Admission, application: Application) -> None:
    if not admission.takes_registrations():
        raise Refused(_("Registration is closed."))
    invitation = application.invitation
    if invitation is not None and invitation.admission_id != admission.pk:
        raise Refused(_("This invitation is for something else."))
    if admission.access == Admission.Access.INVITED and invitation is None:
        raise Refused(_("Only people who were invited can register here. Please use the link in your mail."))


def _code(admission: Admission, application: Application, now: datetime) -> AccessCode | None:
    if admission.access != Admission.Access.CODE or application.invitation is not None:
        return None
    code = AccessCode.objects.filter(admission=admission, code__iexact=application.access_code).first()
    if code is None:
        raise Refused(_("This code is not known. Please look at its spelling."), field="access_code")
    if code.ends_at is not None and code.ends_at <= now:
        raise Refused(_("This code has ended."), field="access_code")
    return code


def _answered_yes(invitation: Invitation) -> None:
    unsaid = Invitation.objects.filter(pk=invitation.pk).exclude(answer=Invitation.Answer.YES)
    unsaid.update(answer=Invitation.Answer.YES, answered_at=timezone.now())


def _use(code: AccessCode) -> None:
    if not AccessCode.objects.filter(pk=code.pk, uses__lt=F("most_uses")).update(uses=F("uses") + 1):
        raise Refused(_code_used(), field="access_code")


def _code_used() -> str:
    return _("This code was used as often as it may be.")


def _keep_what_was_said(main: Registration, application: Application, now: datetime) -> None:
    """Names of a group, consents and files."""
    if application.seats:
        Seat.objects.bulk_create(
            Seat(registration=main, position=place, name=wish.name, email=wish.email, is_minor=wish.is_minor)
            for place, wish in enumerate(application.seats, 1)
        )
    if consents := consents_to(main, application.consents, now):
        Consent.objects.bulk_create(consents)
    store_files(main, application.files)


def _is_invited_address(application: Application) -> bool:
    """Whether the link of an invitation proves the address it was sent to."""
    invited = application.invitation
    return invited is not None and invited.email_key == identity.email_key(application.email)


def _door(admission: Admission) -> Capacity:
    """The counter for whoever comes in person."""
    counters = [counter for counter in admission.capacities.all() if counter.session_id is None]
    return next((c for c in counters if c.mode != Capacity.Mode.ONLINE), counters[0])


def _reference(key: str) -> str:
    """The reference follows from the form's key, so that the answer to a known address looks like any other."""
    number = int.from_bytes(
        hmac.digest(b"reference:" + settings.SECRET_KEY.encode(), key.encode(), "sha256")[:8], "big"
    )
    letters = []
    for _place in range(8):
        number, letter = divmod(number, len(LETTERS))
        letters.append(LETTERS[letter])
    return "".join(letters)
