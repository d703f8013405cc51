"""Mails are written in the transaction that causes them and sent afterwards, exactly one per cause.

A sender claims a row by moving its next attempt into the future, so a sender that dies frees the row by itself.
The Message-ID comes from the row: should a process die between the mail server's "250" and our note of it, the
repeated mail bears the same Message-ID, and mail programs show it once. SMTP cannot promise more.
"""

import base64
import logging
import smtplib
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from email.mime.base import MIMEBase
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, SafeMIMEMultipart, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from . import reactions
from .models import OutboxMessage

log = logging.getLogger("kogge.outbox")
BATCH = 20
LEASE = timedelta(minutes=5)
PAUSES = [timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240, 720, 1440)]
_AWAY = (smtplib.SMTPServerDisconnected, smtplib.SMTPConnectError, TimeoutError, ConnectionError)


def post(*, cause: str, attachments: Sequence[Mapping[str, str]] = (), **fields: Any) -> None:
    """Write one mail into the outbox, in one statement. The same cause never writes a second one.

    `fields`: to, subject, text, html, headers, about ("registration:12"), `next_attempt_at` to send it later;
    `is_bulk` lets it wait behind single letters, `is_farewell` empties it once it was sent. An attachment has `name`,
    `type`, `text` or `base64`, and `shown` = "" (as a file), "inline" (a picture the HTML shows as `cid:name`) or
    "alternative" (the same letter in another form, such as a calendar entry).
    """
    post_many([{"cause": cause, "attachments": list(attachments), **fields}])


def post_many(letters: Iterable[Mapping[str, Any]]) -> None:
    """Write many mails in one statement; each has the same words as `post`."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("outbox.post belongs inside the transaction of its action")
    tidy = [
        {**one, "cause": one["cause"][:200], "subject": " ".join(one["subject"].split())[:200]}
        for one in letters
    ]
    OutboxMessage.objects.bulk_create(
        [OutboxMessage(**one) for one in tidy],
        update_conflicts=True, unique_fields=["cause"], update_fields=["cause"],
    )  # fmt: skip


def send_waiting() -> int:
    """Send what is due. Any number of senders may run at once. Returns how many mails went out."""
    sent = 0
    while messages := claim(BATCH):
        until = timezone.now() + LEASE / 2
        server = get_connection()
        try:
            for number, message in enumerate(messages):
                problem = _send(message, server)
                sent += problem is None
                if isinstance(problem, _AWAY) or timezone.now() > until:
                    _give_back(messages[number + 1 :])
                    return sent
        finally:
            _hang_up(server)
    return sent


def claim(most: int) -> list[OutboxMessage]:
    """Take due mails for a while. Nobody else takes them before the lease ends."""
    if not _waiting().exists():
        return []
    now = timezone.now()
    with transaction.atomic():
        due = _waiting().order_by("is_bulk", "next_attempt_at", "pk")
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
    """Dead letters: mails that were given up or came back, newest first."""
    return OutboxMessage.objects.exclude(failed_at=None).order_by("-failed_at")


@transaction.atomic
def try_again(message: OutboxMessage, *, to: str = "") -> None:
    """Put a dead letter back into the queue, after somebody mended what was wrong."""
    OutboxMessage.objects.filter(pk=message.pk).exclude(failed_at=None).update(
        failed_at=None,
        sent_at=None,
        attempts=0,
        error="",
        next_attempt_at=timezone.now(),
        to=to or message.to,
    )


@transaction.atomic
def came_back(message: OutboxMessage, reason: str) -> None:
    """A mail server far away returned it for good: a dead letter, and who reacts hears why."""
    now = timezone.now()
    OutboxMessage.objects.filter(pk=message.pk).update(
        sent_at=message.sent_at or now, failed_at=now, error=reason[:500]
    )
    reactions.announce("mail failed", message=message, reason=reason)


def letter(message: OutboxMessage, server: BaseEmailBackend | None = None) -> EmailMultiAlternatives:
    """The mail as it goes out. Nobody answers a machine's mail with a machine's mail (RFC 3834)."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    headers = {"Message-ID": f"<{message.message_id}@{domain}>", "Auto-Submitted": "auto-generated"}
    headers |= message.headers | {"From": settings.DEFAULT_FROM_EMAIL}
    mail = _Letter(
        subject=message.subject, body=message.text, from_email=_envelope(message), to=[message.to],
        connection=server, reply_to=[headers.pop("Reply-To")] if "Reply-To" in headers else None, headers=headers,
    )  # fmt: skip
    if message.html:
        mail.attach_alternative(message.html, "text/html")
    for one in message.attachments:
        content = base64.b64decode(one["base64"]) if "base64" in one else one["text"]
        if one.get("shown") == "inline":
            mail.pictures.append((one["name"], content, one["type"]))
        elif one.get("shown") == "alternative":
            mail.attach_alternative(content, one["type"])
        else:
            mail.attach(one["name"], content, one["type"])
    return mail


