"""What the clock starts for the door."""

from datetime import timedelta

from django.utils import timezone

from .models import Device, Scan

DEVICE_DAYS = 14


def forget_old() -> int:
    """What the data map promises: cut the way to people who were erased, lock phones of events long over."""
    erased = Scan.objects.filter(registration__erased_at__isnull=False).update(registration=None, seat=None)
    long_ago = timezone.localdate() - timedelta(days=DEVICE_DAYS)
    over = Device.objects.filter(door__event__sort_on__lt=long_ago, revoked_at=None)
    return erased + over.update(revoked_at=timezone.now())
