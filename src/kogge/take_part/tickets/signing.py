"""Signs tickets and reads them. What a ticket says it proves by itself, without a network (docs/tickets.md).

Reading says nothing about the registration behind the serial: whether it was cancelled since is asked elsewhere.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from django.utils import timezone
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused

from . import base45, keys
from .models import RevokedSerial, SigningKey
from .payload import LENGTH, SIGNATURE, Ticket, pack, unpack


class Forged(Refused):
    """The signature is not ours."""


class Unreadable(Refused):
    """No ticket, or only a part of one."""


class OutOfTime(Refused):
    """Its period is over or has not begun."""


class Foreign(Refused):
    """A ticket for something else."""


class Replayed(Refused):
    """A ticket that no longer counts: handed over, swapped or cancelled."""


@dataclass(frozen=True)
class PublicKey:
    """What devices need to verify tickets."""

    key_id: int
    public: bytes


def sign(serial: str, scope: int, valid_from: datetime, valid_until: datetime, bits: int = 0) -> str:
    """The text of a ticket's code: 132 signs."""
    key_id, private = keys.current()
    content = pack(Ticket(key_id, scope, serial, bits, valid_from, valid_until))
    return base45.encode(content + private.sign(content))


def read(text: str, *, scopes: Collection[int] | None = None, now: datetime | None = None) -> Ticket:
    """The ticket of a scanned text, or a Refused whose class says why and whose sentence says it to people."""
    ticket = verified(text)
    if scopes is not None and ticket.scope not in scopes:
        raise Foreign(_("This ticket is for another event."))
    moment = now or timezone.now()
    if moment < ticket.valid_from:
        raise OutOfTime(_("This ticket is not valid yet."))
    if moment > ticket.valid_until:
        raise OutOfTime(_("This ticket is no longer valid: its period is over."))
    if RevokedSerial.objects.filter(serial=ticket.serial).exists():
        raise Replayed(_("This ticket was cancelled or replaced by a newer one."))
    return ticket


def verified(text: str) -> Ticket:
    """The ticket of a text, its signature verified and nothing else."""
    cleaned = text.strip("\r\n\t")
    try:
        content = base45.decode(cleaned.upper())
        ticket = unpack(content[:LENGTH])
    except ValueError:
        raise Unreadable(
            _("This is not a ticket, or a part of it is missing. Please scan it again.")
        ) from None
    if len(content) != LENGTH + SIGNATURE:
        raise Unreadable(_("A part of this ticket is missing. Please scan it again."))
    key = SigningKey.objects.filter(key_id=ticket.key_id).first()
    try:
        if key is None:
            raise InvalidSignature
        keys.public(bytes(key.public)).verify(content[LENGTH:], content[:LENGTH])
    except InvalidSignature:
        raise Forged(_("This ticket is forged: its signature is not ours.")) from None
    return ticket


def public_keys() -> list[PublicKey]:
    """Every key that ever signed, newest first."""
    rows = SigningKey.objects.values_list("key_id", "public")
    return [PublicKey(key_id, bytes(public)) for key_id, public in rows]


def revoke(serial: str, scope: int) -> None:
    """Let tickets with this serial count no longer. Call when a serial is replaced, in the same transaction."""
    RevokedSerial.objects.get_or_create(serial=serial, defaults={"scope": scope})


def revoked(scopes: Collection[int]) -> list[str]:
    """The serials of these scopes that no longer count."""
    rows = RevokedSerial.objects.filter(scope__in=scopes).order_by("serial")
    return list(rows.values_list("serial", flat=True))
