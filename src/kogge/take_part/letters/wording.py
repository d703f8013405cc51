"""The words of each letter about a registration, as blocks, in the active language."""

from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from kogge.publish.feeds import clean
from kogge.take_part.registration.models import Invitation, Registration, Seat, State
from kogge.take_part.registration.personal_link import address_of
from kogge.take_part.registration.queries import position
from kogge.take_part.registration.tickets import TicketLine, tickets_of

from .frame import Block, Button, Facts, Letter, Quote, Text, Ticket, spoken, subject
from .funding import funding, paid_for
from .occasions import Going, Occasion, going

MOST_PICTURES = 12


@dataclass(frozen=True)
class Case:
    """One registration, what it is for, and what was announced with it."""

    registration: Registration
    going: Going
    facts: dict[str, Any] = field(default_factory=dict)

    @property
    def main(self) -> Registration:
        return self.registration.main or self.registration

    def say(self, words: str, **more: object) -> str:
        """The words with title and facts put in; what is put in is never read again."""
        return words % {"title": self.going.title, **more}

    def letter(self, heading: str, *blocks: Block | None, why: str = "", name: str | None = None) -> Letter:
        why = why or _("You get this letter because this address was used to register for “%(title)s”.")
        return Letter(
            subject(heading, self.going.title), tuple(block for block in blocks if block),
            self.say(why), self.going.organizer, self.registration.name if name is None else name,
            funding=funding(paid_for(self.registration.admission)),
        )  # fmt: skip


def case_of(registration: Registration, facts: dict[str, Any] | None = None, *, parts: bool = True) -> Case:
    return Case(registration, going(registration, parts=parts), facts or {})


def about(registration: Registration) -> str:
    """What the outbox notes: erasing a registration takes all its letters along, those about its sessions too."""
    return f"registration:{registration.main_id or registration.pk}"


def moment(value: Any) -> str:
    """A point in time as people say it."""
    local = timezone.localtime(value)
    return _("%(day)s, %(time)s h") % {"day": date_format(local, "l, DATE_FORMAT"), "time": f"{local:%H:%M}"}


def ask_to_confirm(case: Case) -> Letter:
    """Nothing of what a stranger typed stands in here: the address is not proven yet."""
    until = case.registration.held_until
    asked = _("somebody registered with this address for “%(title)s”. Was it you? Then please confirm it:")
    kept = _("The seat is kept for you until %(until)s.") % {"until": moment(until)} if until else ""
    ignore = _("You did not register? Then you need not do anything, and you get no further letters.")
    return case.letter(
        _("Please confirm: %(title)s"),
        Text(case.say(asked)),
        Button(_("Confirm the registration"), address_of(case.main)),
        Text(kept) if kept else None,
        facts_of(case, reference=False),
        Text(ignore),
        name="",
    )


def confirmed(case: Case) -> Letter:
    if case.registration.main_id:
        sentence = _("you have a seat in “%(title)s”. Your ticket for the event counts here as well.")
    else:
        sentence = _("your registration for “%(title)s” is confirmed. We look forward to seeing you.")
    return case.letter(
        _("Confirmed: %(title)s"),
        Text(case.say(sentence)),
        facts_of(case),
        sessions_of(case),
        *tickets(case),
        Text(_("You cannot come? Please cancel with the link, so that somebody else gets the seat.")),
        manage(case),
    )


def waiting(case: Case) -> Letter:
    place = position(case.registration)
    sentence = _("all seats for “%(title)s” are taken. You are number %(number)s on the waiting list.")
    hours = case.registration.admission.offer_hours
    then = ngettext(
        "As soon as a seat is free for you, we write to you. It is then kept for %(hours)s hour.",
        "As soon as a seat is free for you, we write to you. It is then kept for %(hours)s hours.",
        hours,
    )
    return case.letter(
        _("Waiting list: %(title)s"),
        Text(case.say(sentence, number=place)),
        Text(then % {"hours": hours}),
        facts_of(case),
        manage(case),
    )


def requested(case: Case) -> Letter:
    sentence = _("your request for “%(title)s” has arrived. The organiser decides on it and writes to you.")
    return case.letter(
        _("Request received: %(title)s"), Text(case.say(sentence)), facts_of(case), manage(case)
    )


