"""The record of the audit: what each verification said."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Verification(models.Model):
    """One walk over the chain and every sealed row. `problem` says why a walk did not come to its end."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waits")
        RUNNING = "running", _("running")
        DONE = "done", _("done")

    state = models.CharField(max_length=7, choices=State.choices, default=State.WAITING)
    asked_by = models.CharField(max_length=64)
    asked_at = models.DateTimeField(auto_now_add=True)
    beat_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    step = models.CharField(max_length=200, blank=True)
    seconds = models.PositiveIntegerField(default=0)
    entries = models.PositiveBigIntegerField(default=0)
    rows = models.PositiveBigIntegerField(default=0)
    count = models.PositiveIntegerField(default=0)
    faults = models.JSONField(default=list)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("verification")
        verbose_name_plural = _("verifications")
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=~Q(state="done"), name="verification_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return str(self.asked_at)

    @property
    def holds(self) -> bool:
        return self.state == self.State.DONE and not self.count and not self.problem
