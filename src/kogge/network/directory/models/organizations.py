"""Organisations, what they were called and where they were when, and who is partner of whom."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kogge.core.models import Sourced

from .places import Place
from .validity import Valid


class Organization(Sourced):
    """A legal body, centre, project or network. Past names are `OrganizationName` rows."""

    slug = models.SlugField(unique=True, max_length=120)
    name = models.CharField(_("name"), max_length=200)
    full_name = models.CharField(_("full name"), max_length=300, blank=True)
    abbreviation = models.CharField(_("abbreviation"), max_length=40, blank=True)
    also_called = models.JSONField(_("also called"), default=list, blank=True)
    kind = models.CharField(_("kind"), max_length=40)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.PROTECT)
    summary_de = models.TextField(_("summary (German)"), blank=True)
    summary_en = models.TextField(_("summary (English)"), blank=True)
    plain_de = models.TextField(_("summary in plain language"), blank=True)
    website = models.URLField(_("website"), blank=True)
    facts = models.JSONField(default=dict, blank=True)
    is_public = models.BooleanField(_("shown in the directory"), default=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def name_on(self, day: date | None) -> str:
        """What the organisation was called on a day. Reads prefetched `names`."""
        if day is not None:
            for row in self.names.all():
                if row.holds_on(day):
                    return row.name
        return self.name


class OrganizationName(Valid, Sourced):
    """A name the organisation had for a period."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=200)

    def __str__(self) -> str:
        return self.name


class OrganizationOperator(Valid, Sourced):
    """The legal body that ran the organisation for a period."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="operators")
    operator = models.CharField(_("operator"), max_length=200)

    def __str__(self) -> str:
        return self.operator


class OrganizationAddress(Valid, Sourced):
    """Where the organisation was for a period."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="addresses")
    place = models.ForeignKey(Place, on_delete=models.PROTECT)
    street = models.CharField(_("street and number"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)

    def __str__(self) -> str:
        return ", ".join(part for part in (self.street, f"{self.postcode} {self.place}".strip()) if part)


class Partnership(Valid, Sourced):
    """Two organisations tied for a period, e.g. a centre and its rural tandem partner."""

    class Kind(models.TextChoices):
        TANDEM = "tandem", _("Tandem partner")
        MEMBER = "member", _("Member")
        SPONSOR = "sponsor", _("Sponsor")
        COOPERATION = "cooperation", _("Cooperation")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="partnerships")
    partner = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="partner_of")

    class Meta(Valid.Meta):
        constraints = [
            *Valid.Meta.constraints,
            models.CheckConstraint(condition=~Q(organization=F("partner")), name="partnership_of_two"),
        ]

    def __str__(self) -> str:
        return f"{self.organization} – {self.partner}"
