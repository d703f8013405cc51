"""Consents, each separate, each with the version of its text, its time and how it was withdrawn."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .registrations import Registration, Seat


class ConsentKind(models.TextChoices):
    """What people may agree to. Nothing of it is needed to take part."""

    PHOTO = "photo", _("Photos and films")
    LIST = "list", _("List of participants")
    NEWSLETTER = "newsletter", _("Newsletter")
    FUNDER = "funder", _("Data for the funder")


class ConsentText(models.Model):
    """One version of a consent's wording. Never changed: a new wording is a new version."""

    kind = models.CharField(_("kind"), max_length=10, choices=ConsentKind.choices)
    version = models.PositiveSmallIntegerField(_("version"))
    text_de = models.TextField(_("text (German)"))
    text_en = models.TextField(_("text (English)"))
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["kind", "-version"]
        constraints = [models.UniqueConstraint(fields=["kind", "version"], name="consent_text_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


class Consent(models.Model):
    """One person's yes to one version of a text. Withdrawn ones stay, as proof of both."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="consents")
    seat = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.CASCADE, related_name="consents")
    kind = models.CharField(_("kind"), max_length=10, choices=ConsentKind.choices)
    text = models.ForeignKey(ConsentText, on_delete=models.PROTECT, related_name="consents")
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.CharField(max_length=20, blank=True)
    is_personal = True

    class Meta:
        ordering = ["kind", "given_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "kind"],
                condition=Q(withdrawn_at=None, seat=None),
                name="consent_once",
            ),
            models.UniqueConstraint(
                fields=["seat", "kind"],
                condition=Q(withdrawn_at=None, seat__isnull=False),
                name="consent_once_per_seat",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("given_at")),
                name="consent_order_of_times",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.registration}"
