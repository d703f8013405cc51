"""How an organisation's certificates look."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kogge.core import colours
from kogge.network.directory.models import Organization

_LEAST_CONTRAST = 4.5


def is_readable(colour: str) -> bool:
    """Whether text of this colour can be read on white paper (WCAG 2.2, 1.4.3)."""
    return bool(colours.HEX.fullmatch(colour)) and colours.contrast(colour, "#ffffff") >= _LEAST_CONTRAST


class Template(models.Model):
    """How an organisation's certificates look and speak. A saved one never changes: the newest is used."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, related_name="certificate_templates"
    )
    number = models.PositiveSmallIntegerField()
    intro_de = models.CharField(_("sentence above the dates (German)"), max_length=400, blank=True)
    intro_en = models.CharField(_("sentence above the dates (English)"), max_length=400, blank=True)
    closing_de = models.CharField(_("sentence below the dates (German)"), max_length=400, blank=True)
    closing_en = models.CharField(_("sentence below the dates (English)"), max_length=400, blank=True)
    place = models.CharField(_("place of issue"), max_length=80, blank=True)
    signatory = models.CharField(_("who signs"), max_length=120, blank=True)
    signatory_role_de = models.CharField(_("in which role (German)"), max_length=120, blank=True)
    signatory_role_en = models.CharField(_("in which role (English)"), max_length=120, blank=True)
    colour = models.CharField(_("colour of headings"), max_length=7, default="#003e78")
    logo = models.BinaryField(default=bytes)
    logo_alt = models.CharField(_("what the logo shows"), max_length=120, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["organization", "number"]
        verbose_name = _("template of certificates")
        constraints = [
            models.UniqueConstraint(fields=["organization", "number"], name="certificate_template_once")
        ]

    def __str__(self) -> str:
        return f"{self.organization_id}/{self.number}"
