"""Reads what mail servers send back (RFC 3464) and finds the mail it is about.

The report names the Message-ID of our mail, and where the operator uses `KOGGE_MAIL_BOUNCES` the address it came
back to names it as well. Only a final failure counts; a delay or a full mailbox that may empty does not.
"""

import re
import uuid
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage, Message
from email.parser import BytesParser

from django.conf import settings
from django.db import transaction

from kogge.core import outbox
from kogge.core.models import OutboxMessage

MOST_BYTES = 2**20
_UUID = r"[0-9a-fA-F]{8}-?(?:[0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}"
_MESSAGE_ID = re.compile(rf"^Message-ID:\s*<({_UUID})@", re.I | re.M)


@dataclass(frozen=True)
class Bounce:
    """One mail that came back for good."""

    message_id: uuid.UUID
    reason: str


def read(raw: bytes) -> Bounce | None:
    """What a returned message says; None when it is no final failure of a mail of ours."""
    message = BytesParser(policy=policy.default).parsebytes(raw[:MOST_BYTES])
    reason = _final_failure(message)
    number = _by_envelope(message) or _by_message_id(message)
    return Bounce(number, reason) if reason and number else None


@transaction.atomic
def note(raw: bytes) -> OutboxMessage | None:
    """Mark the mail as returned and tell who reacts. A report that comes twice counts once."""
    bounce = read(raw)
    if bounce is None:
        return None
    found = OutboxMessage.objects.select_for_update().filter(message_id=bounce.message_id).first()
    if found is not None and found.failed_at is None:
        outbox.came_back(found, bounce.reason)
        found.refresh_from_db()
    return found


def _final_failure(message: EmailMessage) -> str:
    """Status and words of the server, such as "5.1.1 550 no such user"; empty when it may still arrive."""
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        for block in _blocks(part):
            action, status = str(block["Action"] or "").strip().lower(), str(block["Status"] or "").strip()
            if action == "failed" and status.startswith("5"):
                said = str(block["Diagnostic-Code"] or "").partition(";")[2]
                return " ".join(f"{status} {said}".split())[:300]
    return ""


def _blocks(part: Message) -> list[Message]:
    content = part.get_payload()
    return [one for one in content if isinstance(one, Message)] if isinstance(content, list) else []


def _by_envelope(message: EmailMessage) -> uuid.UUID | None:
    name, _at, domain = settings.MAIL_BOUNCES.rpartition("@")
    if not name:
        return None
    ours = re.compile(rf"{re.escape(name)}\+({_UUID})@{re.escape(domain)}", re.I)
    headers = ("Delivered-To", "X-Original-To", "Envelope-To", "To")
    found = (ours.search(str(value)) for header in headers for value in message.get_all(header, []))
    return next((uuid.UUID(one[1]) for one in found if one), None)


def _by_message_id(message: EmailMessage) -> uuid.UUID | None:
    """From the headers of our mail, which the report repeats."""
    for part in message.walk():
        if part.get_content_type() in {"text/rfc822-headers", "message/rfc822"}:
            words = "".join(one.as_string() for one in _blocks(part)) or str(part.get_payload())
            if found := _MESSAGE_ID.search(words):
                return uuid.UUID(found[1])
    return None
