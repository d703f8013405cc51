"""Who judges, who may not judge what, who reads what, and what was scored."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kogge.network.directory.models import Organization
from kogge.plan.calls.models import Submission

from .rules import Jury, Phase


class Juror(models.Model):
    """Somebody who judges: by a signed link from a mail, or as a member of staff at the desk."""

    jury = models.ForeignKey(Jury, on_delete=models.CASCADE, related_name="jurors")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="jury_seats"
    )
    name = models.CharField(_("name"), max_length=200)
    email = models.EmailField(_("mail address"), max_length=254)
    organization_name = models.CharField(_("organisation"), max_length=200, blank=True)
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    language = models.CharField(_("language"), max_length=2, default="de")
    expertise = models.JSONField(_("topics"), default=list, blank=True)
    most = models.PositiveSmallIntegerField(_("most files"), null=True, blank=True)
    invited_at = models.DateTimeField(null=True, blank=True)
    confidential_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    is_personal = True

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["jury", "email"], name="juror_once")]

    def __str__(self) -> str:
        return self.name


class Declaration(models.Model):
    """What stands between or speaks for a juror and a file: one row declared by people, one found by the platform.

    A row of kind `conflict` hides the file from the juror. A found one stays with kind `none` and a reason after
    staff looked at it.
    """

    class Kind(models.TextChoices):
        CONFLICT = "conflict", _("Conflict of interest")
        BID = "bid", pgettext_lazy("jury", "Wish")
        NONE = "none", _("No conflict of interest")

    class Source(models.TextChoices):
        DECLARED = "declared", pgettext_lazy("conflict", "Declared")
        FOUND = "found", pgettext_lazy("conflict", "Found")

    class Bid(models.IntegerChoices):
        WANTS = 2, _("I would like to read it")
        COULD = 1, _("I could read it")
        RATHER_NOT = 0, _("Rather not")

    juror = models.ForeignKey(Juror, on_delete=models.CASCADE, related_name="declarations")
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="declarations")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.DECLARED)
    bid = models.PositiveSmallIntegerField(null=True, blank=True, choices=Bid.choices)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    cleared = models.CharField(_("why it is none"), max_length=500, blank=True)
    at = models.DateTimeField(auto_now=True)
    is_personal = True

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["juror", "submission", "source"], name="declaration_once"),
            models.CheckConstraint(condition=~Q(kind="bid") | Q(bid__isnull=False), name="declaration_bid"),
        ]

    def __str__(self) -> str:
        return f"{self.juror_id}: {self.submission_id}"


class Assignment(models.Model):
    """A juror reads a file in a phase."""

    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="assignments")
    juror = models.ForeignKey(Juror, on_delete=models.CASCADE, related_name="assignments")
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="assignments")
    made_at = models.DateTimeField(auto_now_add=True)
    is_personal = True

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["phase", "juror", "submission"], name="assignment_once")
        ]

    def __str__(self) -> str:
        return f"{self.juror_id}: {self.submission_id}"


class Review(models.Model):
    """What a juror thinks of a file: a draft until it is handed in, then fixed unless staff give it back.

    `scores` maps the key of each criterion to a number. `comment` goes to the office and, where the phase says
    so, to jurors who have handed in; `note` is the juror's own.
    """

    assignment = models.OneToOneField(Assignment, on_delete=models.CASCADE, related_name="review")
    scores = models.JSONField(default=dict, blank=True)
    comment = models.TextField(_("reasons"), blank=True)
    note = models.TextField(_("note for yourself"), blank=True)
    handed_in_at = models.DateTimeField(null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)
    is_personal = True

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.assignment_id)


class AssignmentRun(models.Model):
    """One computation of who reads what, done by the clock in a process of its own."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("run", "Waiting")
        RUNNING = "running", pgettext_lazy("run", "Running")
        DONE = "done", pgettext_lazy("run", "Done")
        FAILED = "failed", pgettext_lazy("run", "Not possible")
        STOPPED = "stopped", pgettext_lazy("run", "Stopped")

    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="runs")
    actor = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    step = models.CharField(max_length=20, blank=True)
    result = models.JSONField(default=dict, blank=True)
    problems = models.JSONField(default=list, blank=True)
    keeps = models.BooleanField(default=False)
    asked_at = models.DateTimeField(auto_now_add=True)
    beat_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["phase"], condition=Q(state__in=["waiting", "running"]), name="run_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.phase_id}: {self.state}"
