"""What the person at the gate is told: one word, one colour, one sentence. No database."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .subjects import Subject

GREEN, YELLOW, RED = "green", "yellow", "red"
VERDICTS: dict[str, tuple[str, bool, str | Promise]] = {
    "admitted": (GREEN, True, gettext_lazy("Welcome")),
    "new": (GREEN, True, gettext_lazy("Welcome: a new ticket")),
    "walk_in": (GREEN, True, gettext_lazy("Entered at the door")),
    "let_in": (GREEN, True, gettext_lazy("Let in by hand")),
    "left": (GREEN, True, gettext_lazy("Goodbye")),
    "handed": (GREEN, False, gettext_lazy("Handed over")),
    "taken_back": (GREEN, False, gettext_lazy("Taken back")),
    "already_in": (YELLOW, False, gettext_lazy("Already in")),
    "waiting": (YELLOW, False, gettext_lazy("On the waiting list")),
    "pending": (YELLOW, False, gettext_lazy("Not confirmed")),
    "not_booked": (YELLOW, False, gettext_lazy("No seat in this session")),
    "group": (YELLOW, False, gettext_lazy("A group")),
    "not_in": (YELLOW, True, gettext_lazy("Was not in")),
    "already_handed": (YELLOW, False, gettext_lazy("Already handed over")),
    "cancelled": (RED, False, gettext_lazy("Cancelled")),
    "unknown": (RED, False, gettext_lazy("Not known")),
    "foreign": (RED, False, gettext_lazy("Another event")),
    "expired": (RED, False, gettext_lazy("Not valid now")),
    "forged": (RED, False, gettext_lazy("Forged")),
    "unreadable": (RED, False, gettext_lazy("Not readable")),
}


@dataclass(frozen=True)
class Before:
    """What is known of the subject at this area before this scan."""

    inside: int = 0
    first_at: datetime | None = None
    first_gate: str = ""
    handed: frozenset[str] = frozenset()


def judge(
    subject: Subject | None,
    before: Before,
    *,
    kind: str,
    area: int,
    needs_booking: bool,
    override: bool = False,
    hand_out: frozenset[str] = frozenset(),
) -> str:
    """The verdict on one scan."""
    if subject is None:
        return "unknown"
    if kind == "out":
        return "left" if before.inside else "not_in"
    if kind == "hand":
        return "already_handed" if hand_out & before.handed and not override else "handed"
    if override and not subject.ended:
        return "let_in"
    return _on_entry(subject, before, area if needs_booking else 0)


def _on_entry(subject: Subject, before: Before, booked_area: int) -> str:
    if subject.ended:
        return "cancelled"
    if subject.state in _STATES:
        return _STATES[subject.state]
    if booked_area and booked_area not in subject.booked:
        return "not_booked"
    if subject.kind == "group":
        return "group"
    size = subject.heads if subject.kind == "headcount" else 1
    return "already_in" if before.inside >= size else "admitted"


def sentence(verdict: str, subject: Subject | None, before: Before) -> str:
    """What stands beneath the title."""
    if verdict == "already_in" and before.first_at:
        at = {"time": f"{timezone.localtime(before.first_at):%H:%M}", "gate": before.first_gate}
        return _("In since %(time)s at %(gate)s.") % at
    if verdict == "group" and subject:
        return _("%(heads)d people. Tick who is there.") % {"heads": subject.heads}
    if verdict == "admitted" and subject and subject.kind == "headcount":
        return _("A group of %(heads)d.") % {"heads": subject.heads}
    return str(_SENTENCES.get(verdict, ""))


_STATES = {"waiting": "waiting", "requested": "pending", "pending": "pending", "offered": "pending"}
_SENTENCES = {
    "waiting": gettext_lazy("Has no seat yet. You decide whether there is room."),
    "pending": gettext_lazy("The registration was not confirmed. You decide."),
    "not_booked": gettext_lazy("Is registered for the event, but not for this session."),
    "not_in": gettext_lazy("Nobody saw this person come in. The exit is noted."),
    "already_handed": gettext_lazy("This was handed over before."),
    "cancelled": gettext_lazy("This ticket was cancelled or replaced by a newer one."),
    "unknown": gettext_lazy("Nobody with this number is registered here."),
    "foreign": gettext_lazy("This ticket is for another event."),
    "expired": gettext_lazy("This ticket is not valid at this time."),
    "forged": gettext_lazy("This ticket is forged: its signature is not ours."),
    "unreadable": gettext_lazy("This is not a ticket, or a part of it is missing."),
}
