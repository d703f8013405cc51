"""What the clock starts for the door."""

import hashlib
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from kogge.core import history

from .models import Device, Door, Scan

DEVICE_DAYS = 14


def seal_scans() -> int:
    """One entry in the history for all scans since the last: their count, and a digest over what they say.

    An entry for each scan would cost more than the scan. Returns how many were sealed.
    """
    sealed = 0
    for waiting in Door.objects.exclude(sealed=F("revision")):
        with transaction.atomic():
            door = Door.objects.select_for_update().get(pk=waiting.pk)
            scans = Scan.objects.filter(door=door, revision__gt=door.sealed).order_by("revision", "pk")
            rows = scans.values_list("uid", "serial", "kind", "device_at", "at", "gate", "answer")
            lines = ["|".join(map(str, row)) for row in rows]
            if lines:
                digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
                after = {"scans": len(lines), "from": door.sealed + 1, "to": door.revision, "digest": digest}
                history.record(door, "scans stored", by="door", after=after)
            Door.objects.filter(pk=door.pk).update(sealed=door.revision)
            sealed += len(lines)
    return sealed


def forget_old() -> int:
    """What the data map promises: cut the way to people who were erased, lock phones of events long over."""
    erased = Scan.objects.filter(registration__erased_at__isnull=False).update(registration=None, seat=None)
    long_ago = timezone.localdate() - timedelta(days=DEVICE_DAYS)
    over = Device.objects.filter(door__event__sort_on__lt=long_ago, revoked_at=None)
    return erased + over.update(revoked_at=timezone.now())
