"""The office's own words for the letters of a call. They are frozen with a decision."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kogge.plan.calls.models import Call


class LetterText(models.Model):
    """The office's own words for one kind of letter of a call. Without a row, the usual words are used."""

    class Kind(models.TextChoices):
        ACCEPTED = "accepted", pgettext_lazy("letter", "Accepted")
        WAITLISTED = "waitlisted", pgettext_lazy("letter", "On the reserve list")
        REJECTED = "rejected", pgettext_lazy("letter", "Not accepted")
        MOVED_UP = "moved_up", pgettext_lazy("letter", "Moved up from the reserve list")

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="letter_texts")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    subject_de = models.CharField(_("subject (German)"), max_length=150)
    text_de = models.TextField(_("text (German)"), max_length=6000)
    subject_en = models.CharField(_("subject (English)"), max_length=150)
    text_en = models.TextField(_("text (English)"), max_length=6000)

    class Meta:
        ordering = ["call", "kind"]
        constraints = [models.UniqueConstraint(fields=["call", "kind"], name="letter_text_once")]

    def __str__(self) -> str:
        return f"{self.call}: {self.kind}"
