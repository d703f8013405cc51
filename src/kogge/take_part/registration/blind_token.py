"""The secret in a link to anonymous feedback: it proves a ticket and does not say whose.

It holds the event's number, twelve bytes that only this installation can compute from a ticket, and a keyed hash
over both. Nothing in it leads back to a registration, and it opens nothing but the questions (docs/feedback.md).
"""

import base64
import binascii
import hmac
import struct
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from kogge.core.refusals import Refused

from .models import Registration, Seat

_PART = 12


@dataclass(frozen=True)
class BlindToken:
    """The event asked about, and what stands for a ticket."""

    event_id: int
    ticket: bytes


def address_of(record: Registration | Seat, event_id: int) -> str:
    """The address of the questions about an event, for the mail to this person."""
    return settings.SITE_URL + reverse("feedback:give", args=[secret_of(record, event_id)])


def secret_of(record: Registration | Seat, event_id: int) -> str:
    """The secret of one ticket for one event: 38 letters, digits, `-` and `_`."""
    ticket = _hash(f"ticket:{record._meta.label_lower}:{record.uid}:{event_id}".encode())
    body = struct.pack(">I", event_id) + ticket
    return base64.urlsafe_b64encode(body + _hash(b"proof:" + body)).decode().rstrip("=")


def read(secret: str) -> BlindToken:
    """What a secret stands for, or Refused with a sentence."""
    try:
        raw = base64.urlsafe_b64decode(secret + "=" * (-len(secret) % 4))
    except (ValueError, binascii.Error):
        raw = b""
    body, proof = raw[:-_PART], raw[-_PART:]
    if len(body) != 4 + _PART or not hmac.compare_digest(_hash(b"proof:" + body), proof):
        raise Refused(_("This address is not known. Please copy the whole address from the mail."))
    return BlindToken(struct.unpack(">I", body[:4])[0], body[4:])


def _hash(content: bytes) -> bytes:
    return hmac.digest(b"blind token:" + settings.SECRET_KEY.encode(), content, "sha256")[:_PART]