def already_registered(case: Case) -> Letter:
    sentence = _(
        "somebody just registered with your address for “%(title)s”. You are registered already: %(state)s."
    )
    state = case.registration.get_state_display()
    return case.letter(
        _("Registered already: %(title)s"),
        Text(case.say(sentence, state=state)),
        Text(_("Nothing was changed. Here you find your registration and your ticket:")),
        manage(case),
    )


def offered(case: Case) -> Letter:
    until = case.registration.held_until
    sentence = _("a seat for “%(title)s” is free for you. Please accept it by %(until)s.")
    after = _("After that time it goes to the next person. You cannot come? Then please decline it there.")
    return case.letter(
        _("A seat for you: %(title)s"),
        Text(case.say(sentence, until=moment(until))),
        Button(_("Accept or decline the seat"), address_of(case.main)),
        facts_of(case),
        Text(after),
    )


def offer_lapsed(case: Case) -> Letter:
    sentence = _(
        "the seat for “%(title)s” that was kept for you was not accepted in time and went to the next."
    )
    return case.letter(
        _("Seat given away: %(title)s"),
        Text(case.say(sentence)),
        Text(_("You would still like to come? Please register again.")),
        page_of(case),
    )


def expired(case: Case) -> Letter:
    sentence = _("the registration for “%(title)s” was not confirmed in time, so the seat is free again.")
    return case.letter(
        _("Not confirmed: %(title)s"),
        Text(case.say(sentence)),
        Text(_("You would still like to come? Please register again.")),
        page_of(case),
        name="",
    )


def cancelled(case: Case) -> Letter:
    if case.registration.ended_because == Registration.Ended.BY_STAFF:
        sentence = _("the organiser has cancelled your registration for “%(title)s”.")
    else:
        sentence = _("your registration for “%(title)s” is cancelled. Thank you for telling us.")
    reason = case.facts.get("reason", "")
    return case.letter(
        _("No longer registered: %(title)s"),
        Text(case.say(sentence)),
        Quote(clean.text(reason)) if reason else None,
        facts_of(case),
    )


def handed_over(case: Case) -> Letter:
    """To whoever comes instead."""
    giver = spoken(case.facts.get("former_name", ""))
    known = _("%(giver)s has handed a seat for “%(title)s” over to you. It is confirmed.")
    nameless = _("a seat for “%(title)s” was handed over to you. It is confirmed.")
    sentence = case.say(known, giver=giver) if giver else case.say(nameless)
    return case.letter(
        _("Handed over to you: %(title)s"),
        Text(sentence), facts_of(case), sessions_of(case), *tickets(case), manage(case),
    )  # fmt: skip


def given_away(case: Case) -> Letter:
    """To whoever comes no more."""
    sentence = _(
        "your registration for “%(title)s” is handed over. Your ticket and your link no longer count."
    )
    former = case.facts.get("former_name", "")
    return case.letter(_("Handed over: %(title)s"), Text(case.say(sentence)), name=former)


def changed(case: Case) -> Letter:
    sentence = _("your registration for “%(title)s” was changed. This is how it stands now:")
    return case.letter(
        _("Changed: %(title)s"),
        Text(case.say(sentence)), facts_of(case, state=True), sessions_of(case), *tickets(case), manage(case),
    )  # fmt: skip


def declined(case: Case) -> Letter:
    sentence = _("unfortunately the organiser cannot give you a seat for “%(title)s”.")
    reason = case.facts.get("reason", "")
    return case.letter(
        _("No seat: %(title)s"),
        Text(case.say(sentence)),
        Text(_("The reason:")) if reason else None,
        Quote(clean.text(reason)) if reason else None,
        page_of(case),
    )


def erased(case: Case) -> Letter:
    sentence = _(
        "your data for “%(title)s” are erased. The seat is free again, and your link no longer works."
    )
    last = _("This is the last letter about it; your address is not kept.")
    return case.letter(
        _("Erased: %(title)s"), Text(case.say(sentence)), Text(last), name=case.facts.get("name", "")
    )


def invited(case: Case, invitation: Invitation, *, again: bool = False) -> Letter:
    sentence = _("you are invited to “%(title)s”. Please tell us whether you come.")
    asked = _("you are invited to “%(title)s”, and we have no answer from you yet. Do you come?")
    return case.letter(
        _("Reminder: %(title)s") if again else _("Invitation: %(title)s"),
        Text(case.say(asked if again else sentence)),
        facts_of(case, reference=False),
        Button(_("Answer yes or no"), address_of(invitation, "self_service:invitation")),
        page_of(case),
        why=_("You get this letter because the organiser invited you to “%(title)s”."),
        name=invitation.name,
    )


