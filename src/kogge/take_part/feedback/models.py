"""What people thought, without anything that leads to them."""

import secrets
import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kogge.plan.events.models import Event, Session

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""What nobody mistakes when typing it from a screen at the far end of a room."""


def new_code() -> str:
    """Six letters and digits: a short address for a room."""
    return "".join(secrets.choice(LETTERS) for _ in range(6))


class Box(models.Model):
    """Where answers about one event or session are put.

    `spent` holds a one-way mark of each ticket that answered, sorted: neither which answer was whose nor the order
    of arrival can be read from it.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="feedback_boxes")
    session = models.OneToOneField(
        Session, null=True, blank=True, on_delete=models.CASCADE, related_name="feedback_box"
    )
    code = models.CharField(_("short address"), max_length=6, unique=True, default=new_code)
    closed_at = models.DateTimeField(null=True, blank=True)
    spent = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event"], condition=Q(session=None), name="feedback_box_once_per_event"
            )
        ]

    def __str__(self) -> str:
        return str(self.session or self.event)

    @property
    def marks(self) -> set[str]:
        """The marks of the tickets that answered."""
        return set(self.spent.split())


class Response(models.Model):
    """One answer. Its key is random, its time is no more exact than the day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    box = models.ForeignKey(Box, on_delete=models.CASCADE, related_name="responses")
    day = models.DateField()
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    good = models.TextField(blank=True)
    change = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(score=None) | Q(score__gte=1, score__lte=5), name="response_score_1_to_5"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
