"""How a registration stands, in plain words, and what the person can do about it. No database."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kogge.core.periods import hours, period
from kogge.take_part.registration.models import Registration, State


@dataclass(frozen=True)
class Standing:
    """A colour, a headline, a sentence, and which buttons make sense."""

    kind: str
    title: str
    text: str
    can_confirm: bool = False
    can_answer_offer: bool = False
    has_ticket: bool = False
    is_live: bool = True
    may_return: bool = False


def of(registration: Registration, now: datetime, position: int | None = None) -> Standing:
    """The standing of a registration or of its seat in one session."""
    if registration.state in (State.PENDING, State.OFFERED) and not registration.holds_seat(now):
        return _lapsed(registration)
    return _BY_STATE[State(registration.state)](registration, position)


def over() -> Standing:
    """After the last date of what somebody had a seat for."""
    text = _("Thank you for having registered. What we keep, and until when, stands in the privacy notice.")
    return Standing("info", _("It is over"), text, is_live=False)


def moment(value: datetime) -> str:
    """A day and a time of day as people say them."""
    return f"{period(value, weekday=True)}, {hours(value, None)}"


def _lapsed(registration: Registration) -> Standing:
    if registration.state == State.PENDING:
        text = _("It was not confirmed in time, so the seat went to others. Please register again.")
        return Standing("warning", _("This registration has expired"), text, is_live=False)
    text = _("The time to accept is over; the seat is offered to the next.")
    return Standing("warning", _("The offer has ended"), text, is_live=False)


def _pending(registration: Registration, position: int | None) -> Standing:
    assert registration.held_until is not None
    text = _("Your seat is kept until %(until)s. Please confirm that you come.")
    title = _("One click is missing: please confirm")
    return Standing("warning", title, text % {"until": moment(registration.held_until)}, can_confirm=True)


def _requested(registration: Registration, position: int | None) -> Standing:
    text = _("The organiser decides on each registration and writes to you. You need do nothing.")
    return Standing("info", _("The organiser has your request"), text)


def _confirmed(registration: Registration, position: int | None) -> Standing:
    if registration.kind == Registration.Kind.PERSON:
        text = _("You have a seat. Please show your ticket at the door, on the screen or on paper.")
    else:
        text = ngettext("%(count)d seat is yours.", "%(count)d seats are yours.", registration.heads)
        text %= {"count": registration.heads}
    return Standing("success", _("You are registered"), text, has_ticket=True)


def _waiting(registration: Registration, position: int | None) -> Standing:
    title = _("You are on the waiting list")
    if position:
        title = _("You are number %(position)d on the waiting list") % {"position": position}
    text = _(
        "As soon as a seat is free, it is offered to you by mail and kept for a while. "
        "If you cannot come any more, please leave the list, so that others move up."
    )
    return Standing("info", title, text)


def _offered(registration: Registration, position: int | None) -> Standing:
    assert registration.held_until is not None
    text = _("It is kept for you until %(until)s. Do you want it?")
    until = {"until": moment(registration.held_until)}
    return Standing("success", _("A seat is free for you"), text % until, can_answer_offer=True)


def _cancelled(registration: Registration, position: int | None) -> Standing:
    texts = {
        Registration.Ended.BY_STAFF: _(
            "The organiser has cancelled it. Please write to the organiser if that surprises you."
        ),
        Registration.Ended.EVENT: _("What you had registered for does not take place."),
        Registration.Ended.OFFER_LAPSED: _("The offered seat was not taken in time and went to the next."),
        Registration.Ended.ERASED: _("Your data has been erased as you asked."),
    }
    usual = _("Thank you for telling us: the seat is free for somebody else.")
    text = (
        texts.get(Registration.Ended(registration.ended_because), usual)
        if registration.ended_because
        else usual
    )
    called_off = registration.ended_because == Registration.Ended.EVENT
    return Standing("info", _("This registration is cancelled"), text, is_live=False, may_return=called_off)


def _expired(registration: Registration, position: int | None) -> Standing:
    if registration.ended_because == Registration.Ended.OFFER_LAPSED:
        text = _("The offered seat was not taken in time and went to the next.")
    else:
        text = _("It was not confirmed in time, so the seat went to others. Please register again.")
    return Standing("warning", _("This registration has expired"), text, is_live=False)


def _declined(registration: Registration, position: int | None) -> Standing:
    text = _("The organiser could not give you a seat. What was decided stands in the mail to you.")
    return Standing("info", _("Your request was declined"), text, is_live=False)


_BY_STATE = {
    State.PENDING: _pending,
    State.REQUESTED: _requested,
    State.CONFIRMED: _confirmed,
    State.WAITING: _waiting,
    State.OFFERED: _offered,
    State.CANCELLED: _cancelled,
    State.EXPIRED: _expired,
    State.DECLINED: _declined,
}
