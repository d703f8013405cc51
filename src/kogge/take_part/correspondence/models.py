"""Letters that staff write to people of one event or series."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kogge.take_part.registration.models import Admission


class Mailing(models.Model):
    """One letter to many. `audience` says to whom; `after` is the last registration it was written to."""

    class Kind(models.TextChoices):
        SERVICE = "service", _("About this event: to those who registered")
        NEWS = "news", _("Newsletter: only to those who agreed to it")

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SENDING = "sending", _("Being sent")
        STOPPED = "stopped", _("Stopped")
        SENT = "sent", _("Sent")

    admission = models.ForeignKey(Admission, on_delete=models.CASCADE, related_name="mailings")
    kind = models.CharField(_("kind of letter"), max_length=7, choices=Kind.choices, default=Kind.SERVICE)
    state = models.CharField(max_length=7, choices=State.choices, default=State.DRAFT)
    subject_de = models.CharField(_("subject (German)"), max_length=120)
    text_de = models.TextField(_("text (German)"), max_length=10_000)
    subject_en = models.CharField(_("subject (English)"), max_length=120, blank=True)
    text_en = models.TextField(_("text (English)"), max_length=10_000, blank=True)
    audience = models.JSONField(default=dict, blank=True)
    author = models.CharField(max_length=64)
    created_at = models.DateTimeField(auto_now_add=True)
    begun_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    expected = models.PositiveIntegerField(default=0)
    letters = models.PositiveIntegerField(default=0)
    after = models.PositiveBigIntegerField(default=0)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["state"], condition=Q(state="sending"), name="mailing_being_sent"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=(Q(subject_en="") & Q(text_en="")) | (~Q(subject_en="") & ~Q(text_en="")),
                name="mailing_whole_in_english",
            ),
            models.CheckConstraint(
                condition=Q(state="draft", begun_at=None) | ~Q(state="draft"), name="mailing_draft_not_begun"
            ),
        ]

    def __str__(self) -> str:
        return self.subject_de

    @property
    def languages(self) -> list[str]:
        """The languages it is written in."""
        return ["de", "en"] if self.text_en else ["de"]
