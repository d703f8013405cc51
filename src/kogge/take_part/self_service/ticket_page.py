"""Tickets drawn for a page: one for the party, one for each head of a group."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from kogge.take_part.registration.models import Registration
from kogge.take_part.registration.tickets import TicketLine, tickets_of
from kogge.take_part.tickets import codes


@dataclass(frozen=True)
class Drawn:
    """One ticket with its code as a drawing."""

    line: TicketLine
    drawing: SafeString


def of(registration: Registration, serial: str = "") -> list[Drawn]:
    """All tickets of a registration, or only the one with this serial."""
    lines = [line for line in tickets_of(registration) if serial in ("", line.serial)]
    return [Drawn(line, codes.svg(line.text)) for line in lines]