class _Letter(EmailMultiAlternatives):
    """Keeps pictures beside the HTML that shows them, and names a calendar entry's method as its type's parameter."""

    def __init__(self, **parts: Any) -> None:
        super().__init__(**parts)
        self.pictures: list[tuple[str, bytes, str]] = []

    def _create_mime_attachment(self, content: Any, mimetype: str) -> Any:
        kind, _, method = mimetype.partition("; method=")
        part: MIMEBase = super()._create_mime_attachment(content, kind)  # type: ignore[misc]
        if method:
            part.set_param("method", method)
        if kind != "text/html" or not self.pictures:
            return part
        related = SafeMIMEMultipart(_subtype="related", encoding="utf-8")
        related.attach(part)
        for name, picture, picture_kind in self.pictures:
            shown = super()._create_mime_attachment(picture, picture_kind)  # type: ignore[misc]
            shown["Content-ID"] = f"<{name}>"
            shown["Content-Disposition"] = "inline"
            related.attach(shown)
        return related


def _envelope(message: OutboxMessage) -> str:
    """Where it comes back to: an address of its own for each mail, where the operator receives such addresses."""
    name, _, domain = settings.MAIL_BOUNCES.rpartition("@")
    return f"{name}+{message.message_id.hex}@{domain}" if name else settings.DEFAULT_FROM_EMAIL


def _waiting() -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(sent_at=None, failed_at=None, next_attempt_at__lte=timezone.now())


def _send(message: OutboxMessage, server: BaseEmailBackend) -> Exception | None:
    """Send one claimed mail and note the result. Only the holder of the lease may note it."""
    mine = OutboxMessage.objects.filter(pk=message.pk, sent_at=None, attempts=message.attempts)
    try:
        server.open()
        letter(message, server).send()
    except Exception as error:
        _postpone(message, mine, error)
        return error
    emptied = {"to": "", "subject": "", "text": "", "html": "", "attachments": [], "headers": {}}
    with transaction.atomic():
        mine.update(sent_at=timezone.now(), error="", **(emptied if message.is_farewell else {}))
    return None


def _give_back(messages: Sequence[OutboxMessage]) -> None:
    """What was not tried because the server is away waits a little; it costs no attempt."""
    rows = OutboxMessage.objects.filter(pk__in=[message.pk for message in messages], sent_at=None)
    rows.update(next_attempt_at=timezone.now() + PAUSES[0], attempts=F("attempts") - 1)


@transaction.atomic
def _postpone(message: OutboxMessage, mine: QuerySet[OutboxMessage], error: Exception) -> None:
    """Wait longer after each attempt; after the last one, or when refused for good, it is a dead letter."""
    now = timezone.now()
    reason = f"{type(error).__name__}: {error}"[:500]
    codes = [code for code, _said in getattr(error, "recipients", {}).values()]
    if message.attempts > len(PAUSES) or (codes and min(codes) >= 500):
        if mine.update(failed_at=now, error=reason):
            reactions.announce("mail failed", message=message, reason=reason)
        log.error("mail %s was given up after %s attempts", message.message_id, message.attempts)
    else:
        mine.update(next_attempt_at=now + PAUSES[message.attempts - 1], error=reason)
        log.warning("mail %s could not be sent and is tried again", message.message_id)


def _hang_up(server: BaseEmailBackend) -> None:
    try:
        server.close()
    except Exception:
        log.warning("the mail server broke off at the end", exc_info=True)
