"""The records of indicators: reports and what they rest on, what was planned, what was estimated."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kogge.core.ordering import empty_lowest
from kogge.network.directory.models import Organization
from kogge.network.grants.models import Operation


class Period(models.Model):
    """Both days belong to it."""

    since = models.DateField(_("from"))
    until = models.DateField(_("until"))

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(since__lte=F("until")), name="%(class)s_order_of_dates")
        ]


class Report(Period):
    """An operation's numbers for a period. A frozen one never changes and locks its period.

    `data` holds the rows the numbers were computed from, under codes instead of names, sealed with the key of the
    answers; `rules` are the funder's rules as they were. From both the result can be computed anew at any time.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        FROZEN = "frozen", _("Frozen")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="reports")
    as_of = models.DateField(_("as of"))
    state = models.CharField(_("state"), max_length=6, choices=State.choices, default=State.DRAFT)
    profile_version = models.CharField(max_length=12, blank=True)
    rules = models.JSONField(default=dict, blank=True)
    result = models.JSONField(default=dict, blank=True)
    result_digest = models.CharField(max_length=64, blank=True)
    data = models.BinaryField(default=b"")
    data_digest = models.CharField(max_length=64, blank=True)
    actor = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)
    frozen_at = models.DateTimeField(null=True, blank=True)

    class Meta(Period.Meta):
        ordering = ["-until", "-since", "-pk"]
        verbose_name = _("report")
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(condition=Q(until__lte=F("as_of")), name="report_as_of_after_its_period"),
            models.CheckConstraint(
                condition=Q(state="draft", result_digest="", frozen_at=None)
                | Q(state="frozen", frozen_at__isnull=False) & ~Q(result_digest="") & ~Q(data_digest=""),
                name="report_frozen_whole",
            ),
            models.UniqueConstraint(
                fields=["operation", "since", "until"], condition=Q(state="frozen"), name="period_frozen_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.since}–{self.until}"

    @property
    def is_frozen(self) -> bool:
        return self.state == self.State.FROZEN


class Target(Period):
    """What an operation, or one centre in it, is to reach in a phase. `what`: a counter or an indicator's code."""

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="targets")
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="targets",
        verbose_name=_("centre"),
    )  # fmt: skip
    phase = models.CharField(_("phase"), max_length=80)
    what = models.CharField(_("what is counted"), max_length=40)
    value = models.PositiveIntegerField(_("planned"))
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta(Period.Meta):
        ordering = ["since", "until", "what", *empty_lowest("organization__name"), "pk"]
        verbose_name = _("target")
        constraints = [
            *Period.Meta.constraints,
            models.UniqueConstraint(
                fields=["operation", "organization", "what", "since", "until"], name="target_of_centre_once"
            ),
            models.UniqueConstraint(
                fields=["operation", "what", "since", "until"], condition=Q(organization=None),
                name="target_of_operation_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.what} {self.since}–{self.until}"


class Estimate(Period):
    """A number that nobody counted one by one: who estimated it, when, how, and how far off it may be."""

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="estimates")
    what = models.CharField(_("what is estimated"), max_length=40)
    low = models.PositiveIntegerField(_("at least"))
    value = models.PositiveIntegerField(_("estimate"))
    high = models.PositiveIntegerField(_("at most"))
    method = models.CharField(_("method"), max_length=500)
    author = models.CharField(_("who estimated"), max_length=120)
    estimated_on = models.DateField(_("estimated on"))
    actor = models.CharField(max_length=64)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta(Period.Meta):
        ordering = ["since", "what", "pk"]
        verbose_name = _("estimate")
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                condition=Q(low__lte=F("value"), value__lte=F("high")), name="estimate_in_its_range"
            ),
            models.CheckConstraint(condition=~Q(method="") & ~Q(author=""), name="estimate_says_how_and_who"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.since}–{self.until}"
