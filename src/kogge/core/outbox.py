"""Mails are written in the transaction that causes them and sent afterwards, exactly one per cause."""

from django.db import transaction

from .models import OutboxMessage


def post(*, cause: str, to: str, subject: str, text: str, html: str = "") -> OutboxMessage:
    """Write one mail into the outbox. The same cause never writes a second one."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("outbox.post belongs inside the transaction of its action")
    message, _created = OutboxMessage.objects.get_or_create(
        cause=cause[:200],
        defaults={"to": to, "subject": " ".join(subject.split())[:200], "text": text, "html": html},
    )
    return message
