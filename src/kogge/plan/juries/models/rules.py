"""The rules of a jury: criteria with weights, how ties are broken, and phases with their rights."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kogge.network.accounts.permissions import Somebody, organizations_of
from kogge.plan.calls.models import Call


class JuryQuerySet(models.QuerySet["Jury"]):
    """Juries by who runs them."""

    def of_staff(self, user: Somebody) -> "JuryQuerySet":
        """Those of the organisations for which the user manages juries."""
        slugs = organizations_of(user, "jury.manage")
        return self.all() if slugs is None else self.filter(call__organization__slug__in=slugs)


class Jury(models.Model):
    """Judges what came in to one call. Its rules stand with the call and are fixed once the call has closed."""

    class TieRule(models.TextChoices):
        WEIGHTIEST = (
            "weightiest",
            _("The better mean in the weightiest criterion decides, then in the next one"),
        )
        VOTE = "vote", _("The jury votes on it and writes down why")
        LOT = "lot", _("A lot is drawn; its number stands in the minutes")

    call = models.OneToOneField(Call, on_delete=models.PROTECT, related_name="jury")
    title = models.CharField(_("title"), max_length=200)
    tie_rule = models.CharField(
        _("when two are equal"), max_length=10, choices=TieRule.choices, default=TieRule.WEIGHTIEST
    )
    confidentiality_de = models.TextField(_("what jurors promise (German)"), blank=True)
    confidentiality_en = models.TextField(_("what jurors promise (English)"), blank=True)
    locked_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = JuryQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name_plural = "juries"

    def __str__(self) -> str:
        return self.title

    @property
    def is_locked(self) -> bool:
        """Whether criteria and tie rule are fixed: the call's deadline is over, by the clock of the server."""
        closes_at = self.call.closes_at
        return self.locked_at is not None or (closes_at is not None and closes_at <= timezone.now())


class Criterion(models.Model):
    """One thing that is scored, from `lowest` to `highest`, and how much it weighs."""

    jury = models.ForeignKey(Jury, on_delete=models.CASCADE, related_name="criteria")
    key = models.SlugField(max_length=40)
    label_de = models.CharField(_("name (German)"), max_length=120)
    label_en = models.CharField(_("name (English)"), max_length=120, blank=True)
    help_de = models.CharField(_("what it means (German)"), max_length=300, blank=True)
    help_en = models.CharField(_("what it means (English)"), max_length=300, blank=True)
    weight = models.PositiveSmallIntegerField(_("weight"), default=1)
    lowest = models.PositiveSmallIntegerField(_("lowest score"), default=1)
    highest = models.PositiveSmallIntegerField(_("highest score"), default=5)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name_plural = "criteria"
        constraints = [
            models.UniqueConstraint(fields=["jury", "key"], name="criterion_once"),
            models.CheckConstraint(
                condition=Q(lowest__lt=F("highest"), highest__lte=100), name="criterion_scale"
            ),
            models.CheckConstraint(condition=Q(weight__gte=1, weight__lte=100), name="criterion_weight"),
        ]

    def __str__(self) -> str:
        return self.label_de


class Phase(models.Model):
    """A period in which jurors judge: in which way, what they see, and how many read each file."""

    class Mode(models.TextChoices):
        SCORES = "scores", pgettext_lazy("judging", "Scores")
        PAIRS = "pairs", pgettext_lazy("judging", "Comparison of two")
        BOTH = "both", pgettext_lazy("judging", "Scores and comparison of two")

    jury = models.ForeignKey(Jury, on_delete=models.CASCADE, related_name="phases")
    position = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(_("title"), max_length=120)
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    mode = models.CharField(_("how it is judged"), max_length=6, choices=Mode.choices, default=Mode.SCORES)
    hidden_fields = models.JSONField(_("what jurors do not see"), default=list, blank=True)
    rights = models.JSONField(_("what jurors may do"), default=dict, blank=True)
    per_submission = models.PositiveSmallIntegerField(_("jurors for each file"), default=3)
    one_per_organization = models.BooleanField(
        _("at most one juror of an organisation for each file"), default=False
    )

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["jury", "position"], name="phase_once"),
            models.CheckConstraint(
                condition=Q(opens_at__lt=F("closes_at")), name="phase_opens_before_it_closes"
            ),
            models.CheckConstraint(
                condition=Q(per_submission__gte=1, per_submission__lte=50), name="phase_per_submission"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_open(self, now: datetime | None = None) -> bool:
        """Whether scores are taken now, by the clock of the server."""
        now = now or timezone.now()
        return self.opens_at <= now < self.closes_at

    def has_begun(self) -> bool:
        """Whether jurors see anything of it yet."""
        return self.opens_at <= timezone.now()

    def right(self, name: str) -> Any:
        """One of `bids` (jurors say what they would like to read) and `others` (see others after handing in)."""
        return self.rights.get(name, False)

    @property
    def takes_scores(self) -> bool:
        return self.mode != self.Mode.PAIRS

    @property
    def takes_pairs(self) -> bool:
        return self.mode != self.Mode.SCORES
