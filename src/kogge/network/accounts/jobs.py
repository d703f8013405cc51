"""What the clock starts for accounts and for what the data map promises to delete."""

from datetime import date, timedelta

from allauth.usersessions.models import UserSession
from django.db.models import Q, QuerySet
from django.utils import timezone

from kogge.core.models import OutboxMessage

from .models import Membership, SharedCount, User

SESSIONS_KEPT = timedelta(days=7, hours=12)
MAILS_KEPT = timedelta(days=30)
ACCOUNTS_KEPT = timedelta(days=365)


def forget_expired() -> int:
    """Delete accounts nobody needs, ended sessions, counts whose period is over, and mails sent long ago."""
    now = timezone.now()
    gone = (
        _left_long_ago(timezone.localdate(now) - ACCOUNTS_KEPT),
        UserSession.objects.filter(last_seen_at__lt=now - SESSIONS_KEPT),
        SharedCount.objects.filter(expires__lt=now),
        OutboxMessage.objects.filter(Q(sent_at__lt=now - MAILS_KEPT) | Q(failed_at__lt=now - MAILS_KEPT)),
    )
    return sum(rows.delete()[0] for rows in gone)


def _left_long_ago(day: date) -> QuerySet[User]:
    """Accounts whose last membership ended before `day`; what they did stays in the history, under a number."""
    still = Membership.objects.filter(Q(valid_until=None) | Q(valid_until__gte=day))
    return User.objects.filter(joined_at__date__lt=day).exclude(pk__in=still.values("user"))
