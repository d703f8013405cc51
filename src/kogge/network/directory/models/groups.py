"""What people gather around: topics, audiences, communities, programmes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from kogge.core.models import Sourced

from .organizations import Organization
from .places import Area


class _Label(models.Model):
    slug = models.SlugField(unique=True)
    name_de = models.CharField(_("name (German)"), max_length=120)
    name_en = models.CharField(_("name (English)"), max_length=120, blank=True)

    class Meta:
        abstract = True
        ordering = ["name_de"]

    def __str__(self) -> str:
        return self.name_de


class Topic(_Label):
    """A topic events and communities are filed under."""


class Audience(_Label):
    """Whom an event is for: schools, associations, companies, everybody …"""


class Community(Sourced):
    """People who meet around something, with or without an organiser."""

    slug = models.SlugField(unique=True, max_length=120)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(_("kind"), max_length=40)
    organizer = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="communities"
    )
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT)
    area_name = models.CharField(max_length=120, blank=True)
    summary_de = models.TextField(_("summary (German)"), blank=True)
    summary_en = models.TextField(_("summary (English)"), blank=True)
    facts = models.JSONField(default=dict, blank=True)
    is_public = models.BooleanField(_("shown in the directory"), default=False)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "communities"

    def __str__(self) -> str:
        return self.name


class Programme(Sourced):
    """A funding, support or policy programme, or a standing role, with its owner."""

    slug = models.SlugField(unique=True, max_length=120)
    name = models.CharField(_("name"), max_length=200)
    printed_as = models.CharField(max_length=200, blank=True)
    also_called = models.JSONField(default=list, blank=True)
    kind = models.CharField(_("kind"), max_length=40, blank=True)
    owner = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="programmes"
    )
    contact_point = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    eligibility = models.TextField(_("who may take part"), blank=True)
    starts_on = models.DateField(_("since"), null=True, blank=True)
    precision = models.CharField(max_length=10, default="not_stated")
    summary_de = models.TextField(_("summary (German)"), blank=True)
    summary_en = models.TextField(_("summary (English)"), blank=True)
    facts = models.JSONField(default=dict, blank=True)
    is_public = models.BooleanField(_("shown in the directory"), default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
