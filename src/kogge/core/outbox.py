"""Mails are written in the transaction that causes them and sent afterwards, exactly one per cause.

A sender claims a row by moving its next attempt into the future, so a sender that dies frees the row by itself.
The Message-ID comes from the row: should a process die between the mail server's "250" and our note of it, the
repeated mail bears the same Message-ID, and mail programs show it once. SMTP cannot promise more.
"""

import logging
from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from .models import OutboxMessage

log = logging.getLogger("kogge.outbox")
BATCH = 20
LEASE = timedelta(minutes=5)
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440)]


def post(*, cause: str, to: str, subject: str, text: str, html: str = "") -> OutboxMessage:
    """Write one mail into the outbox. The same cause never writes a second one."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("outbox.post belongs inside the transaction of its action")
    message, _created = OutboxMessage.objects.get_or_create(
        cause=cause[:200],
        defaults={"to": to, "subject": " ".join(subject.split())[:200], "text": text, "html": html},
    )
    return message


def send_waiting() -> int:
    """Send what is due. Any number of senders may run at once. Returns how many mails went out."""
    sent = 0
    while messages := claim(BATCH):
        server = get_connection()
        try:
            sent += sum(_send(message, server) for message in messages)
        finally:
            _hang_up(server)
    return sent


def claim(most: int) -> list[OutboxMessage]:
    """Take due mails for a while. Nobody else takes them before the lease ends."""
    if not _waiting().exists():
        return []
    now = timezone.now()
    with transaction.atomic():
        due = _waiting().order_by("next_attempt_at", "pk")
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        messages = list(due[:most])
        OutboxMessage.objects.filter(pk__in=[message.pk for message in messages]).update(
            next_attempt_at=now + LEASE, attempts=F("attempts") + 1
        )
    for message in messages:
        message.attempts += 1
    return messages


def failed() -> QuerySet[OutboxMessage]:
    """Dead letters: mails that were given up, newest first."""
    return OutboxMessage.objects.exclude(failed_at=None).order_by("-failed_at")


@transaction.atomic
def try_again(message: OutboxMessage) -> None:
    """Put a dead letter back into the queue, after somebody mended what was wrong."""
    OutboxMessage.objects.filter(pk=message.pk).exclude(failed_at=None).update(
        failed_at=None, attempts=0, error="", next_attempt_at=timezone.now()
    )


def letter(message: OutboxMessage, server: BaseEmailBackend) -> EmailMultiAlternatives:
    """The mail as it goes out. Nobody answers a machine's mail with a machine's mail (RFC 3834)."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[message.to],
        connection=server,
        headers={"Message-ID": f"<{message.message_id}@{domain}>", "Auto-Submitted": "auto-generated"},
    )
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    for attachment in message.attachments:
        mail.attach(attachment["name"], attachment["text"], attachment["type"])
    return mail


def _waiting() -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(sent_at=None, failed_at=None, next_attempt_at__lte=timezone.now())


def _send(message: OutboxMessage, server: BaseEmailBackend) -> bool:
    """Send one claimed mail and note the result. Only the holder of the lease may note it."""
    mine = OutboxMessage.objects.filter(pk=message.pk, sent_at=None, attempts=message.attempts)
    try:
        letter(message, server).send()
    except Exception as error:
        _postpone(message, mine, error)
        return False
    with transaction.atomic():
        mine.update(sent_at=timezone.now(), error="")
    return True


@transaction.atomic
def _postpone(message: OutboxMessage, mine: QuerySet[OutboxMessage], error: Exception) -> None:
    """Wait longer after each attempt; after the last one the mail is a dead letter."""
    now = timezone.now()
    reason = f"{type(error).__name__}: {error}"[:500]
    if message.attempts > len(PAUSES):
        mine.update(failed_at=now, error=reason)
        log.error("mail %s was given up after %s attempts", message.message_id, message.attempts)
    else:
        mine.update(next_attempt_at=now + PAUSES[message.attempts - 1], error=reason)
        log.warning("mail %s could not be sent and is tried again", message.message_id)


def _hang_up(server: BaseEmailBackend) -> None:
    try:
        server.close()
    except Exception:
        log.warning("the mail server broke off at the end", exc_info=True)
