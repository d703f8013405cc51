"""The records of auditors: who may look, what was drawn and found."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kogge.network.directory.models import Organization
from kogge.network.grants.models import Operation


class Access(models.Model):
    """An auditor without an account may read, by a mailed link, within a period: one operation or one organisation."""

    name = models.CharField(_("name of the auditor"), max_length=120)
    email = models.EmailField(_("mail address"))
    body = models.CharField(_("on behalf of"), max_length=200)
    operation = models.ForeignKey(
        Operation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("operation"),
    )
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("organisation"),
    )  # fmt: skip
    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until"))
    language = models.CharField(_("language of the mail"), max_length=2, default="de")
    granted_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    is_personal = True

    class Meta:
        ordering = ["-valid_until", "-pk"]
        verbose_name = _("auditor's access")
        verbose_name_plural = _("auditors' accesses")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from__lte=F("valid_until")), name="access_order_of_dates"
            ),
            models.CheckConstraint(
                condition=Q(operation=None, organization__isnull=False)
                | Q(operation__isnull=False, organization=None),
                name="access_to_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def holds_on(self, day: date) -> bool:
        return self.revoked_at is None and self.valid_from <= day <= self.valid_until


class Sample(models.Model):
    """Records drawn by a seed (see `sampling`), so that anybody can draw the same ones again."""

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="samples")
    report = models.UUIDField(_("report"), null=True, blank=True)
    indicator = models.CharField(_("indicator"), max_length=40, blank=True)
    seed = models.CharField(_("seed"), max_length=80)
    size = models.PositiveIntegerField(_("how many"))
    population = models.PositiveIntegerField()
    population_digest = models.CharField(max_length=64)
    drawn_at = models.DateTimeField(auto_now_add=True)
    drawn_by = models.CharField(max_length=64)

    class Meta:
        ordering = ["-drawn_at", "-pk"]
        verbose_name = _("sample")
        verbose_name_plural = _("samples")

    def __str__(self) -> str:
        return self.seed


class SampleItem(models.Model):
    """One drawn record and what the auditor found."""

    class Outcome(models.TextChoices):
        OPEN = "", _("not looked at yet")
        SEEN = "seen", _("seen, in order")
        QUESTION = "question", _("question")

    sample = models.ForeignKey(Sample, on_delete=models.PROTECT, related_name="items")
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=40)
    outcome = models.CharField(
        _("result"), max_length=8, choices=Outcome.choices, default=Outcome.OPEN, blank=True
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    noted_at = models.DateTimeField(null=True, blank=True)
    noted_by = models.CharField(max_length=64, blank=True)
    is_personal = True

    class Meta:
        ordering = ["sample", "position"]
        verbose_name = _("item of a sample")
        verbose_name_plural = _("items of samples")
        constraints = [
            models.UniqueConstraint(fields=["sample", "position"], name="sample_position_once"),
            models.UniqueConstraint(fields=["sample", "code"], name="sample_code_once"),
        ]

    def __str__(self) -> str:
        return f"{self.sample_id}/{self.position}"
