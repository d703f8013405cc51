"""Which letter follows what happened to a registration; named in `config/reactions.py`.

Each letter is written in the transaction of its cause. The same state of a registration never causes two.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from kogge.core.models import OutboxMessage
from kogge.take_part.registration.models import Admission, Capacity, Invitation, Registration, Seat, State
from kogge.take_part.registration.personal_link import address_of
from kogge.take_part.registration.tickets import tickets_of

from . import calendar_part, mode_wishes, wording
from .frame import Block, Button, Letter, Text, post
from .occasions import upcoming
from .wording import Case, about, case_of

LETTERS: dict[str, Callable[[Case], Letter]] = {
    "asked to confirm": wording.ask_to_confirm,
    "confirmed": wording.confirmed,
    "waiting": wording.waiting,
    "requested": wording.requested,
    "already registered": wording.already_registered,
    "offered": wording.offered,
    "offer lapsed": wording.offer_lapsed,
    "expired": wording.expired,
    "cancelled": wording.cancelled,
    "handed over": wording.handed_over,
    "changed": wording.changed,
    "declined": wording.declined,
    "erased": wording.erased,
}
OF_WISHES: dict[str, Callable[[Case], Letter]] = {
    "waiting": mode_wishes.waiting,
    "offered": mode_wishes.offered,
    "offer lapsed": mode_wishes.offer_lapsed,
}
WITH_CALENDAR = {"confirmed", "changed", "handed over"}
SAID_ELSEWHERE = {Registration.Ended.EVENT, Registration.Ended.ERASED}


def registration_changed(*, what: str, registration: Registration | None = None, **facts: Any) -> None:
    """Write the letter that belongs to what happened; what has none is silent."""
    if what in {"invited", "invitation reminder"}:
        _invite(facts["invitation"], again=what != "invited")
    elif what == "link lost":
        _send_links(**facts)
    elif registration is None:
        return
    elif what in {"seat named", "seat link", "seat cancelled"}:
        _tell_guest(what, registration, facts["seat"])
    elif what == "approved":
        what = "asked to confirm" if registration.state == State.PENDING else registration.state
    elif what == "brought back" and registration.is_wish and registration.state == State.OFFERED:
        what = "offered"  # of a seat in the other mode the release's letter says nothing
    if registration is not None and what in (OF_WISHES if registration.is_wish else LETTERS):
        _tell(what, registration, facts)


def mail_failed(*, message: OutboxMessage, reason: str) -> None:
    """Note at the registration that a mail did not arrive, so that the desk and the door see it."""
    kind, _colon, number = message.about.partition(":")
    if kind == "registration" and number.isdigit():
        from_now = {"mail_failed_at": message.failed_at or timezone.now(), "mail_problem": reason[:300]}
        Registration.objects.filter(pk=int(number), email=message.to).update(**from_now)


def _tell(what: str, registration: Registration, facts: dict[str, Any]) -> None:
    if what == "cancelled" and registration.ended_because in SAID_ELSEWHERE:
        return
    to = facts.get("email") or registration.email
    if not to:
        return
    letters = OF_WISHES if registration.is_wish else LETTERS
    with translation.override(facts.get("language") or registration.language):
        case = case_of(registration, facts, parts=what in {*WITH_CALENDAR, "cancelled"})
        later = {"next_attempt_at": facts["send_after"]} if facts.get("send_after") else {}
        post(
            letters[what](case), to=to, cause=_cause(what, registration), about=about(registration),
            attachments=_calendar(case, what), is_farewell=what == "erased", **later,
        )  # fmt: skip
    if what == "handed over" and facts.get("former_email"):
        with translation.override(facts.get("former_language") or registration.language):
            _tell_former(case_of(registration, facts, parts=False))


def _tell_former(case: Case) -> None:
    """Whoever gave the seat away keeps no appointment; the address is kept no longer than the letter needs."""
    former, registration = case.facts["former_email"], case.registration
    gone = calendar_part.attachments(
        case.going.dates[:1], name=case.facts.get("former_name", ""), email=former,
        organizer=case.going.organizer, method=calendar_part.CANCEL,
    )  # fmt: skip
    cause = _cause("given away", registration)
    post(wording.given_away(case), to=former, cause=cause, attachments=gone, is_farewell=True)


def _calendar(case: Case, what: str) -> list[calendar_part.Attachment]:
    registration = case.registration
    ended = what in {"cancelled", "erased"} and registration.confirmed_at is not None
    if not ended and (what not in WITH_CALENDAR or registration.state != State.CONFIRMED):
        return []
    who = {
        "name": registration.name or case.facts.get("name", ""),
        "email": registration.email or case.facts.get("email", ""),
        "organizer": case.going.organizer,
    }
    if case.going.is_series and not ended:
        return calendar_part.series_file(case.going.dates, **who)
    dates = case.going.dates if ended else upcoming(case.going.dates)
    dates = [one for one in dates if ended or one.state == State.CONFIRMED]
    return calendar_part.attachments(
        dates, **who, method=calendar_part.CANCEL if ended else calendar_part.REQUEST
    )


def _invite(invitation: Invitation, *, again: bool) -> None:
    with translation.override(invitation.language):
        case = case_of(_stand_in(invitation.admission))
        post(
            wording.invited(case, invitation, again=again), to=invitation.email,
            cause=f"invitation:{invitation.pk}:{invitation.reminders if again else 'first'}",
            about=f"invitation:{invitation.pk}",
        )  # fmt: skip


def _stand_in(admission: Admission) -> Registration:
    """Somebody who is not registered yet, on site where one can choose."""
    capacity = admission.capacities.filter(session=None).order_by("-mode").first()
    return Registration(admission=admission, capacity=capacity or Capacity(admission=admission))


def _tell_guest(what: str, registration: Registration, seat: Seat) -> None:
    if not seat.email:
        return
    with translation.override(registration.language):
        case = case_of(registration)
        gone = what == "seat cancelled"
        line = next((one for one in tickets_of(registration) if one.serial == seat.serial), None)
        letter = wording.seat_cancelled(case, seat) if gone else wording.seat_named(case, seat, line)
        dates = [replace(one, uid=f"{seat.uid}") for one in case.going.dates[:1]]
        calendar = calendar_part.attachments(
            dates, name=seat.name, email=seat.email, organizer=case.going.organizer,
            method=calendar_part.CANCEL if gone else calendar_part.REQUEST,
        )  # fmt: skip
        again = f":{timezone.now():%Y%m%d%H%M%S}" if what == "seat link" else ""
        cause = f"{what}:{seat.pk}:{seat.link_version}:{seat.serial}{again}"
        post(letter, to=seat.email, cause=cause, about=about(registration), attachments=calendar)


def _send_links(
    *, registrations: list[Registration], email: str, language: str, seats: Sequence[Seat] = (), **_more: Any
) -> None:  # fmt: skip
    """One letter with every live registration of an address."""
    with translation.override(language):
        blocks: list[Block] = [Text(_("these registrations belong to your address:"))]
        cases = [case_of(one, parts=False) for one in registrations]
        for case in cases:
            blocks += _line_with_link(case, address_of(case.registration))
        for seat in seats:
            case = case_of(seat.registration, parts=False)
            blocks += _line_with_link(case, address_of(seat, "self_service:seat"))
            cases.append(case)
        why = _("You get this letter because somebody asked for the links that belong to this address.")
        organizers = dict.fromkeys(case.going.organizer for case in cases if case.going.organizer)
        letter = Letter(_("Your registrations"), tuple(blocks), why, ", ".join(organizers))
        first = registrations[0] if registrations else seats[0].registration
        cause = f"link lost:{first.pk}:{timezone.now():%Y%m%d%H%M%S}"
        post(letter, to=email, cause=cause, about=about(first))


def _cause(what: str, registration: Registration) -> str:
    again = f":{timezone.now():%Y%m%d%H%M}" if what == "already registered" else ""
    return f"registration:{what}:{registration.pk}:{registration.version}{again}"


def _line_with_link(case: Case, address: str) -> list[Block]:
    first = case.going.first
    state = case.registration.get_state_display()
    when = first.when if first else ""
    return [
        Text("\n".join(filter(None, (case.going.title, when, state)))),
        Button(_("Open the registration"), address),
    ]
