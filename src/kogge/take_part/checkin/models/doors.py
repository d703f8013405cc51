"""How an event's door is set up: gates, and the devices that stand at them."""

import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kogge.core.ordering import empty_lowest
from kogge.plan.events.models import Event, Session


def new_salt() -> str:
    """What an event's devices hash names and references with."""
    return secrets.token_hex(16)


class Door(models.Model):
    """One event's door. Whoever stores facts counts `revision` up first: so facts have one order, and one
    device's entry is known before the next device's is judged."""

    event = models.OneToOneField(Event, on_delete=models.CASCADE, related_name="door")
    salt = models.CharField(max_length=32, default=new_salt)
    revision = models.PositiveBigIntegerField(default=0)
    settled = models.PositiveBigIntegerField(default=0)
    sealed = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.event)


class Gate(models.Model):
    """A place where people are checked: for the event as a whole or for one session (its area)."""

    class Direction(models.TextChoices):
        IN = "in", _("In")
        OUT = "out", _("Out")
        BOTH = "both", _("In and out")

    door = models.ForeignKey(Door, on_delete=models.CASCADE, related_name="gates")
    name = models.CharField(_("name"), max_length=80)
    session = models.ForeignKey(
        Session,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="gates",
        verbose_name=_("for"),
    )
    direction = models.CharField(
        _("direction"), max_length=4, choices=Direction.choices, default=Direction.IN
    )
    hand_out = models.JSONField(_("what is handed over here"), default=list, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = [*empty_lowest("session__starts_at"), "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["door", "name"], condition=Q(retired_at=None), name="gate_name_once"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def area(self) -> int:
        """0 for the event as a whole, else the session's number."""
        return self.session_id or 0


class Device(models.Model):
    """A phone or laptop at the door, paired by a link that works once. The token's hash is all that is kept."""

    door = models.ForeignKey(Door, on_delete=models.CASCADE, related_name="devices")
    name = models.CharField(_("name"), max_length=80)
    gates = models.ManyToManyField(Gate, blank=True, related_name="devices", verbose_name=_("gates"))
    token_digest = models.CharField(max_length=64, blank=True, editable=False)
    browser = models.CharField(max_length=120, blank=True)
    paired_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    offset_ms = models.BigIntegerField(null=True, blank=True)
    round_trip_ms = models.PositiveIntegerField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["token_digest"], condition=~Q(token_digest=""), name="device_token_once"
            )
        ]

    def __str__(self) -> str:
        return self.name
