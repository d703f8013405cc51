"""What the clock starts for accounts and for what the data map promises to delete."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.utils import timezone

from kogge.core.models import OutboxMessage

from .models import SharedCount

SESSIONS_KEPT = timedelta(days=7, hours=12)
MAILS_KEPT = timedelta(days=30)


def forget_expired() -> int:
    """Delete ended sessions from the lists, counts whose period is over, and mails sent long ago."""
    now = timezone.now()
    gone = (
        UserSession.objects.filter(last_seen_at__lt=now - SESSIONS_KEPT),
        SharedCount.objects.filter(expires__lt=now),
        OutboxMessage.objects.filter(sent_at__lt=now - MAILS_KEPT),
    )
    return sum(rows.delete()[0] for rows in gone)