def seat_named(case: Case, seat: Seat, line: TicketLine | None) -> Letter:
    """A guest of a group gets a ticket and a link of their own."""
    sentence = _("a seat for “%(title)s” was booked for you. This is your own ticket.")
    return case.letter(
        _("Your ticket: %(title)s"),
        Text(case.say(sentence)),
        facts_of(case, reference=False),
        sessions_of(case),
        _ticket(case, line, 0) if line else None,
        Button(_("See your ticket, or say that you cannot come"), address_of(seat, "self_service:seat")),
        why=_("You get this letter because somebody named you for a seat at “%(title)s”."),
        name=seat.name,
    )


def seat_cancelled(case: Case, seat: Seat) -> Letter:
    sentence = _("your seat for “%(title)s” is cancelled. Your ticket no longer counts.")
    return case.letter(
        _("No longer registered: %(title)s"),
        Text(case.say(sentence)),
        why=_("You get this letter because somebody named you for a seat at “%(title)s”."),
        name=seat.name,
    )


def reminder(case: Case, dates: list[Occasion]) -> Letter:
    sentence = _("“%(title)s” is soon. We look forward to seeing you.")
    rows = tuple((one.entry.title, ", ".join(filter(None, (one.when, one.where)))) for one in dates)
    return case.letter(
        _("Soon: %(title)s"),
        Text(case.say(sentence)),
        Facts(rows),
        access_of(case),
        *tickets(case),
        Text(_("You cannot come? Please cancel with the link, so that somebody else gets the seat.")),
        manage(case),
    )


def facts_of(case: Case, *, reference: bool = True, state: bool = False) -> Facts:
    """When, where, how many, and what to know about getting in."""
    registration, first = case.registration, case.going.first
    heads = registration.heads if registration.kind != Registration.Kind.PERSON else 0
    rows = [
        (_("State of the registration"), registration.get_state_display() if state else ""),
        (_("When"), first.when if first and not case.going.is_series else ""),
        (_("Where"), first.where if first else ""),
        (_("People"), str(heads) if heads else ""),
        (_("Accessibility"), first.entry.access if first and not first.is_online else ""),
        (_("Registration number"), case.main.reference if reference else ""),
    ]
    if case.going.is_series:
        rows[1:1] = [
            (_("Date %(number)s") % {"number": n}, one.when) for n, one in enumerate(case.going.dates, 1)
        ]
    return Facts(tuple(rows))


def access_of(case: Case) -> Facts | None:
    first = case.going.first
    access = first.entry.access if first and not first.is_online else ""
    return Facts(((_("Accessibility"), access),)) if access else None


def sessions_of(case: Case) -> Facts | None:
    """The sessions booked with it; a seat that is not confirmed says so."""
    sessions = case.going.dates[1:] if not case.going.is_series else ()
    rows = []
    for one in sessions:
        state = "" if one.state == State.CONFIRMED else f" ({State(one.state).label})"
        rows.append((one.entry.title, ", ".join(filter(None, (one.when, one.where))) + state))
    return Facts(tuple(rows), title=_("Sessions you booked")) if rows else None


def tickets(case: Case) -> list[Block]:
    """Codes for the door, drawn for as many as a mail should hold; a part's ticket is that of the whole."""
    if case.registration.main_id or case.registration.state != State.CONFIRMED:
        return []
    lines = tickets_of(case.registration)
    shown: list[Block] = [_ticket(case, line, n) for n, line in enumerate(lines[:MOST_PICTURES])]
    if len(lines) > MOST_PICTURES:
        shown.append(Text(_("All tickets, to print or pass on, are behind the link.")))
    return shown


def manage(case: Case) -> Button:
    return Button(_("See, change, hand over or cancel your registration"), address_of(case.main))


def page_of(case: Case) -> Button | None:
    first = case.going.first
    return Button(_("To the event"), first.entry.url) if first else None


def _ticket(case: Case, line: TicketLine, number: int) -> Ticket:
    name = clean.line(line.name) or _("Ticket %(number)s") % {"number": number + 1}
    if line.heads > 1:
        name = _("%(name)s, %(heads)s people") % {"name": name, "heads": line.heads}
    return Ticket(name, line.text, case.main.reference, f"ticket{number + 1}")
