"""What applicants are told: that they were told, what they replied, and work that takes longer."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kogge.plan.calls.models import Applicant, Call, Submission
from kogge.plan.decisions.models import Decision, LetterText


class Notice(models.Model):
    """That one applicant was told a result. The next number is only for a result that changed since.

    `stage` is the decision among whose winners the submission stood, 0 for the first stage of a call: prizes of one
    stage are told in one letter.
    """

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="notices")
    applicant = models.ForeignKey(Applicant, on_delete=models.CASCADE, related_name="notices")
    stage = models.PositiveBigIntegerField(default=0)
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=LetterText.Kind.choices)
    prizes = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        ordering = ["submission", "stage", "number"]
        constraints = [
            models.UniqueConstraint(fields=["applicant", "stage", "number"], name="notice_once"),
        ]

    def __str__(self) -> str:
        return f"{self.submission} {self.kind}"


class Reply(models.Model):
    """Whether the accepted come, and whether they may be named publicly. Without a row they did not say."""

    submission = models.OneToOneField(Submission, on_delete=models.CASCADE, related_name="reply")
    comes = models.BooleanField(null=True)
    may_be_named = models.BooleanField(_("may be named publicly"), default=False)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("reply")

    def __str__(self) -> str:
        return str(self.submission)


class Run(models.Model):
    """Results set or letters written for many at once, piece by piece; a stop is obeyed after a piece."""

    class State(models.TextChoices):
        RUNNING = "running"
        DONE = "done"
        STOPPED = "stopped"

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="runs")
    what = models.CharField(max_length=10)
    stage = models.ForeignKey(Decision, null=True, on_delete=models.CASCADE, related_name="+")
    todo = models.JSONField(default=list)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    problems = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=State.choices, default=State.RUNNING)
    actor = models.CharField(max_length=64)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(done__lte=F("total")), name="outcome_run_within_total")
        ]

    def __str__(self) -> str:
        return f"{self.call}: {self.what}"

    @property
    def label(self) -> str:
        """What it makes."""
        names = {"letters": _("Letters"), "sessions": _("Programme points")}
        return str(names.get(self.what, _("Results")))
