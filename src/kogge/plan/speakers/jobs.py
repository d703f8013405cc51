"""What the clock starts for speakers: forgetting what they needed, as the data map promises."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from kogge.plan.events.models import Contribution

from .models import SpeakerProfile

KEPT_DAYS = 90


@transaction.atomic
def forget_needs() -> int:
    """Empty the needs of everybody whose last event, and last answer, is 90 days ago. Returns how many."""
    day = timezone.localdate() - timedelta(days=KEPT_DAYS)
    later = Q(session__event__ends_on__gte=day) | Q(
        session__event__ends_on=None, session__event__starts_on__gte=day
    )
    open_end = Q(session__event__starts_on=None)
    coming = Contribution.objects.filter(later | open_end, person=OuterRef("person"))
    told = SpeakerProfile.objects.exclude(needs_technical="", needs_access="")
    old = told.filter(Q(answered_at=None) | Q(answered_at__date__lt=day)).exclude(Exists(coming))
    return old.update(needs_technical="", needs_access="")
