"""Operations and the profiles of their funders."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kogge.core.models import Sourced
from kogge.network.directory.models import Organization


class FunderProfile(models.Model):
    """A funder's rules, loaded from one YAML file; `rules` is the file as data."""

    key = models.SlugField(unique=True)
    name = models.CharField(_("name"), max_length=200)
    statement_de = models.CharField(_("funding statement (German)"), max_length=300)
    statement_en = models.CharField(_("funding statement (English)"), max_length=300)
    emblem = models.CharField(_("emblem"), max_length=120, blank=True)
    rules = models.JSONField(default=dict)

    def __str__(self) -> str:
        return self.name


class Operation(Sourced):
    """A funded project. Its number may come months after its start; recording does not wait for it."""

    slug = models.SlugField(unique=True, max_length=80)
    title = models.CharField(_("title"), max_length=300)
    title_en = models.CharField(_("title (English)"), max_length=300, blank=True)
    number = models.CharField(_("number in the grant notice"), max_length=80, blank=True)
    profile = models.ForeignKey(FunderProfile, on_delete=models.PROTECT, related_name="operations")
    beneficiary = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT)
    organizations = models.ManyToManyField(
        Organization, blank=True, related_name="operations", verbose_name=_("organisations it pays for")
    )
    rate_percent = models.DecimalField(
        _("funding rate"), max_digits=5, decimal_places=2, null=True, blank=True
    )
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    description_de = models.TextField(_("aims and results (German)"), blank=True)
    description_en = models.TextField(_("aims and results (English)"), blank=True)

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="operation_order_of_dates")
        ]

    def __str__(self) -> str:
        return self.title

    def covers(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on
