"""The day on which the best stand on the stage: who when, for how many minutes, and what was revealed."""

import secrets

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kogge.plan.calls.models import Submission
from kogge.plan.decisions.models import Decision


def new_key() -> str:
    """The part of an address that nobody guesses (96 bits)."""
    return secrets.token_urlsafe(12)


class PitchDay(models.Model):
    """The day for one decision. `key` opens the screen and the page of the result, which shows nothing before its time.

    `order_seed` is the number from which the order was drawn; anybody can draw it again.
    """

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="pitch_day")
    key = models.CharField(max_length=24, unique=True, default=new_key, editable=False)
    pitch_minutes = models.PositiveSmallIntegerField(
        _("minutes to pitch"), default=5, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    question_minutes = models.PositiveSmallIntegerField(
        _("minutes for questions"), default=5, validators=[MaxValueValidator(60)]
    )
    order_seed = models.BigIntegerField(pgettext_lazy("pitches", "seed"), null=True, blank=True)
    revealed = models.PositiveSmallIntegerField(default=0)
    revealed_at = models.DateTimeField(null=True, blank=True)
    shows_audience = models.BooleanField(_("show the audience’s votes with the result"), default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(revealed=0, revealed_at=None) | Q(revealed__gt=0, revealed_at__isnull=False),
                name="pitch_day_revealed_at",
            ),
        ]

    def __str__(self) -> str:
        return str(self.decision)


class Pitch(models.Model):
    """One turn on the stage."""

    day = models.ForeignKey(PitchDay, on_delete=models.CASCADE, related_name="pitches")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="pitches")
    position = models.PositiveSmallIntegerField(pgettext_lazy("pitches", "turn"))

    class Meta:
        ordering = ["day", "position", "pk"]
        constraints = [models.UniqueConstraint(fields=["day", "submission"], name="pitch_once")]

    def __str__(self) -> str:
        return f"{self.position}. {self.submission}"
