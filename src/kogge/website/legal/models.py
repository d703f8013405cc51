"""What visitors tell us, and what we answered."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Feedback(models.Model):
    """One message from the feedback form. `reference` is the ticket number its sender keeps."""

    class Kind(models.TextChoices):
        BARRIER = "barrier", _("Report a barrier")
        MISTAKE = "mistake", _("Something is wrong or missing")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        OPEN = "open", _("Waiting for an answer")
        ANSWERED = "answered", _("Answered")
        CLOSED = "closed", _("Closed without an answer")

    reference = models.CharField(_("ticket number"), max_length=20, unique=True)
    form_key = models.CharField(max_length=40, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    address = models.CharField(_("page it is about"), max_length=300, blank=True)
    message = models.TextField(_("message"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    email = models.EmailField(_("mail address"), blank=True)
    language = models.CharField(max_length=2, default="de")
    received_at = models.DateTimeField(_("received"))
    answer_by = models.DateField(_("answer by"))
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.OPEN)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.CharField(max_length=64, blank=True)
    is_personal = True

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", answered_at=None)
                | (~Q(state="open") & Q(answered_at__isnull=False)),
                name="feedback_answered_at",
            )
        ]

    def __str__(self) -> str:
        return self.reference
