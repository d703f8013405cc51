"""What the clock starts for attendance."""

from datetime import timedelta

from django.db.models import F
from django.utils import timezone

from kogge.take_part.checkin.models import Door

from .models import OnlineStay
from .settling import settle

ONLINE_NAMES_DAYS = 30


def settle_doors() -> int:
    """Bring the attendance of every door in step. Returns how many rows changed."""
    return sum(settle(door) for door in Door.objects.exclude(settled=F("revision")))


def forget_names() -> int:
    """What the data map promises: names from video rooms go, and what led to people who were erased."""
    old = OnlineStay.objects.filter(joined_at__lt=timezone.now() - timedelta(days=ONLINE_NAMES_DAYS))
    count = old.exclude(name="", email="").update(name="", email="")
    erased = OnlineStay.objects.filter(registration__erased_at__isnull=False)
    return count + erased.update(registration=None, seat=None, name="", email="")
