"""What came in to a call, from whom, and what of it a person must look at."""

import secrets
import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from kogge.network.directory.models import Organization, Person, Topic
from kogge.plan.events.models import Session, Track

from .calls import Call

_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def new_code() -> str:
    """What people read out to each other: eight letters and digits, none that look alike."""
    return "".join(secrets.choice(_LETTERS) for _number in range(8))


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """What came in, by what counts."""

    def kept(self) -> "SubmissionQuerySet":
        """Without what staff discarded as nonsense."""
        return self.filter(discarded_at=None)

    def handed_in(self) -> "SubmissionQuerySet":
        """What counts: handed in, not withdrawn, not discarded."""
        return self.kept().filter(state=Submission.State.SUBMITTED)


class Submission(models.Model):
    """One answer to a call, from the first saved draft on. `code` is for people, the link is made from `uid`."""

    class State(models.TextChoices):
        DRAFT = "draft", pgettext_lazy("submission", "Draft")
        SUBMITTED = "submitted", pgettext_lazy("submission", "Handed in")
        WITHDRAWN = "withdrawn", pgettext_lazy("submission", "Withdrawn")

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", pgettext_lazy("submission", "Accepted")
        WAITLISTED = "waitlisted", pgettext_lazy("submission", "On the reserve list")
        REJECTED = "rejected", pgettext_lazy("submission", "Not accepted")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.CharField(max_length=12, unique=True, default=new_code, editable=False)
    call = models.ForeignKey(Call, on_delete=models.PROTECT, related_name="submissions")
    previous = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="following"
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    outcome = models.CharField(_("result"), max_length=10, choices=Outcome.choices, blank=True)
    title = models.CharField(_("title"), max_length=300, blank=True)
    abstract = models.TextField(_("abstract"), blank=True)
    format = models.CharField(_("format"), max_length=40, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=20, blank=True)
    track = models.ForeignKey(Track, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    topics = models.ManyToManyField(Topic, blank=True, related_name="+")
    organization_name = models.CharField(_("organisation"), max_length=200, blank=True)
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.SET_NULL, related_name="submissions"
    )
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    locale = models.CharField(max_length=2, default="de")
    origin = models.CharField(max_length=16, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    late_until = models.DateTimeField(_("late until"), null=True, blank=True)
    discarded_at = models.DateTimeField(null=True, blank=True)
    session = models.OneToOneField(
        Session, null=True, blank=True, on_delete=models.SET_NULL, related_name="submission"
    )
    idempotency_key = models.CharField(max_length=40, blank=True)
    facts = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    is_personal = True

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["call", "state", "outcome"])]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "idempotency_key"],
                condition=~Q(idempotency_key=""),
                name="submission_sent_once",
            ),
            models.UniqueConstraint(fields=["call", "previous"], name="submission_once_per_phase"),
            models.CheckConstraint(
                condition=~Q(state="submitted") | Q(submitted_at__isnull=False),
                name="submission_handed_in_has_time",
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(submitted_at__isnull=False),
                name="submission_outcome_needs_handing_in",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def may_change(self, now: datetime | None = None) -> bool:
        """Whether its authors may still change it: the call is open, or staff gave them time. Decided is decided."""
        now = now or timezone.now()
        late = self.late_until is not None and self.late_until > now
        still = self.discarded_at is None and not self.outcome and self.state != self.State.WITHDRAWN
        return still and (self.call.is_open(now) or late)

    @property
    def shown_title(self) -> str:
        """Its title, or its code while it has none."""
        return self.title or self.code


class Applicant(models.Model):
    """Somebody who answers, answers along with others (once they confirmed), or is named by the answer."""

    class Role(models.TextChoices):
        MAIN = "main", pgettext_lazy("applicant", "Answers")
        CO = "co", pgettext_lazy("applicant", "Answers too")
        NOMINEE = "nominee", pgettext_lazy("applicant", "Is proposed")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="applicants")
    person = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="applications"
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("mail address"), max_length=254, blank=True)
    email_key = models.CharField(max_length=254, blank=True, db_index=True)
    organization_name = models.CharField(_("organisation"), max_length=200, blank=True)
    role = models.CharField(_("role"), max_length=8, choices=Role.choices, default=Role.MAIN)
    position = models.PositiveSmallIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)
    is_personal = True

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["submission"], condition=Q(role="main"), name="applicant_one_main"
            ),
            models.UniqueConstraint(
                fields=["submission", "email_key"],
                condition=~Q(email_key="") & ~Q(role="nominee"),
                name="applicant_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.pk)


class AnswerFile(models.Model):
    """A file given as an answer, checked by its content and kept under a random name."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="files")
    question = models.CharField(max_length=40)
    file = models.FileField(upload_to="calls/")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    is_personal = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "question"], name="call_file_once"),
        ]

    def __str__(self) -> str:
        return f"{self.submission}: {self.question}"


class Hit(models.Model):
    """A rule of eligibility that speaks against a submission. A person decides; nothing is rejected by itself."""

    class State(models.TextChoices):
        OPEN = "open", pgettext_lazy("eligibility", "To be looked at")
        CLEARED = "cleared", pgettext_lazy("eligibility", "May take part")
        EXCLUDED = "excluded", pgettext_lazy("eligibility", "May not take part")

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="hits")
    rule = models.CharField(max_length=40)
    found = models.JSONField(default=list)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    decided_by = models.CharField(max_length=64, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    is_personal = True

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["submission", "rule"], name="hit_once_per_rule"),
            models.CheckConstraint(
                condition=Q(state="open", decided_at=None)
                | (~Q(state="open") & Q(decided_at__isnull=False) & ~Q(reason="")),
                name="hit_decided_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.submission}: {self.rule}"
