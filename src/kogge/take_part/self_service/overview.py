"""What the personal page shows of a registration, gathered in a constant number of queries."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core import reactions
from kogge.core.ordering import empty_lowest
from kogge.take_part.registration import blind_token, queries
from kogge.take_part.registration.models import Registration, Seat, State
from kogge.take_part.registration.personal_link import secret_of

from . import about, given_answers, modes, own_consents, standing

RELATED = ("admission__event__place", "admission__series", "capacity", "main")


def of(registration: Registration) -> dict[str, Any]:
    """Everything, for the template."""
    now = timezone.now()
    what = about.of(registration.admission)
    stands = standing.of(registration, now, _position(registration))
    if over := what.is_over and stands.is_live:
        stands = standing.over()
    live = stands.is_live
    questions = list(registration.admission.questions.all()) if live else []
    return {
        "registration": registration,
        "secret": secret_of(registration),
        "feedback": _feedback(registration) if over else "",
        "about": what,
        "standing": stands,
        "online": about.online(registration, what, now),
        "seats": list(registration.seats.all()) if registration.kind == Registration.Kind.GROUP else [],
        "parts": parts(registration) if live else [],
        "modes": modes.of(registration) if live else None,
        "has_sessions": live and registration.admission.capacities.filter(session__isnull=False).exists(),
        "answers": given_answers.of(registration, questions),
        "has_questions": any(question.retired_at is None for question in questions),
        "consent_form": about.consent_form(registration) if live else "",
        "plans_day": live and what.has_programme,
        "consents": own_consents.of(registration),
        "other_dates": [] if live else about.other_dates(registration.admission),
        "notes": notes(registration),
    }


def notes(registration: Registration, seat: Seat | None = None) -> list[dict[str, str]]:
    """What later stages have for this person: title, text, and where a button of theirs leads."""
    found: list[dict[str, str]] = []
    reactions.announce("personal page asked", registration=registration, seat=seat, notes=found)
    return found


def parts(registration: Registration) -> list[tuple[Registration, standing.Standing]]:
    """Seats in single sessions that still mean something, each with how it stands."""
    now = timezone.now()
    rows = registration.parts.live().filter(capacity__session__isnull=False)  # type: ignore[attr-defined]
    rows = rows.select_related("capacity__session__public", "admission")
    rows = rows.order_by(*empty_lowest("capacity__session__starts_at"), "pk")
    return [(row, standing.of(row, now, _position(row))) for row in rows]


def done(key: str) -> str:
    """What was just done, as a sentence; nothing for a key that nobody made."""
    sentences = {
        "confirmed": _("Thank you, you are registered. The ticket is also on its way by mail."),
        "accepted": _("The seat is yours. The ticket is also on its way by mail."),
        "declined": _("Thank you for telling us: the seat goes to the next."),
        "cancelled": _("Thank you for telling us. The seat is free for somebody else at once."),
        "stays_away": _("Thank you for telling us. We do not write to you even if it takes place after all."),
        "changed": _("Your changes are saved."),
        "named": _("The name is saved."),
        "swapped": _("Saved. The old ticket of this seat is not valid any more; the new one is below."),
        "head_cancelled": _("This person is cancelled. The seat is free for somebody else at once."),
        "link_sent": _("The link is on its way."),
        "withdrawn": _("Your consent is withdrawn, everywhere and at once."),
        "given": _("Thank you, your consent is noted."),
        "booked": _("Your seat in the session is booked."),
        "waiting": _("The session is full: you are on its waiting list."),
        "mode_changed": _("It is changed. Your ticket and the new appointment are on their way by mail."),
        "mode_waiting": _(
            "You are on the waiting list. The seat you have stays yours until you accept another one."
        ),
        "mode_stays": _("The seat you have stays yours."),
        "part_cancelled": _("Your seat in the session is free again."),
    }
    return sentences.get(key, "")


def _feedback(registration: Registration) -> str:
    """The anonymous questions about an event, for whoever had a seat; a group's people get their own by mail."""
    event_id = registration.admission.event_id
    if (
        event_id is None
        or registration.state != State.CONFIRMED
        or registration.kind == Registration.Kind.GROUP
    ):
        return ""
    return reverse("feedback:give", args=[blind_token.secret_of(registration, event_id)])


def _position(registration: Registration) -> int | None:
    return queries.position(registration) if registration.state == State.WAITING else None


def no_address() -> str:
    """Why no link can be sent to a head."""
    return _("No mail address is known of this person. Please add it first, or print the ticket.")
