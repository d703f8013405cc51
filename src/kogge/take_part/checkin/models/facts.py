"""What devices report: facts that are stored once and kept. What they mean is a fold (`merge`)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kogge.core.ordering import empty_lowest
from kogge.take_part.registration.models import Registration, Seat

from .doors import Device, Door, Gate


class Scan(models.Model):
    """One entry, exit or hand-out, as a device made it. `uid` is the device's; the server stores it once.

    `at` is the device's time corrected by rule R3; `device_at` is what its clock said. `answer` is what the server
    said, `shown` what the device showed by itself; what was shown counts.
    """

    class Kind(models.TextChoices):
        IN = "in", _("In")
        OUT = "out", _("Out")
        HAND = "hand", _("Handed over")
        UNDO = "undo", _("Taken back")

    class Source(models.TextChoices):
        SCAN = "scan", _("Scanned")
        NAME = "name", _("Found by name")
        REFERENCE = "reference", _("Number typed")
        GROUP = "group", _("Ticked in a group")
        WALK_IN = "walk_in", _("Entered at the door")
        PAPER = "paper", _("Paper list")

    uid = models.UUIDField(unique=True)
    door = models.ForeignKey(Door, on_delete=models.CASCADE, related_name="scans")
    revision = models.PositiveBigIntegerField()
    device = models.ForeignKey(Device, null=True, on_delete=models.PROTECT, related_name="scans")
    actor = models.CharField(max_length=64, blank=True)
    gate = models.ForeignKey(Gate, on_delete=models.PROTECT, related_name="scans")
    area = models.PositiveBigIntegerField(default=0)
    kind = models.CharField(max_length=4, choices=Kind.choices)
    serial = models.CharField(max_length=16, blank=True)
    registration = models.ForeignKey(Registration, null=True, on_delete=models.SET_NULL, related_name="scans")
    seat = models.ForeignKey(Seat, null=True, on_delete=models.SET_NULL, related_name="scans")
    heads = models.PositiveSmallIntegerField(default=1)
    sequence = models.PositiveBigIntegerField(default=0)
    device_at = models.DateTimeField()
    offset_ms = models.BigIntegerField(default=0)
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    source = models.CharField(max_length=9, choices=Source.choices)
    answer = models.CharField(max_length=14, blank=True)
    shown = models.CharField(max_length=14, blank=True)
    override = models.BooleanField(default=False)
    hand_out = models.JSONField(default=list, blank=True)
    undoes = models.UUIDField(null=True, blank=True)
    is_personal = True
    UNSEALED = ("registration", "seat")

    class Meta:
        ordering = ["at", *empty_lowest("device"), "sequence"]
        verbose_name = _("scan")
        verbose_name_plural = _("scans")
        indexes = [
            models.Index(fields=["door", "serial"], name="scan_subject"),
            models.Index(fields=["door", "revision"], name="scan_order"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="undo", undoes__isnull=False) | (~Q(kind="undo") & Q(undoes=None)),
                name="scan_undoes_something",
            )
        ]

    def __str__(self) -> str:
        return str(self.uid)

    @property
    def verdict(self) -> str:
        """What counts: shown by the device, else what the server answered."""
        return self.shown or self.answer


class Tally(models.Model):
    """One press of a clicker: so many heads more or fewer."""

    uid = models.UUIDField(unique=True)
    door = models.ForeignKey(Door, on_delete=models.CASCADE, related_name="tallies")
    device = models.ForeignKey(Device, on_delete=models.PROTECT, related_name="tallies")
    gate = models.ForeignKey(Gate, on_delete=models.PROTECT, related_name="tallies")
    area = models.PositiveBigIntegerField(default=0)
    change = models.SmallIntegerField()
    device_at = models.DateTimeField()
    at = models.DateTimeField()
    received_at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["door", "area"], name="tally_area")]

    def __str__(self) -> str:
        return f"{self.change:+d}"
