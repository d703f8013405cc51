"""What was decided: one decision for each prize, its places, who voted how, and the frozen versions of it."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kogge.core.ordering import empty_lowest
from kogge.core.translated import translated
from kogge.network.accounts.permissions import Somebody, organizations_of
from kogge.plan.calls.models import Call, Submission
from kogge.plan.events.models import Track
from kogge.plan.juries.models import Juror, Phase


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Decisions by whose they are."""

    def open_to(self, user: Somebody, action: str) -> "DecisionQuerySet":
        """Those of calls for whose organisation the user may do `action`."""
        slugs = organizations_of(user, action)
        rows = self.select_related("call__organization", "phase", "among")
        return rows if slugs is None else rows.filter(call__organization__slug__in=slugs)


class Decision(models.Model):
    """Exactly `winners` of a call's submissions win, up to `reserves` wait in order. Frozen, it cannot change.

    `MOVING` holds only inside the transaction in which a reserve takes the place of a winner who does not come; the
    database refuses every other change of a frozen decision's places, and a frozen one without exactly N winners:
    `vacant` counts places for which no reserve was left.
    """

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("decision", "Open")
        MOVING = "moving", pgettext_lazy("decision", "Frozen")
        FROZEN = "frozen", pgettext_lazy("decision", "Frozen")

    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="decisions")
    phase = models.ForeignKey(
        Phase, null=True, blank=True, on_delete=models.PROTECT, related_name="decisions",
        verbose_name=_("phase of the jury"), help_text=_("Its ranking is what is proposed."),
    )  # fmt: skip
    among = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="followed_by",
        verbose_name=_("among the winners of"), help_text=_("For a second stage, such as a pitch day of the best."),
    )  # fmt: skip
    track = models.ForeignKey(
        Track, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("track"),
        help_text=_("Empty: all submissions of the call."),
    )  # fmt: skip
    title_de = models.CharField(_("title (German)"), max_length=160)
    title_en = models.CharField(_("title (English)"), max_length=160, blank=True)
    winners = models.PositiveSmallIntegerField(
        _("winners"), default=1, validators=[MinValueValidator(1), MaxValueValidator(500)],
        help_text=_("Exactly so many, no more and no less."),
    )  # fmt: skip
    reserves = models.PositiveSmallIntegerField(
        _("reserves"), default=3, validators=[MaxValueValidator(500)],
        help_text=_("At most so many wait in order and move up when a winner does not come."),
    )  # fmt: skip
    position = models.PositiveSmallIntegerField(default=0)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    meeting = models.CharField(_("where and how the jury met"), max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=6, choices=State.choices, default=State.OPEN)
    version = models.PositiveSmallIntegerField(pgettext_lazy("decision", "version"), default=1)
    vacant = models.PositiveSmallIntegerField(default=0)
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_by = models.CharField(max_length=64, blank=True)
    reopening_reason = models.CharField(pgettext_lazy("decision", "reason"), max_length=500, blank=True)
    reopening_asked_by = models.CharField(max_length=64, blank=True)
    reopened_by = models.CharField(max_length=64, blank=True)
    reopened_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["call", "position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(winners__gte=1), name="decision_has_winners"),
            models.CheckConstraint(
                condition=Q(state="open") | (Q(frozen_at__isnull=False) & ~Q(frozen_by="")),
                name="decision_frozen_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state="open")
                | Q(version=1, frozen_at=None)
                | (
                    Q(version__gt=1)
                    & ~Q(reopening_asked_by="")
                    & ~Q(reopened_by="")
                    & ~Q(reopening_reason="")
                    & ~Q(reopening_asked_by=F("reopened_by"))
                ),
                name="decision_reopened_by_two_people",
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(reopened_by=""), name="decision_reopening_spent_once"
            ),
            models.CheckConstraint(
                condition=Q(published_at=None) | ~Q(state="open"), name="decision_public_only_frozen"
            ),
            models.CheckConstraint(condition=Q(among=None) | ~Q(among=F("pk")), name="decision_not_after_itself"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.title_de

    @property
    def title(self) -> str:
        """The title in the active language."""
        return str(translated(self, "title"))

    @property
    def is_frozen(self) -> bool:
        """Whether nothing of it can change any more."""
        return self.state != self.State.OPEN


class Placement(models.Model):
    """One submission in one decision: where it was put and why, and what the ranking said when it was filled in."""

    class Kind(models.TextChoices):
        WINNER = "winner", pgettext_lazy("placement", "Winner")
        RESERVE = "reserve", pgettext_lazy("placement", "Reserve")
        NONE = "none", pgettext_lazy("placement", "Not chosen")
        WITHDRAWN = "withdrawn", pgettext_lazy("placement", "Withdrawn")

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="placements")
    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="placements")
    kind = models.CharField(_("result"), max_length=9, choices=Kind.choices, default=Kind.NONE)
    place = models.PositiveSmallIntegerField(pgettext_lazy("ranking", "place"), null=True, blank=True)
    reason = models.TextField(pgettext_lazy("decision", "reason"), max_length=2000, blank=True)
    feedback = models.TextField(
        _("feedback for the applicants"), max_length=2000, blank=True, help_text=_("Stands in their letter.")
    )
    ranked = models.PositiveSmallIntegerField(_("place in the ranking"), null=True, blank=True)
    low = models.PositiveSmallIntegerField(null=True, blank=True)
    high = models.PositiveSmallIntegerField(null=True, blank=True)
    raw_mean = models.FloatField(_("raw mean"), null=True, blank=True)
    normalised = models.FloatField(_("normalised"), null=True, blank=True)
    count = models.PositiveSmallIntegerField(_("judged by"), default=0)

    class Meta:
        ordering = ["decision", *empty_lowest("ranked"), "pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "submission"], name="placement_once"),
            models.UniqueConstraint(
                fields=["decision", "kind", "place"], condition=Q(place__isnull=False), name="placement_place_once"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["winner", "reserve"], place__gte=1)
                | Q(kind__in=["none", "withdrawn"], place__isnull=True),
                name="placement_place_where_placed",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.decision}: {self.submission} ({self.kind})"


class Ballot(models.Model):
    """How one juror voted on the decision as a whole: who decided."""

    class Vote(models.TextChoices):
        YES = "yes", pgettext_lazy("vote", "In favour")
        NO = "no", pgettext_lazy("vote", "Against")
        ABSTAINED = "abstained", pgettext_lazy("vote", "Abstained")
        ABSENT = "absent", pgettext_lazy("vote", "Absent")

    decision = models.ForeignKey(Decision, on_delete=models.CASCADE, related_name="ballots")
    juror = models.ForeignKey(Juror, on_delete=models.PROTECT, related_name="ballots")
    vote = models.CharField(_("vote"), max_length=9, choices=Vote.choices)

    class Meta:
        ordering = ["juror__name", "pk"]
        constraints = [models.UniqueConstraint(fields=["decision", "juror"], name="ballot_once")]

    def __str__(self) -> str:
        return f"{self.decision}: {self.juror_id}"


class Version(models.Model):
    """What was frozen: everything the minutes and the letters are made of. The database refuses to change it."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(pgettext_lazy("decision", "version"))
    reason = models.CharField(pgettext_lazy("decision", "reason"), max_length=500, blank=True)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    frozen_at = models.DateTimeField(_("frozen at"))
    frozen_by = models.CharField(max_length=64)

    class Meta:
        ordering = ["decision", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "number"], name="decision_version_once"),
            models.CheckConstraint(
                condition=Q(number=1, reason="") | (Q(number__gt=1) & ~Q(reason="")),
                name="decision_version_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.decision} {self.number}"
